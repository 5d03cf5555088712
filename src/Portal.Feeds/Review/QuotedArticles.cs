using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.Localization;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Fields;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Shell;
using Portal.Feeds.Importing;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Review;

/// <summary>Begins an article about a news item: the original is quoted briefly, named and linked; the article's own words are the editor's to write.</summary>
public sealed class QuotedArticles(UnitOfWork work, ContentReader content, SiteDocuments documents, IStringLocalizer texts)
{
    /// <summary>Most words of the original that are quoted.</summary>
    public const int MostWords = 60;

    /// <summary>Of a short original no larger part is quoted than this.</summary>
    const int Part = 3;

    const string Article = "Article";

    /// <summary>Stores the article as a draft and returns its identity; null where the item is gone or the person may write no articles.</summary>
    public async Task<string?> BeginAsync(ClaimsPrincipal person, string newsId, CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        if (definitions.Type(Article) is not { Creatable: true } type || !person.May(ContentAction.Edit, type, null) || await content.GetLatestAsync(newsId, cancellationToken) is not { ContentType: NewsItems.ContentType } news)
            return null;
        var source = NewsItems.SourceId(news) is { Length: > 0 } id && await content.GetLatestAsync(id, cancellationToken) is { } found ? found.DisplayText ?? "" : "";
        return await work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            var item = scope.Content.New(Article);
            FieldDefaults.Apply(item, definitions);
            item.DisplayText = news.DisplayText;
            item.Apply(new TitlePart(news.DisplayText));
            item.Apply(new HtmlBodyPart(Body(news, source)));
            foreach (var field in NewsItems.TermFields)
            {
                if (news.Field<TaxonomyField>(NewsItems.ContentType, field) is { TermContentItemIds.Count: > 0 } terms && definitions.Part(Article)?.Fields.Any(one => one.Name == field) == true)
                    item.Apply(Article, field, terms);
            }
            await scope.Content.SaveDraftAsync(item, ct);
            return item.ContentItemId;
        }, cancellationToken);
    }

    string Body(ContentItem news, string source)
    {
        var text = HtmlText.FromHtml(news.As<HtmlBodyPart>()?.Html) is { Length: > 0 } body ? body : news.Text(NewsItems.ContentType, "Excerpt");
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var quotation = HtmlText.Excerpt(text, Math.Clamp(words / Part, Math.Min(words, 15), MostWords));
        var url = news.Field<LinkField>(NewsItems.ContentType, "Link")?.Url is { } link && FeedUrl.IsWeb(link) ? WebUtility.HtmlEncode(link) : "";
        var title = WebUtility.HtmlEncode(news.DisplayText ?? "");
        var linked = url.Length > 0 ? $"<a href=\"{url}\">{title}</a>" : title;
        var named = source.Length > 0 ? $"{linked}, {WebUtility.HtmlEncode(source)}" : linked;
        return $"<p></p><blockquote{(url.Length > 0 ? $" cite=\"{url}\"" : "")}><p>{WebUtility.HtmlEncode(quotation)}</p></blockquote><p>{texts["Source: {0}", named]}</p>";
    }
}
