using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Localization;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Parts;
using Portal.Desk.Items;

namespace Portal.Desk.Writing;

/// <summary>What an editor should look at before publishing. It stops nothing: what must be put right is told by the kernel's check. Thread-safe.</summary>
sealed class WritingAdvice(SiteLinkCheck links, HtmlCleaner cleaner, IStringLocalizer texts)
{
    /// <summary>Characters of a title that search engines show.</summary>
    public const int LongestTitle = 60;

    const int MostLinks = 100;
    const int LongestText = 500_000;

    /// <summary>What to look at, in the order of the form.</summary>
    public async Task<IReadOnlyList<ItemProblem>> FindAsync(ContentItem item, ContentDefinitions definitions, CancellationToken cancellationToken)
    {
        var found = new List<ItemProblem>();
        foreach (var part in definitions.OrderedParts(item.ContentType))
        {
            switch (part.PartName)
            {
                case "TitlePart" when SearchTitle(item) is { Length: > LongestTitle } title:
                    found.Add(new(item.As<SeoMetaPart>()?.PageTitle is { Length: > 0 } ? "SeoMetaPart-PageTitle" : part.Name,
                        texts["The title has {0} characters; search engines show about {1}.", title.Length, LongestTitle]));
                    break;
                case "HtmlBodyPart":
                    await BodyAsync(found, part.Name, item.As<HtmlBodyPart>(part.Name)?.Html, cancellationToken);
                    break;
                case "MarkdownBodyPart" when string.IsNullOrWhiteSpace(item.As<MarkdownBodyPart>(part.Name)?.Markdown):
                    found.Add(new(part.Name, texts["There is no text yet."]));
                    break;
            }
            foreach (var field in definitions.OrderedFields(part.PartName))
                Field(found, item, part.Name, field);
        }
        return found;
    }

    void Field(List<ItemProblem> found, ContentItem item, string part, ContentFieldDefinition field)
    {
        var element = $"{part}-{field.Name}";
        if (field.FieldName == "MediaField" && MediaEntries.IsOn(field, "AllowMediaText"))
        {
            var entries = MediaEntries.Read((item.Content[part] as JsonObject)?[field.Name] as JsonObject);
            for (var place = 0; place < entries.Count; place++)
            {
                if (entries[place].LacksText)
                    found.Add(new($"{element}-{place}-alt", texts["“{0}”: say in a few words what the picture shows, for those who can’t see it.", texts[field.Label()].Value]));
            }
        }
        else if (field is { FieldName: "TextField", Name: "Excerpt" or "Lead" } && string.IsNullOrWhiteSpace(item.Text(part, field.Name)))
            found.Add(new(element, texts["There is no lead: lists, mails and search engines show the beginning of the text."]));
        else if (field is { FieldName: "LinkField", Name: "AppearedIn" })
            Source(found, item, part, element);
    }

    // Who says under which title a text first appeared, or where, republishes it; so does who quotes most of it.
    void Source(List<ItemProblem> found, ContentItem item, string part, string element)
    {
        var source = item.Field<LinkField>(part, "AppearedIn");
        var (hasName, hasAddress) = (!string.IsNullOrWhiteSpace(source?.Text), !string.IsNullOrWhiteSpace(source?.Url));
        if (!hasName && (hasAddress || !string.IsNullOrWhiteSpace(item.Text(part, "AppearedAs"))))
            found.Add(new($"{element}-text", texts["The text appeared elsewhere first: name where."]));
        else if (hasName && !hasAddress)
            found.Add(new($"{element}-url", texts["The text appeared elsewhere first: give the address at which it stands there."]));
        else if (!hasName && item.As<HtmlBodyPart>()?.Html is { Length: > 0 and < LongestText } html && html.Contains("<blockquote", StringComparison.OrdinalIgnoreCase) && MostlyQuoted(html))
            found.Add(new($"{element}-text", texts["Most of the text is a quotation: name where it comes from."]));
    }

    async Task BodyAsync(List<ItemProblem> found, string element, string? html, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            found.Add(new(element, texts["There is no text yet."]));
            return;
        }
        if (html.Length > LongestText)
            return;
        // As it will be stored; what nests without end is text only after that.
        var body = new HtmlParser().ParseDocument(cleaner.Clean(html)).Body!;
        var silent = body.QuerySelectorAll("img:not([alt])").Length;
        if (silent > 0)
            found.Add(new(element, texts["Pictures in the text of which nobody said what they show: {0}.", silent]));
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var link in body.QuerySelectorAll("a[href]"))
        {
            var address = link.GetAttribute("href")!.Trim();
            var words = link.TextContent.Trim();
            if (words.Length == 0 && !link.QuerySelectorAll("img[alt]").Any(picture => picture.GetAttribute("alt") is { Length: > 0 }))
                found.Add(new(element, texts["A link to {0} has no words.", Short(address)]));
            if (known.Count < MostLinks && known.TryAdd(address, true) && (address.Length == 0 || await links.LeadsNowhereAsync(address, cancellationToken)))
                found.Add(new(element, texts["“{0}” leads to {1}, where visitors find nothing.", Short(words), Short(address)]));
        }
    }

    static string? SearchTitle(ContentItem item) => item.As<SeoMetaPart>()?.PageTitle is { Length: > 0 } title ? title : item.As<TitlePart>()?.Title?.Trim();

    bool MostlyQuoted(string html)
    {
        var body = new HtmlParser().ParseDocument(cleaner.Clean(html)).Body!;
        var quoted = body.QuerySelectorAll("blockquote").Where(quote => quote.ParentElement?.Closest("blockquote") is null).Sum(quote => quote.TextContent.Trim().Length);
        return 2 * quoted > body.TextContent.Trim().Length;
    }

    static string Short(string text) => text.Length > 60 ? text[..59] + "…" : text;
}
