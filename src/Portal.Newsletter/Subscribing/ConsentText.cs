using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Content.Localization;
using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Subscribing;

/// <summary>What a person agrees to, in the words that the form shows.</summary>
static class ConsentText
{
    /// <summary>The text.</summary>
    public static string In(CultureInfo culture, Texts texts, string siteName) =>
        texts.In(culture, "{0} may send me its news digest by e-mail. I can leave at any time by the link in each mail.", texts.In(culture, siteName));

    /// <summary>The text for a saved search. The words of the search are not in it: it is mailed before the owner of the address has agreed.</summary>
    public static string ForSearch(CultureInfo culture, Texts texts, string siteName, SearchDelivery delivery) => delivery == SearchDelivery.InDigest
        ? texts.In(culture, "{0} may send me its news digest by e-mail, with what a saved search finds. I can leave at any time by the link in each mail.", texts.In(culture, siteName))
        : texts.In(culture, "{0} may send me by e-mail what a saved search finds. I can leave at any time by the link in each mail.", texts.In(culture, siteName));

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
