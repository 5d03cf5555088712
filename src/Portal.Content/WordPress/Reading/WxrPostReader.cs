using System.Globalization;
using System.Xml;

namespace Portal.Content.WordPress.Reading;

/// <summary>Reads the <c>item</c> at which the reader stands.</summary>
sealed class WxrPostReader(XmlReader xml)
{
    // A post with more of these is broken or hostile; the first ones are kept.
    const int MaxComments = 10_000;
    const int MaxMeta = 2_000;
    const int MaxTerms = 1_000;
    const int MaxLength = 4 * RepairingReader.MaxText;

    readonly List<WxrCategory> _categories = [];
    readonly List<WxrMeta> _meta = [];
    readonly List<WxrComment> _comments = [];
    long _length;
    DateTime? _localDate;
    DateTime? _feedDate;
    WxrPost _post = new();

    public async Task<WxrPost> ReadAsync()
    {
        await xml.EachChildAsync(ChildAsync);
        return _post with
        {
            PublishedUtc = _post.PublishedUtc ?? _feedDate ?? _localDate,
            Categories = _categories,
            Meta = _meta,
            Comments = _comments,
        };
    }

    async Task ChildAsync()
    {
        var (name, space) = (xml.LocalName, xml.NamespaceURI);
        if (name == "category")
            await CategoryAsync();
        else if (name == "postmeta" && WxrNames.IsWordPress(space))
            await MetaAsync();
        else if (name == "comment" && WxrNames.IsWordPress(space))
            await CommentAsync();
        else
            Take(name, space, await xml.TextAsync());
    }

    void Take(string name, string space, string text)
    {
        _length += text.Length;
        if (WxrNames.IsWordPress(space))
            TakeOwn(name, text);
        else if (WxrNames.IsExcerpt(space) && name == "encoded")
            _post = _post with { Excerpt = text };
        else if (space == WxrNames.Content && name == "encoded")
            _post = _post with { Content = text };
        else if (space == WxrNames.DublinCore && name == "creator")
            _post = _post with { Creator = text.Trim() };
        else if (space.Length == 0 && name == "title")
            _post = _post with { Title = text.Trim() };
        else if (space.Length == 0 && name == "link")
            _post = _post with { Link = text.Trim() };
        else if (space.Length == 0 && name == "guid")
            _post = _post with { Guid = text.Trim() };
        else if (space.Length == 0 && name == "pubDate")
            _feedDate = WxrText.FeedDate(text);
    }

    void TakeOwn(string name, string text)
    {
        switch (name)
        {
            case "post_id": _post = _post with { Id = Number(text) }; break;
            case "post_date": _localDate = WxrText.Date(text); break;
            case "post_date_gmt": _post = _post with { PublishedUtc = WxrText.Date(text) }; break;
            case "post_modified_gmt": _post = _post with { ModifiedUtc = WxrText.Date(text) }; break;
            case "post_name": _post = _post with { Slug = text.Trim() }; break;
            case "status": _post = _post with { Status = text.Trim() }; break;
            case "post_type": _post = _post with { Type = text.Trim() }; break;
            case "post_parent": _post = _post with { Parent = Number(text) }; break;
            case "post_password": _post = _post with { Password = text }; break;
            case "menu_order": _post = _post with { Order = (int)Math.Clamp(Number(text), int.MinValue, int.MaxValue) }; break;
            case "is_sticky": _post = _post with { Sticky = text.Trim() == "1" }; break;
            case "attachment_url": _post = _post with { AttachmentUrl = text.Trim() }; break;
        }
    }

    async Task CategoryAsync()
    {
        var (taxonomy, slug) = (xml.GetAttribute("domain"), xml.GetAttribute("nicename"));
        var name = (await xml.TextAsync()).Trim();
        // WXR 1.0 names each term a second time without saying what it is.
        if (taxonomy is { Length: > 0 } && slug is { Length: > 0 } && _categories.Count < MaxTerms)
            _categories.Add(new(taxonomy == "tag" ? "post_tag" : taxonomy, slug, name));
    }

    async Task MetaAsync()
    {
        var fields = await xml.FieldsAsync();
        var meta = new WxrMeta(fields("meta_key"), fields("meta_value"));
        _length += meta.Value.Length;
        if (_meta.Count < MaxMeta && _length < MaxLength)
            _meta.Add(meta);
    }

    async Task CommentAsync()
    {
        var fields = await xml.FieldsAsync();
        var comment = new WxrComment(Number(fields("comment_id")), Number(fields("comment_parent")), fields("comment_author"), fields("comment_author_url"),
            WxrText.Date(fields("comment_date_gmt")) ?? WxrText.Date(fields("comment_date")), fields("comment_approved"), fields("comment_type"), fields("comment_content"));
        _length += comment.Content.Length;
        if (_comments.Count < MaxComments && _length < MaxLength)
            _comments.Add(comment);
    }

    static long Number(string text) => long.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
