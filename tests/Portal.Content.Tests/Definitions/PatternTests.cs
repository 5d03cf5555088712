using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Definitions;

/// <summary>Aliases and titles that types make by a pattern.</summary>
public sealed class PatternTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task An_alias_follows_the_pattern_and_is_one_that_nobody_has(DatabaseProvider provider)
    {
        await using var database = await CreateAsync(provider, """{ "AliasPartSettings": { "Pattern": "{{ Model.ContentItem | display_text | slugify }}\n-page" } }""");
        (await AliasAsync(database, "О нама")).ShouldBe("o-nama-page");
        (await AliasAsync(database, "O nama")).ShouldBe("o-nama-page-2");
        (await AliasAsync(database, "O nama", "  Mine ")).ShouldBe("  Mine ", "what was written stays as it was written");
        (await AliasAsync(database, "Mine", "mine-page")).ShouldBe("mine-page");
        (await database.Get<ContentReader>().FindByAliasAsync("o-nama-page-2", Cancellation)).ShouldNotBeNull().DisplayText.ShouldBe("O nama");
        (await database.Get<ContentReader>().FindByAliasAsync("mine", Cancellation)).ShouldNotBeNull();

        // Saved again it keeps its alias, also when the title changes.
        var item = (await database.Get<ContentReader>().FindByAliasAsync("o-nama-page", Cancellation))!;
        item.Apply(new TitlePart("Something else"));
        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(item, ct));
        item.As<AliasPart>()!.Alias.ShouldBe("o-nama-page");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Items_that_come_in_together_get_aliases_of_their_own(DatabaseProvider provider)
    {
        await using var database = await CreateAsync(provider, "{}");
        await AliasAsync(database, "Talks");
        await WriteAsync(database, (scope, ct) => scope.Content.ImportAsync(
            [.. new[] { "Talks", "Talks", "Talks" }.Select((title, number) => new ImportedItem(Page($"page{number}", title, number == 1 ? "talks-2" : null)))], ct));
        var reader = database.Get<ContentReader>();
        (await reader.FindByAliasAsync("talks-2", Cancellation))!.ContentItemId.ShouldBe("page1", "it was written");
        (await reader.FindByAliasAsync("talks-3", Cancellation))!.ContentItemId.ShouldBe("page0");
        (await reader.FindByAliasAsync("talks-4", Cancellation))!.ContentItemId.ShouldBe("page2");
    }

    [Fact]
    public async Task An_empty_pattern_makes_no_alias_and_a_broken_one_says_where()
    {
        await using (var database = await CreateAsync(DatabaseProvider.Sqlite, """{ "AliasPartSettings": { "Pattern": "" } }"""))
            (await AliasAsync(database, "About")).ShouldBeNull();
        await using (var database = await CreateAsync(DatabaseProvider.Sqlite, """{ "AliasPartSettings": { "Pattern": "{{ a" } }"""))
            (await Should.ThrowAsync<InvalidDataException>(() => AliasAsync(database, "About"))).Message.ShouldContain("alias pattern “{{ a” of the type Page");
    }

    [Theory]
    [InlineData("""{ "TitlePartSettings": { "Options": 2, "Pattern": "{{ ContentItem.Content.Page.Day.Value | date: '%Y' }}" } }""", "Written", "2024")]
    [InlineData("""{ "TitlePartSettings": { "Options": "GeneratedDisabled", "Pattern": "Year {{ Model.ContentItem.Content.Page.Day.Value | slice: 0, 4 }}" } }""", "Written", "Year 2024")]
    [InlineData("""{ "TitlePartSettings": { "Options": 0, "Pattern": "Made" } }""", "Written", "Written")]
    [InlineData("""{ "TitlePartSettings": { "Options": 1, "Pattern": "" } }""", "Written", "Written")]
    public async Task A_title_follows_the_pattern_where_the_type_says_so(string settings, string written, string title)
    {
        await using var database = await CreateAsync(DatabaseProvider.Sqlite, "{}", settings);
        var item = Page("day", written, null);
        item.Content["Page"] = new JsonObject { ["Day"] = new JsonObject { ["Value"] = "2024-05-06T00:00:00Z" } };
        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(item, ct));
        item.As<TitlePart>()!.Title.ShouldBe(title);
        (await database.Get<ContentReader>().GetPublishedAsync("day", Cancellation))!.DisplayText.ShouldBe(title);
    }

    [Theory]
    [InlineData("FlowPart", "Flow of widgets")]
    [InlineData("SitemapPart", "Sitemap")]
    [InlineData("MainImage", "Main image")]
    [InlineData("RSSFeed2Url", "RSS feed2 url")]
    [InlineData("Part", "Part")]
    public void A_technical_name_is_told_as_words(string name, string label)
    {
        DefinitionLabels.OfPart(name).ShouldBe(label);
        new ContentTypePartDefinition(name, name, null).Label().ShouldBe(label);
        new ContentTypePartDefinition(name, name, new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["DisplayName"] = "Given" } }).Label().ShouldBe("Given");
    }

    static Task<TestDatabase> CreateAsync(DatabaseProvider provider, string aliasSettings, string titleSettings = "{}") => DefineAsync(provider, $$"""
        { "ContentTypes": [ { "Name": "Page", "ContentTypePartDefinitionRecords": [
            { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {{titleSettings}} }, { "PartName": "AliasPart", "Name": "AliasPart", "Settings": {{aliasSettings}} }, { "PartName": "Page", "Name": "Page" } ] } ],
          "ContentParts": [ { "Name": "Page", "ContentPartFieldDefinitionRecords": [ { "FieldName": "DateField", "Name": "Day" } ] } ] }
        """);

    static async Task<TestDatabase> DefineAsync(DatabaseProvider provider, string definitions)
    {
        var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        var read = JsonSerializer.Deserialize(definitions, ContentDefinitions.Json)!;
        await WriteAsync(database, (scope, ct) => scope.UpdateDocumentAsync<ContentDefinitions>(_ => read, ct));
        return database;
    }

    static async Task<string?> AliasAsync(TestDatabase database, string title, string? alias = null)
    {
        var item = Page(ContentIdentity.New(), title, alias);
        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(item, ct));
        return item.As<AliasPart>()?.Alias;
    }

    static ContentItem Page(string id, string title, string? alias)
    {
        var item = new ContentItem { ContentItemId = id, ContentType = "Page", Latest = true, Published = true };
        item.Apply(new TitlePart(title));
        if (alias is not null)
            item.Apply(new AliasPart(alias));
        return item;
    }

    static Task WriteAsync(TestDatabase database, Func<WriteScope, CancellationToken, Task> work) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, new("user", "milica"), work, Cancellation);
}
