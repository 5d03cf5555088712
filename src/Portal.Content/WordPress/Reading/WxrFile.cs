using System.Xml;

namespace Portal.Content.WordPress.Reading;

/// <summary>
/// Reads a WordPress export (WXR 1.0 to 1.2) from its beginning to its end, one entry at a time. Where the file breaks off or is
/// no XML any more, what stood before is read and <see cref="Damage"/> says so.
/// </summary>
sealed class WxrFile : IDisposable
{
    readonly RepairingReader _text;
    readonly XmlReader _xml;
    bool _isExport;
    string _title = "";
    string _link = "";
    string _url = "";
    string _version = "";

    public WxrFile(string path, string? encoding)
    {
        _text = new(WxrText.Open(path, encoding));
        _xml = XmlReader.Create(_text, new XmlReaderSettings
        {
            Async = true,
            CheckCharacters = false,
            CloseInput = true,
            DtdProcessing = DtdProcessing.Prohibit,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            NameTable = new BoundedNames(),
            XmlResolver = null,
        });
    }

    /// <summary>The exported site; complete before the first post is read.</summary>
    public WxrSite Site => new(_title, (_url.Length > 0 ? _url : _link).TrimEnd('/'), _version);

    /// <summary>Why the file could not be read to its end, or null.</summary>
    public string? Damage { get; private set; }

    /// <summary>What had to be left out or replaced while reading.</summary>
    public IEnumerable<string> Repairs()
    {
        if (_text.Unreadable > 0)
            yield return $"{_text.Unreadable} characters are no text in the file’s encoding and were replaced by “\uFFFD”. If that is wrong, name the encoding by --encoding.";
        if (_text.Cut > 0)
            yield return $"{_text.Cut} texts are longer than {RepairingReader.MaxText / 1_000_000} million characters and were cut.";
    }

    /// <summary>The next entry, or null at the end.</summary>
    /// <exception cref="InvalidDataException">The file is no WordPress export.</exception>
    public async Task<WxrEntry?> NextAsync(CancellationToken cancellationToken)
    {
        if (Damage is not null)
            return null;
        try
        {
            while (await _xml.StepAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_xml.NodeType == XmlNodeType.Element && await EntryAsync() is { } entry)
                    return entry;
            }
        }
        catch (XmlException broken) when (_isExport)
        {
            Damage = $"The file cannot be read beyond line {broken.LineNumber}: it is cut off or damaged there. What stood before was read. ({broken.Message})";
        }
        catch (XmlException broken)
        {
            throw new InvalidDataException($"The file is no WordPress export: {broken.Message}", broken);
        }
        return _isExport ? null : throw new InvalidDataException("The file is no WordPress export: it is an XML file, but there is no WXR version in it.");
    }

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    async Task<WxrEntry?> EntryAsync()
    {
        if (_xml.Depth == 0 && _xml.LocalName != "rss")
            throw new InvalidDataException($"The file is no WordPress export: it begins with <{_xml.Name}>.");
        if (_xml.Depth != 2)
            return null;
        var isWordPress = WxrNames.IsWordPress(_xml.NamespaceURI);
        switch (_xml.LocalName)
        {
            case "wxr_version" when isWordPress:
                _version = await _xml.TextAsync();
                _isExport = true;
                return null;
            case "title" when !isWordPress:
                _title = await _xml.TextAsync();
                return null;
            case "link" when _xml.NamespaceURI.Length == 0:
                _link = await _xml.TextAsync();
                return null;
            case "base_blog_url" when isWordPress:
                _url = await _xml.TextAsync();
                return null;
            case "author" when isWordPress:
                var author = await _xml.FieldsAsync();
                return new WxrAuthor(author("author_login"), author("author_email"), author("author_display_name"));
            case "category" when isWordPress:
                var category = await _xml.FieldsAsync();
                return new WxrTerm("category", category("category_nicename"), category("category_parent"), category("cat_name"), category("category_description"), Number(category("term_id")));
            case "tag" when isWordPress:
                var tag = await _xml.FieldsAsync();
                return new WxrTerm("post_tag", tag("tag_slug"), "", tag("tag_name"), tag("tag_description"), Number(tag("term_id")));
            case "term" when isWordPress:
                var term = await _xml.FieldsAsync();
                return new WxrTerm(term("term_taxonomy"), term("term_slug"), term("term_parent"), term("term_name"), term("term_description"), Number(term("term_id")));
            case "item" when _isExport:
                return await new WxrPostReader(_xml).ReadAsync();
            default:
                return null;
        }
    }

    static long Number(string text) => long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
}
