using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Storage;

public sealed class QueryPlanTests
{
    const int Items = 3000;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Neither_reading_nor_storing_an_item_reads_a_whole_table(DatabaseProvider provider)
    {
        var log = new StatementLog();
        await using var database = await TestDatabase.CreateAsync(provider, (services, _) =>
        {
            services.ConfigureDbContext<SqlitePortalDbContext>(options => options.AddInterceptors(log));
            services.ConfigureDbContext<PostgresPortalDbContext>(options => options.AddInterceptors(log));
        }, cancellationToken: Cancellation);
        await WriteAsync(database, (scope, ct) => scope.UpdateDocumentAsync<ContentDefinitions>(_ => Definitions, ct));
        await WriteAsync(database, (scope, ct) => scope.Content.PublishNewAsync([.. Enumerable.Range(0, Items).Select(number => Item(scope.Content, number))], ct));
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        await db.Database.ExecuteSqlRawAsync("ANALYZE", Cancellation);
        await log.WholeTableReadsAsync(db, Cancellation);

        var reader = database.Get<ContentReader>();
        var first = await reader.ListPublishedAsync(new() { Types = ["NewsItem"] }, Cancellation);
        await reader.ListPublishedAsync(new() { Types = ["NewsItem"], After = first.Next, SinceUtc = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc) }, Cancellation);
        await reader.ListPublishedAsync(new() { Types = ["NewsItem", "Article"], After = first.Next }, Cancellation);
        await reader.ListPublishedAsync(new() { Types = ["NewsItem"], Keys = ["term:topic-1"], After = first.Next }, Cancellation);
        await reader.ListPublishedAsync(new() { Types = ["NewsItem", "Article"], Keys = ["term:topic-1", "term:topic-2"] }, Cancellation);
        DateTime[] bounds = [.. Enumerable.Range(1, 4).Select(part => new DateTime(2026, 1, 1, 0, 10 * part, 0, DateTimeKind.Utc))];
        await reader.ListPublishedAsync(new() { Types = ["NewsItem"], Keys = ["term:topic-1"], AllOf = ["term:topic-2", "term:topic-3"], SinceUtc = bounds[0], BeforeUtc = bounds[3] }, Cancellation);
        await reader.ListPublishedAsync(new() { Types = ["NewsItem", "Article"], SinceUtc = bounds[0], BeforeUtc = bounds[3] }, Cancellation);
        var counts = database.Get<PublicCounts>();
        await counts.OldestAsync(["NewsItem", "Article"], Cancellation);
        await counts.ByPeriodAsync(["NewsItem", "Article"], null, bounds, Cancellation);
        await counts.ByPeriodAsync(["NewsItem"], "term:topic-1", bounds, Cancellation);
        await counts.ByKeyAsync(["NewsItem"], ["term:topic-1", "term:topic-2"], bounds[0], Cancellation);
        foreach (var state in new ContentState?[] { null, ContentState.Published, ContentState.Unpublished, ContentState.Changed })
        {
            var list = await reader.ListLatestAsync(new() { State = state }, Cancellation);
            await reader.ListLatestAsync(new() { State = state, Types = ["NewsItem"], After = list.Next }, Cancellation);
            await reader.ListLatestAsync(new() { State = state, Types = ["NewsItem", "Article"], Text = "3" }, Cancellation);
            await reader.ListLatestAsync(new() { State = state, Text = "Item 29" }, Cancellation);
            await reader.ListLatestAsync(new() { State = state, Text = "nowhere" }, Cancellation);
            await reader.ListLatestAsync(new() { State = state, Owner = "user" }, Cancellation);
        }
        var known = first.Items[0];
        await reader.GetLatestAsync(known.ContentItemId, Cancellation);
        await reader.GetPublishedAsync([known.ContentItemId, first.Items[1].ContentItemId], Cancellation);
        await reader.GetVersionsAsync(known.ContentItemId, Cancellation);
        await reader.GetVersionAsync(known.ContentItemVersionId, Cancellation);
        await reader.FindByRouteAsync(known.As<AutoroutePart>()!.Path!, Cancellation);
        await reader.FindByAliasAsync("nothing", Cancellation);
        await WriteAsync(database, async (scope, ct) =>
        {
            var item = (await scope.Content.GetLatestAsync(known.ContentItemId, ct))!;
            await scope.Content.SaveDraftAsync(item, ct);
            await scope.Content.PublishAsync(item, ct);
            await scope.Content.ImportAsync(item, ct);
            await scope.Content.UnpublishAsync(item.ContentItemId, ct);
            await scope.Content.RemoveAsync(item.ContentItemId, ct);
            await scope.Content.PublishAsync(Item(scope.Content, Items), ct);
        });

        (await log.WholeTableReadsAsync(db, Cancellation)).ShouldBeEmpty();
    }

    static ContentDefinitions Definitions => JsonSerializer.Deserialize("""
        { "ContentTypes": [
            { "Name": "Article", "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" } ] },
            { "Name": "NewsItem", "Settings": { "ContentTypeSettings": { "Versionable": true, "Draftable": true } }, "ContentTypePartDefinitionRecords": [
                { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "NewsItem", "Name": "NewsItem" } ] } ],
          "ContentParts": [ { "Name": "NewsItem", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TaxonomyField", "Name": "Topics" } ] } ] }
        """, ContentDefinitions.Json)!;

    static ContentItem Item(ContentWriter content, int number)
    {
        var item = content.New(number % 10 == 0 ? "Article" : "NewsItem");
        item.Apply(new TitlePart($"Item {number}"));
        item.Apply("NewsItem", "Topics", new TaxonomyField("topics", [$"topic-{number % 7}"]));
        item.PublishedUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(number);
        return item;
    }

    static Task WriteAsync(TestDatabase database, Func<WriteScope, CancellationToken, Task> work) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, new("user", "milica"), work, Cancellation);
}
