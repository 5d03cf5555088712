using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Jobs;
using Portal.Feeds.Stories;
using Portal.Testing;
using Portal.Testing.Hosting;

namespace Portal.Feeds.Tests.Importing;

/// <summary>What tests put into a newsroom without a feed.</summary>
static class NewsroomContent
{
    /// <summary>The default recipe's topics and regions with their names.</summary>
    public static async Task AddTaxonomiesAsync(this Newsroom room, CancellationToken cancellationToken)
    {
        var recipe = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "recipes", "diplomacy.recipe.json"), cancellationToken),
            documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        var items = recipe["steps"]!.AsArray().First(step => step!["name"]!.GetValue<string>() == "content")!["Data"]!.AsArray().OfType<JsonObject>();
        await room.Database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            foreach (var taxonomy in items.Where(item => item["ContentType"]!.GetValue<string>() == "Taxonomy"))
                await scope.Content.ImportAsync(ContentItemJson.Read(taxonomy), ct);
        }, cancellationToken);
    }

    /// <summary>Publishes news as an import does.</summary>
    public static Task<IReadOnlyList<string>> PublishNewsAsync(this Newsroom room, IReadOnlyList<Report> reports, CancellationToken cancellationToken) =>
        room.Database.Get<UnitOfWork>().RunAsync<IReadOnlyList<string>>(WriteTurn.Background, FeedActor.Actor, async (scope, ct) =>
        {
            var items = reports.Select(report =>
            {
                var item = scope.Content.New("NewsItem");
                item.DisplayText = report.Title;
                item.PublishedUtc = report.PublishedUtc;
                item.Apply(new TitlePart(report.Title));
                item.Apply(new HtmlBodyPart($"<p>{report.Text}</p>"));
                item.Apply("NewsItem", "Excerpt", new TextField(report.Text));
                item.Apply("NewsItem", "Language", new TextField(report.Language));
                item.Apply("NewsItem", "Source", new ContentPickerField([report.Source]));
                return item;
            }).ToList();
            await scope.Content.PublishNewAsync(items, ct);
            return items.ConvertAll(item => item.ContentItemId);
        }, cancellationToken);

    /// <summary>Lets the stories follow the journal to its end. On PostgreSQL its last rows show only when transactions of others that began before them have ended.</summary>
    public static Task TellStoriesAsync(this Newsroom room, CancellationToken cancellationToken) => Eventually.TrueAsync(async () =>
    {
        while (await room.Database.Get<StoryService>().TurnAsync(cancellationToken))
        {
            // Each turn reads a batch of the journal.
        }
        await using var db = await room.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
        var last = await db.Journal.OrderByDescending(entry => entry.TransactionId).ThenByDescending(entry => entry.Sequence).FirstOrDefaultAsync(cancellationToken);
        var job = await room.Database.Get<FeedJobs>().ReadAsync(StoryWriter.Job, cancellationToken);
        return last is null || JournalPosition.Parse(job?.Position) >= last.Position;
    }, "the stories have read the journal to its end", cancellationToken);

    /// <summary>The shown stories, newest first.</summary>
    public static async Task<IReadOnlyList<Story>> StoriesAsync(this Newsroom room, CancellationToken cancellationToken) =>
        [.. (await room.Content.ListPublishedAsync(new() { Types = ["Story"], Count = 1000 }, cancellationToken)).Items.Select(item => new Story(item))];
}

/// <summary>A report of a source, without a feed.</summary>
sealed record Report(string Source, string Language, DateTime PublishedUtc, string Title, string Text);
