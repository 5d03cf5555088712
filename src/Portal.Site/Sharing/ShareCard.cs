using System.Security.Cryptography;
using System.Text;

namespace Portal.Site.Sharing;

/// <summary>What stands on the picture that shared links show.</summary>
/// <param name="Title">The title.</param>
/// <param name="Line">Who says it and when; may be empty.</param>
/// <param name="Name">The site's name.</param>
/// <param name="OtherName">The site's name in Serbian; empty where it is the same.</param>
sealed record ShareCard(string Title, string Line, string Name, string OtherName)
{
    /// <summary>Changes with what is drawn, so that older pictures are made anew.</summary>
    const string Version = "2";

    /// <summary>The same for the same picture: part of its address, and the name under which it is kept.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"share {Version}\n{Title}\n{Line}\n{Name}\n{OtherName}")))[..32];
}
