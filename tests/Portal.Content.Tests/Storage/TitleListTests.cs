using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Storage;

/// <summary>Editors find items by a part of the title.</summary>
public sealed class TitleListTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_part_of_a_title_is_found_whatever_its_script_case_and_marks(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        foreach (var title in new[] { "Ђоковић у Женеви", "Lavrov: „100 % nonsense“", "Преговори о води", "Pregovori o šumama", "Říjen \"quoted\" back\\slash" })
            await PublishAsync(database, title);

        (await FindAsync(database, "đoković")).ShouldBe(["Ђоковић у Женеви"]);
        (await FindAsync(database, "DJOKOVIC u z")).ShouldBe(["Ђоковић у Женеви"]);
        (await FindAsync(database, "ПРЕГОВОРИ")).ShouldBe(["Pregovori o šumama", "Преговори о води"], ignoreOrder: true);
        (await FindAsync(database, "ШУМА")).ShouldBe(["Pregovori o šumama"]);
        (await FindAsync(database, "rijen \"quo")).ShouldBe(["Říjen \"quoted\" back\\slash"]);
        (await FindAsync(database, "back\\sl")).ShouldBe(["Říjen \"quoted\" back\\slash"]);
        (await FindAsync(database, "0 %")).ShouldBe(["Lavrov: „100 % nonsense“"]);
        (await FindAsync(database, "o š")).ShouldBe(["Pregovori o šumama"]);
        (await FindAsync(database, "lš")).ShouldBeEmpty();
        (await FindAsync(database, "sl")).ShouldBe(["Říjen \"quoted\" back\\slash"]);
        (await FindAsync(database, "1000")).ShouldBeEmpty();
        (await FindAsync(database, "_re")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Only_the_title_that_editors_see_now_is_found(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        var id = await PublishAsync(database, "First words");
        await WriteAsync(database, async (scope, ct) =>
        {
            var item = (await scope.Content.GetLatestAsync(id, ct))!;
            item.Apply(new TitlePart("Second thoughts"));
            await scope.Content.SaveDraftAsync(item, ct);
        });

        (await FindAsync(database, "first")).ShouldBeEmpty();
        (await FindAsync(database, "thought")).ShouldBe(["Second thoughts"]);
        await WriteAsync(database, async (scope, ct) => await scope.Content.DiscardDraftAsync((await scope.Content.GetLatestAsync(id, ct))!, ct));
        (await FindAsync(database, "first")).ShouldBe(["First words"]);
        (await FindAsync(database, "thought")).ShouldBeEmpty();
        await WriteAsync(database, (scope, ct) => scope.Content.RemoveAsync(id, ct));
        (await FindAsync(database, "first")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_part_of_very_many_titles_is_read_page_by_page_like_a_rare_one(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        await WriteAsync(database, (scope, ct) => scope.Content.PublishNewAsync([.. Enumerable.Range(0, 1200).Select(number => New(scope, $"Report {number}"))], ct));

        var seen = new List<string>();
        ListCursor? after = null;
        do
        {
            var page = await database.Get<ContentReader>().ListLatestAsync(new() { Text = "report", Count = 500, After = after }, Cancellation);
            seen.AddRange(page.Items.Select(item => item.DisplayText!));
            after = page.Next;
        }
        while (after is not null);
        seen.Distinct(StringComparer.Ordinal).Count().ShouldBe(1200);
        seen.Count.ShouldBe(1200);
        (await FindAsync(database, "report 119")).Count.ShouldBe(11);
    }

    static async Task<IReadOnlyList<string?>> FindAsync(TestDatabase database, string text) =>
        [.. (await database.Get<ContentReader>().ListLatestAsync(new() { Text = text }, Cancellation)).Items.Select(item => item.DisplayText)];

    static async Task<string> PublishAsync(TestDatabase database, string title)
    {
        var id = "";
        await WriteAsync(database, async (scope, ct) =>
        {
            var item = New(scope, title);
            await scope.Content.PublishAsync(item, ct);
            id = item.ContentItemId;
        });
        return id;
    }

    static ContentItem New(WriteScope scope, string title)
    {
        var item = scope.Content.New("Article");
        item.DisplayText = title;
        item.Apply(new TitlePart(title));
        return item;
    }

    static Task WriteAsync(TestDatabase database, Func<WriteScope, CancellationToken, Task> work) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, new("user", "milica"), work, Cancellation);
}
