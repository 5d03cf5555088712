using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Content.Tests.Taxonomies;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Localization;

public sealed class TranslationsTests
{
    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task The_version_in_the_other_script_is_a_draft_in_the_same_set(DatabaseProvider provider)
    {
        await using var database = await Essays.CreateAsync(provider);
        await database.PublishAsync("""
            { "ContentItemId": "vest", "ContentType": "Essay", "TitlePart": { "Title": "Injekcija poverenja" }, "AutoroutePart": { "Path": "eseji/vest" }, "AliasPart": { "Alias": "vest" },
              "HtmlBodyPart": { "Html": "<p>Njegova <a href=\"/put\">reč</a>.</p>" }, "Essay": { "Lead": { "Text": "Uvod" }, "Language": { "Text": "sr-Latn" }, "Topics": { "TermContentItemIds": ["law"] } },
              "LocalizationPart": { "Culture": "sr-Latn" } }
            """);
        var sets = database.Get<CultureSets>();
        var source = await database.Get<ContentReader>().GetPublishedAsync("vest", Cancellation);
        var set = source!.As<LocalizationPart>()!.LocalizationSet!;
        set.ShouldNotBeNullOrEmpty();

        var draft = await database.WriteAsync((scope, ct) => scope.DraftAsync("vest", "en", "sr-Cyrl", ct));

        var stored = (await database.Get<ContentReader>().GetLatestAsync(draft.ContentItemId, Cancellation))!;
        stored.Published.ShouldBeFalse();
        stored.DisplayText.ShouldBe("Инјекција поверења");
        stored.As<HtmlBodyPart>()!.Html.ShouldBe("<p>Његова <a href=\"/put\">реч</a>.</p>");
        stored.Text("Essay", "Lead").ShouldBe("Увод");
        stored.Text("Essay", "Language").ShouldBe("sr-Cyrl");
        stored.Content["Essay"]!["Topics"]!["TermContentItemIds"]![0]!.ToString().ShouldBe("law");
        stored.As<AutoroutePart>()!.Path.ShouldBe("eseji/vest-sr-cyrl");
        stored.As<AliasPart>().ShouldBeNull();
        stored.As<LocalizationPart>().ShouldBe(new LocalizationPart(set, "sr-Cyrl"));
        (await sets.MembersAsync(set, Cancellation)).Select(row => (row.ContentItemId, row.Culture, row.Published))
            .ShouldBe([(draft.ContentItemId, "sr-Cyrl", false), ("vest", "sr-Latn", true)]);
        await Should.ThrowAsync<TranslationRefusedException>(() => database.WriteAsync((scope, ct) => scope.DraftAsync("vest", "en", "sr-Cyrl", ct)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_item_that_was_in_no_set_enters_one_and_keeps_its_draft(DatabaseProvider provider)
    {
        await using var database = await Essays.CreateAsync(provider);
        await database.PublishAsync("""{ "ContentItemId": "e", "ContentType": "Essay", "TitlePart": { "Title": "Seen" } }""");
        var reader = database.Get<ContentReader>();
        var edited = (await reader.GetLatestAsync("e", Cancellation))!;
        edited.Apply(new TitlePart("Not seen yet"));
        await database.WriteAsync(async (scope, ct) =>
        {
            await scope.Content.SaveDraftAsync(edited, ct);
            return true;
        });

        var copy = await database.WriteAsync((scope, ct) => scope.DraftAsync("e", "en", "sr-Latn", ct));

        copy.DisplayText.ShouldBe("Not seen yet");
        var (published, latest) = ((await reader.GetPublishedAsync("e", Cancellation))!, (await reader.GetLatestAsync("e", Cancellation))!);
        (published.DisplayText, latest.DisplayText).ShouldBe(("Seen", "Not seen yet"));
        published.As<LocalizationPart>().ShouldBe(latest.As<LocalizationPart>());
        copy.As<LocalizationPart>()!.LocalizationSet.ShouldBe(published.As<LocalizationPart>()!.LocalizationSet);
        (await reader.GetVersionsAsync("e", Cancellation)).Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_table_of_sets_follows_hiding_and_removal(DatabaseProvider provider)
    {
        await using var database = await Essays.CreateAsync(provider);
        await database.PublishAsync("""{ "ContentItemId": "e", "ContentType": "Essay", "TitlePart": { "Title": "E" }, "LocalizationPart": { "LocalizationSet": "s", "Culture": "en" } }""");
        var sets = database.Get<CultureSets>();
        await database.WriteAsync(async (scope, ct) =>
        {
            await scope.Content.UnpublishAsync("e", ct);
            return true;
        });
        (await sets.MembersAsync("s", Cancellation)).ShouldHaveSingleItem().Published.ShouldBeFalse();
        await database.WriteAsync(async (scope, ct) =>
        {
            await scope.Content.RemoveAsync("e", ct);
            return true;
        });
        (await sets.MembersAsync("s", Cancellation)).ShouldBeEmpty();
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
