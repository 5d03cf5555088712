using System.IO.Compression;
using System.Text;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>
/// A mail that was drawn and is not stored yet. Readers who may choose among topics, regions and sources get thousands of different ones,
/// which are much alike within: packed, a mail takes a tenth of the memory.
/// </summary>
sealed class DrawnEdition
{
    readonly string _subject;
    readonly byte[] _html, _text;

    public DrawnEdition(string language, RenderedMail mail, string searches, IReadOnlyList<string> items)
    {
        (Language, Searches, Items, _subject) = (language, searches, items, mail.Subject);
        (_html, _text) = (Pack(mail.Html), Pack(mail.Text));
    }

    /// <summary>Culture.</summary>
    public string Language { get; }

    /// <summary>Hashes of the saved searches that found what stands in it.</summary>
    public string Searches { get; }

    /// <summary>What stands in it.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>Number of its row, once it is stored.</summary>
    public long Id { get; set; }

    /// <summary>The row as it is to be stored.</summary>
    public EditionRecord Record(string issueId) => new()
    {
        IssueId = issueId,
        Language = Language,
        Subject = _subject,
        Html = Unpack(_html),
        Text = Unpack(_text),
        Searches = Searches,
        Items = [.. Items.Select(id => new EditionItemRecord { ContentItemId = id })],
    };

    static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    static string Unpack(byte[] packed)
    {
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
