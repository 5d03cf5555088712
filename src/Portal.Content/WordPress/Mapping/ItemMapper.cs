using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.WordPress.Bodies;
using Portal.Content.WordPress.Reading;
using Portal.Content.WordPress.Reporting;

namespace Portal.Content.WordPress.Mapping;

/// <summary>The content item that a post becomes.</summary>
/// <param name="Post">The post.</param>
/// <param name="Item">The item, not stored yet.</param>
sealed record MappedPost(WxrPost Post, ContentItem Item);

/// <summary>Makes content items of posts and pages.</summary>
sealed class ItemMapper(SiteSurvey survey, TermBook terms, BodyConverter bodies, LinkBook links, IReadOnlyDictionary<string, ContentActor> users, DateTime now, ImportReport report)
{
    /// <summary>Custom fields with which WordPress and its plug-ins keep notes to themselves.</summary>
    static readonly string[] Noise = ["_edit_lock", "_edit_last", "_oembed_", "_encloseme", "_pingme", "_wp_trash_meta_", "_wp_desired_post_slug"];

    readonly Dictionary<string, HashSet<string>> _fields = new(StringComparer.Ordinal);

    /// <summary>The item of a post that is brought over.</summary>
    public MappedPost Map(WxrPost post, SurveyedPost known)
    {
        var type = known.ContentType!;
        var title = HtmlText.FromHtml(post.Title);
        var item = new ContentItem
        {
            ContentItemId = known.ContentItemId,
            ContentItemVersionId = "",
            ContentType = type,
            DisplayText = title,
            Latest = true,
            Published = post.Status == "publish" && post.Password.Length == 0,
            PublishedUtc = post.PublishedUtc,
            CreatedUtc = post.PublishedUtc ?? post.ModifiedUtc ?? now,
            ModifiedUtc = post.ModifiedUtc ?? post.PublishedUtc ?? now,
            Author = survey.AuthorName(post.Creator),
        };
        if (users.TryGetValue(post.Creator, out var user))
            (item.Owner, item.Author) = (user.UserId, user.Name);
        if (!item.Published && post.Status != "future")
            item.PublishedUtc = null;
        item.Apply(new TitlePart(title));
        item.Apply(new AutoroutePart(known.Path));
        var body = new BodyText(post.Id, post.MetaValue("footnotes"));
        item.Apply(new HtmlBodyPart(bodies.Convert(post.Content, body)));
        Fields(item, post, body);
        if (post is { Status: "future", PublishedUtc: { } when } && post.Password.Length == 0)
            item.Content["PublishLaterPart"] = new JsonObject { ["ScheduledPublishUtc"] = when.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) };
        var loose = terms.Apply(item, post.Categories);
        CommentsPart.Apply(item, post.Comments, report);
        item.Content[WordPressPart.Name] = WordPressPart.Write(survey.Site.Url, post, loose, body.Dropped, IsKept);
        WordPressPart.Seal(item, Fingerprint(item), item.ModifiedUtc!.Value);
        Warn(post, body);
        return new(post, item);
    }

    void Fields(ContentItem item, WxrPost post, BodyText body)
    {
        var type = item.ContentType;
        var excerpt = HtmlText.FromHtml(post.Excerpt);
        if (excerpt.Length == 0)
            excerpt = bodies.Teaser(post.Content, body);
        if (excerpt.Length > 0 && Has(type, "Excerpt"))
            item.Apply(type, "Excerpt", new TextField(excerpt));
        if (post.Creator.Length > 0 && Has(type, "AuthorName"))
            item.Apply(type, "AuthorName", new TextField(survey.AuthorName(post.Creator)));
        if (post.Sticky && Has(type, "Pinned"))
            item.Apply(type, "Pinned", new BooleanField(true));
        if (!long.TryParse(post.MetaValue("_thumbnail_id"), out var thumbnail) || !survey.Files.TryGetValue(thumbnail, out var file) || !Has(type, "Image"))
            return;
        if (file.MediaPath is null)
        {
            body.Notes.Add($"Its lead image ({file.Path ?? file.Url}) was not brought over.");
            return;
        }
        var caption = HtmlText.FromHtml(file.Caption);
        item.Apply(type, "Image", new MediaField([file.MediaPath], [file.Alt.Length > 0 ? file.Alt : caption]));
        if (caption.Length > 0 && Has(type, "Caption"))
            item.Apply(type, "Caption", new TextField(caption));
    }

    void Warn(WxrPost post, BodyText body)
    {
        if (post.Password.Length > 0)
            report.Warn(post.Id, post.Title, "It was protected by a password and is a draft here; the password was not taken over.");
        else if (post.Status == "private")
            report.Warn(post.Id, post.Title, "It was private and is a draft here.");
        else if (post is { Status: "publish", PublishedUtc: null })
            report.Warn(post.Id, post.Title, "It has no date; it bears the date of the import.");
        foreach (var note in body.Notes.Take(50))
            report.Warn(post.Id, post.Title, note);
        if (links.PageOf(post.Parent) is null && post.Parent > 0 && post.Type == "page")
            report.Warn(post.Id, post.Title, $"The page above it ({post.Parent}) is not in the file; it stands at the top.");
    }

    bool Has(string type, string field)
    {
        if (!_fields.TryGetValue(type, out var names))
            _fields[type] = names = terms.Definitions.Fields(type).Where(one => one.Part == type).Select(one => one.Field.Name).ToHashSet(StringComparer.Ordinal);
        return names.Contains(field);
    }

    static bool IsKept(WxrMeta meta) => meta.Key.Length > 0 && !Array.Exists(Noise, noise => meta.Key.StartsWith(noise, StringComparison.Ordinal));

    // The address is no part of it: an editor may change it, and what is here keeps the one that it has.
    static string Fingerprint(ContentItem item)
    {
        var text = new StringBuilder(ContentItemJson.ToText(item.Content)).Append('|').Append(item.Published).Append('|').Append(item.PublishedUtc?.Ticks).Append('|').Append(item.Owner);
        if (item.As<AutoroutePart>()?.Path is { Length: > 0 } path)
            text.Replace($"\"Path\":\"{path}\"", "");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
