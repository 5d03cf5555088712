using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Content.Localization;

namespace Portal.Newsletter.Subscribing;

/// <summary>What a person agrees to, in the words that the form shows.</summary>
static class ConsentText
{
    /// <summary>The text.</summary>
    public static string In(CultureInfo culture, Texts texts, string siteName) =>
        texts.In(culture, "{0} may send me its news digest by e-mail. I can leave at any time by the link in each mail.", texts.In(culture, siteName));

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
