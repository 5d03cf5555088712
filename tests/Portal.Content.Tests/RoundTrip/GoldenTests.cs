using System.Text;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Testing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.RoundTrip;

public sealed class GoldenTests
{
    static readonly string File = Path.Combine(Repository.Root, "tests", "Portal.Content.Tests", "RoundTrip", "every-part-and-field.json");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task An_item_with_every_part_and_field_is_exported_letter_by_letter_as_it_was_imported(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        await database.Get<ContentImport>().ReadAsync(File, ContentActor.System, Cancellation);
        await using var written = new MemoryStream();
        await database.Get<ContentExport>().WriteAsync(written, new([], []), Cancellation);
        Encoding.UTF8.GetString(written.ToArray()).ReplaceLineEndings("\n").ShouldBe((await System.IO.File.ReadAllTextAsync(File, Cancellation)).ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task Our_records_read_and_write_each_part_and_field_in_Orchards_names()
    {
        var recipe = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File, Cancellation))!;
        var before = (JsonObject)recipe["steps"]![0]!["data"]![0]!;
        var item = ContentItemJson.Read(before);
        Part<TitlePart>(item);
        Part<AliasPart>(item);
        Part<HtmlBodyPart>(item);
        Part<MarkdownBodyPart>(item);
        Part<LiquidPart>(item);
        Part<FlowPart>(item);
        Part<BagPart>(item, "Services");
        Part<ContainedPart>(item);
        Part<LayerMetadata>(item);
        Part<PublishLaterPart>(item);
        Part<ArchiveLaterPart>(item);
        Part<AuditTrailPart>(item);
        Part<LocalizationPart>(item);
        Part<SeoMetaPart>(item);
        Field<TextField>(item, "Text");
        Field<HtmlField>(item, "Html");
        Field<MarkdownField>(item, "Markdown");
        Field<BooleanField>(item, "Yes");
        Field<NumericField>(item, "Number");
        Field<DateField>(item, "Day");
        Field<DateTimeField>(item, "Moment");
        Field<TimeField>(item, "Time");
        Field<LinkField>(item, "Link");
        Field<MediaField>(item, "Media");
        Field<ContentPickerField>(item, "Items");
        Field<TaxonomyField>(item, "Terms");
        Field<UserPickerField>(item, "Users");
        Field<MultiTextField>(item, "Several");
        Field<YoutubeField>(item, "Film");
        Field<LocalizationSetContentPickerField>(item, "Sets");
        Field<GeoPointField>(item, "Place");
        var after = ContentItemJson.Write(item);
        if (!JsonNode.DeepEquals(after, before))
            after.ToJsonString(ContentItemJson.FileOptions).ShouldBe(before.ToJsonString(ContentItemJson.FileOptions));
    }

    [Fact]
    public async Task A_contained_item_that_is_written_again_keeps_what_it_had()
    {
        var recipe = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File, Cancellation))!;
        var item = ContentItemJson.Read((JsonObject)recipe["steps"]![0]!["data"]![0]!);
        var part = new ContentTypePartDefinition("BagPart", "Services", null);
        var stored = (JsonObject)item.Content["Services"]!["ContentItems"]![0]!;
        var contained = ContainedItems.Of(item, part).First();
        JsonNode.DeepEquals(ContainedItems.Write(contained, stored), stored).ShouldBeTrue();
        contained.Apply(new TitlePart("Changed"));
        contained.Content.Remove("HtmlBodyPart");
        var written = ContainedItems.Write(contained, stored);
        written["TitlePart"]!["Title"]!.ToString().ShouldBe("Changed");
        written.ContainsKey("HtmlBodyPart").ShouldBeFalse();
        written.ContainsKey("Latest").ShouldBeFalse();
    }

    static void Part<T>(ContentItem item, string? name = null) where T : class, IContentPart<T> => item.Apply(name ?? T.PartName, item.As<T>(name ?? T.PartName).ShouldNotBeNull(T.PartName));

    static void Field<T>(ContentItem item, string name) where T : class, IContentField<T> => item.Apply("Everything", name, item.Field<T>("Everything", name).ShouldNotBeNull(name));
}
