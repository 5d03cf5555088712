using System.Buffers;
using System.Globalization;
using Portal.Content.Items;
using Portal.Content.WordPress.Attachments;
using Portal.Content.WordPress.Reading;

namespace Portal.Content.WordPress.Mapping;

/// <summary>Reads the export for the first time and remembers what posts refer to.</summary>
sealed class Surveyor(WxrImportOptions options)
{
    const int MaxReusableBlocks = 20_000_000;
    const int MaxMentions = 1_000_000;

    static readonly SearchValues<char> EndsAddress = SearchValues.Create("\"'<> \n\r)?#\\");

    readonly SiteSurvey _survey = new(new("", "", ""));
    int _reusableLength;

    /// <summary>Reads the file from its beginning to its end.</summary>
    /// <exception cref="InvalidDataException">The file is no WordPress export.</exception>
    public async Task<SiteSurvey> ReadAsync(Action<long> progress, CancellationToken cancellationToken)
    {
        using var file = new WxrFile(options.File, options.Encoding);
        while (await file.NextAsync(cancellationToken) is { } entry)
        {
            _survey.Site = file.Site;
            Take(entry);
            progress(++_survey.Entries);
        }
        _survey.Site = file.Site;
        _survey.Damage = file.Damage;
        _survey.Repairs.AddRange(file.Repairs());
        AddMentionedFiles();
        return _survey;
    }

    void Take(WxrEntry entry)
    {
        switch (entry)
        {
            case WxrAuthor author:
                _survey.Authors[author.Login] = author;
                break;
            case WxrTerm { Slug.Length: > 0 } term:
                _survey.Terms.TryAdd((term.Taxonomy, term.Slug), term);
                break;
            case WxrPost post:
                Take(post);
                break;
        }
    }

    void Take(WxrPost post)
    {
        // Exports of single posts do not list the terms.
        foreach (var category in post.Categories)
            _survey.Terms.TryAdd((category.Taxonomy, category.Slug), new(category.Taxonomy, category.Slug, "", category.Name, ""));
        switch (post.Type)
        {
            case "attachment":
                var path = UploadPath.Normalize(post.MetaValue("_wp_attached_file")) ?? UploadPath.OfUrl(post.AttachmentUrl);
                var url = post.AttachmentUrl.Length > 0 ? post.AttachmentUrl : post.Guid;
                _survey.Files[post.Id] = new(post.Id, post.Parent, url, post.Link, path, post.Title, post.MetaValue("_wp_attachment_image_alt").Trim(), post.Excerpt.Trim());
                break;
            case "wp_block" when _reusableLength + post.Content.Length <= MaxReusableBlocks:
                _reusableLength += post.Content.Length;
                _survey.ReusableBlocks[post.Id] = post.Content;
                break;
            case "nav_menu_item":
                TakeMenuEntry(post);
                break;
        }
        if (post.Type is "attachment" or "nav_menu_item")
            return;
        Mention(post.Content);
        _survey.Posts[post.Id] = new(post.Id, post.Type, post.Status, post.Slug, post.Parent, post.Title, post.Link)
        {
            ContentType = post.Status is "trash" or "auto-draft" or "inherit" ? null : options.Types.GetValueOrDefault(post.Type),
            ContentItemId = ContentIdentity.Of(string.Create(CultureInfo.InvariantCulture, $"{_survey.Site.Url}|post|{post.Id}")),
        };
    }

    void TakeMenuEntry(WxrPost post)
    {
        if (post.Categories.FirstOrDefault(category => category.Taxonomy == "nav_menu") is not { } menu || post.Status is not ("publish" or ""))
            return;
        _survey.MenuEntries.Add(new(post.Id, Number(post.MetaValue("_menu_item_menu_item_parent")), post.Order, menu.Slug, post.Title,
            post.MetaValue("_menu_item_type"), post.MetaValue("_menu_item_object"), Number(post.MetaValue("_menu_item_object_id")), post.MetaValue("_menu_item_url")));
    }

    // Files that are no attachments of this export: it may be one of several parts of a site.
    void Mention(string content)
    {
        const string Folder = "/uploads/";
        for (var at = content.IndexOf(Folder, StringComparison.Ordinal); at >= 0 && _survey.MentionedUploads.Count < MaxMentions; at = content.IndexOf(Folder, at + 1, StringComparison.Ordinal))
        {
            var rest = content.AsSpan(at);
            var end = rest.IndexOfAny(EndsAddress);
            if (UploadPath.OfUrl(rest[..(end < 0 ? Math.Min(rest.Length, 400) : end)].ToString()) is { } path && Path.HasExtension(path))
                _survey.MentionedUploads.Add(path);
        }
    }

    void AddMentionedFiles()
    {
        var known = _survey.Files.Values.Select(file => file.Path).OfType<string>().SelectMany(path => new[] { path, UploadPath.WithoutSize(path) }).ToHashSet(StringComparer.Ordinal);
        var number = 0L;
        foreach (var path in _survey.MentionedUploads.Where(path => !known.Contains(path) && !known.Contains(UploadPath.WithoutSize(path))))
        {
            number--;
            _survey.Files[number] = new(number, 0, $"{_survey.Site.Url}/wp-content/uploads/{path}", "", path, "", "", "");
        }
        _survey.MentionedUploads.Clear();
    }

    static long Number(string text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
