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
    /// <param name="culture">Its language.</param>
    /// <param name="texts">Translations.</param>
    /// <param name="siteName">Name of the site.</param>
    /// <param name="counts">Whether reading is counted (<see cref="Plans.DigestPlans.CountsReading"/>).</param>
    public static string In(CultureInfo culture, Texts texts, string siteName, bool counts) =>
        texts.In(culture, "{0} may send me its news digest by e-mail. I can leave at any time by the link in each mail.", texts.In(culture, siteName)) + Counting(culture, texts, counts);

    /// <summary>The text for a saved search. The words of the search are not in it: it is mailed before the owner of the address has agreed.</summary>
    public static string ForSearch(CultureInfo culture, Texts texts, string siteName, SearchDelivery delivery, bool counts) => delivery == SearchDelivery.InDigest
        ? texts.In(culture, "{0} may send me its news digest by e-mail, with what a saved search finds. I can leave at any time by the link in each mail.", texts.In(culture, siteName)) + Counting(culture, texts, counts)
        : texts.In(culture, "{0} may send me by e-mail what a saved search finds. I can leave at any time by the link in each mail.", texts.In(culture, siteName));

    static string Counting(CultureInfo culture, Texts texts, bool counts) =>
        counts ? " " + texts.In(culture, "It is counted how often digests are opened and their links followed, for all readers together and never for one.") : "";

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
