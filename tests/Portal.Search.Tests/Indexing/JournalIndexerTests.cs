using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Indexing;

public sealed class JournalIndexerTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_published_is_found_what_changes_is_found_changed_and_what_is_hidden_is_not_found(DatabaseProvider provider)
    {
        await using var site = await SearchSite.CreateAsync(provider);
        await site.StartAsync();
        var item = await site.PublishAsync("Самит у Бечу", "<p>Разговори о <b>разоружању</b></p>");
        await SearchSite.UntilAsync(() => site.Found("samit razoružanje").SequenceEqual([item.ContentItemId]));
        var hit = site.Database.Get<SiteSearch>().Search(new() { Query = "Beč", Topic = "term1" }).Hits.ShouldHaveSingleItem();
        hit.Document.Path.ShouldBe($"Article/{item.ContentItemId}", StringCompareShould.IgnoreCase);

        await site.ChangeAsync(item, (scope, latest, ct) =>
        {
            latest.Apply(new TitlePart("Самит у Женеви"));
            return scope.Content.PublishAsync(latest, ct);
        });
        await SearchSite.UntilAsync(() => site.Found("Ženeva").Count == 1 && site.Found("Беч").Count == 0);

        await site.ChangeAsync(item, (scope, latest, ct) =>
        {
            latest.Apply(new TitlePart("Самит у Паризу"));
            return scope.Content.SaveDraftAsync(latest, ct);
        });
        await site.PublishAsync("Another", "<p>later</p>", "Page");
        await SearchSite.UntilAsync(() => site.Found("later").Count == 1);
        site.Found("Pariz").ShouldBeEmpty();
        site.Found("Ženeva").Count.ShouldBe(1);

        await site.ChangeAsync(item, (scope, latest, ct) => scope.Content.UnpublishAsync(latest.ContentItemId, ct));
        await SearchSite.UntilAsync(() => site.Found("Ženeva").Count == 0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_was_not_committed_when_the_process_was_killed_is_read_again_and_stands_there_once(DatabaseProvider provider)
    {
        await using var site = await SearchSite.CreateAsync(provider);
        await site.PublishManyAsync(20, "first");
        await using (var before = await site.RestartAsync())
        {
            await SearchSite.UntilAsync(() => before.Found("first").Count == 20 && before.Status.Activity == IndexActivity.Following);
            await before.StopAsync();
        }
        // Changes that reached the index but no commit: closing without one leaves what a kill leaves.
        await site.PublishManyAsync(30, "second");
        var folder = site.Database.Get<IndexFolders>().Current!;
        using (var index = SearchIndex.Open(folder))
        {
            // PostgreSQL shows the newest rows only once no older transaction runs in the whole cluster, and tests run side by side.
            while (index.Documents == 20)
            {
                var entries = await site.Database.Get<JournalReader>().WaitAsync(index.Position, 17, Cancellation);
                if (entries.Count > 0)
                    await site.Database.Get<JournalUpdate>().ApplyAsync(index, entries, Cancellation);
                index.Refresh();
            }
            index.Documents.ShouldBeInRange(21, 49);
        }
        using (var index = SearchIndex.Open(folder))
            index.Documents.ShouldBe(20);

        await using var after = await site.RestartAsync();
        await SearchSite.UntilAsync(() => after.Found("second").Count == 30);
        after.Found("second").Distinct().Count().ShouldBe(30);
        after.Found("first").Distinct().Count().ShouldBe(20);
        after.Database.Get<LiveIndex>().TryRead(searcher => searcher.IndexReader.NumDocs, out var documents).ShouldBeTrue();
        documents.ShouldBe(50);
    }

    [Fact]
    public async Task Journal_rows_that_are_read_twice_change_nothing()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.PublishManyAsync(10, "item");
        using var index = await site.Database.Get<IndexMaintenance>().OpenAsync(_ => { }, Cancellation);
        var entries = await site.Database.Get<JournalReader>().ReadAsync(default, 100, Cancellation);
        for (var time = 0; time < 3; time++)
            await site.Database.Get<JournalUpdate>().ApplyAsync(index, entries, Cancellation);
        index.Refresh();
        index.Documents.ShouldBe(10);
    }

    [Theory]
    [InlineData("segments_*", "nothing that Lucene wrote")]
    [InlineData("*", "")]
    [InlineData("current", "77")]
    [InlineData("current", null)]
    public async Task An_index_that_is_missing_or_damaged_is_built_anew(string files, string? content)
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.PublishManyAsync(25, "item");
        (await site.Database.Get<IndexMaintenance>().OpenAsync(_ => { }, Cancellation)).Dispose();
        var folders = site.Database.Get<IndexFolders>();
        var folder = files == "current" ? Path.GetDirectoryName(folders.Current!)! : folders.Current!;
        foreach (var file in Directory.GetFiles(folder, files))
        {
            if (content is null)
                File.Delete(file);
            else
                await File.WriteAllTextAsync(file, content, Cancellation);
        }
        await site.StartAsync();
        await SearchSite.UntilAsync(() => site.Status.Activity == IndexActivity.Following);
        site.Found("item").Distinct().Count().ShouldBe(25);
        await site.PublishManyAsync(1, "later");
        await SearchSite.UntilAsync(() => site.Found("later").Count == 1);
    }

    [Fact]
    public async Task An_index_that_is_ahead_of_a_restored_database_is_built_anew()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.PublishManyAsync(5, "item");
        using (var index = await site.Database.Get<IndexMaintenance>().OpenAsync(_ => { }, Cancellation))
        {
            index.Remove([(await site.Database.Get<ContentReader>().ListPublishedAsync(new() { Types = ["NewsItem"] }, Cancellation)).Items[0].ContentItemId]);
            index.Advance(new(1000, 1));
            index.Commit();
        }
        await site.StartAsync();
        await SearchSite.UntilAsync(() => site.Status.Activity == IndexActivity.Following);
        site.Found("item").Distinct().Count().ShouldBe(5);
        await site.PublishManyAsync(1, "later");
        await SearchSite.UntilAsync(() => site.Found("later").Count == 1);
    }

    [Fact]
    public async Task A_rebuild_takes_the_old_index_s_place_while_searches_and_changes_go_on()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.PublishManyAsync(600, "item");
        await site.StartAsync();
        await SearchSite.UntilAsync(() => site.Status.Activity == IndexActivity.Following);
        var folders = site.Database.Get<IndexFolders>();
        var old = folders.Current;

        site.Database.Get<RebuildRequests>().Ask();
        var published = 0;
        await SearchSite.UntilAsync(() =>
        {
            site.Found("item").Count.ShouldBe(600);
            return folders.Current != old && site.Status.Rebuild is null;
        });
        await site.PublishManyAsync(++published, "later");
        await SearchSite.UntilAsync(() => site.Found("later").Count == published);
        site.Found("item").Distinct().Count().ShouldBe(600);
        Directory.Exists(old).ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_process_leaves_the_index_to_the_first_and_takes_over_when_it_ends()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.PublishManyAsync(3, "item");
        var owned = site.Database.Get<IndexFolders>().TryOwn().ShouldNotBeNull();
        await site.StartAsync();
        await SearchSite.UntilAsync(() => site.Status.Activity == IndexActivity.Waiting);
        owned.Dispose();
        await SearchSite.UntilAsync(() => site.Status.Activity == IndexActivity.Following);
        site.Found("item").Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_node_is_ready_once_its_index_has_caught_up()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        var health = site.Database.Get<HealthCheckService>();
        (await health.CheckHealthAsync(check => check.Tags.Contains("ready"), Cancellation)).Status.ShouldBe(HealthStatus.Unhealthy);
        site.Database.Get<SiteSearch>().Search(new() { Query = "item" }).Outcome.ShouldBe(SearchOutcome.NotReady);
        await site.PublishManyAsync(3, "item");
        await site.StartAsync();
        await SearchSite.UntilAsync(() => site.Status.HasCaughtUp);
        (await health.CheckHealthAsync(check => check.Tags.Contains("ready"), Cancellation)).Status.ShouldBe(HealthStatus.Healthy);
        var results = await site.Database.Services.GetServices<ISiteCheck>().OfType<SearchHealth>().Single().LookAsync(Cancellation);
        results.ShouldHaveSingleItem().State.ShouldBe(CheckState.Well);
    }
}
