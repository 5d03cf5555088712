using System.Text.Json.Nodes;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Shapes;

public sealed class FieldTemplateTests
{
    const string Definitions = """
        { "name": "ContentDefinition",
          "ContentTypes": [ { "Name": "Event", "DisplayName": "Event", "Settings": { "ContentTypeSettings": { "Creatable": true } }, "ContentTypePartDefinitionRecords": [
            { "PartName": "TitlePart", "Name": "TitlePart" },
            { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": { "AutoroutePartSettings": { "Pattern": "{{ ContentItem.DisplayText | slugify }}" } } },
            { "PartName": "Event", "Name": "Event", "Settings": {} } ] } ],
          "ContentParts": [ { "Name": "Event", "ContentPartFieldDefinitionRecords": [
            { "FieldName": "TextField", "Name": "Motto", "Settings": { "ContentPartFieldSettings": { "DisplayName": "Motto", "Position": "2" } } },
            { "FieldName": "TextField", "Name": "Mail", "Settings": { "ContentPartFieldSettings": { "Editor": "Email", "Position": "1" } } },
            { "FieldName": "HtmlField", "Name": "Story" }, { "FieldName": "MarkdownField", "Name": "Programme" },
            { "FieldName": "BooleanField", "Name": "Open" }, { "FieldName": "NumericField", "Name": "Seats" },
            { "FieldName": "DateField", "Name": "Day" }, { "FieldName": "DateTimeField", "Name": "Begins" }, { "FieldName": "TimeField", "Name": "Doors" },
            { "FieldName": "LinkField", "Name": "Site" }, { "FieldName": "ContentPickerField", "Name": "Host" },
            { "FieldName": "TaxonomyField", "Name": "Topics" }, { "FieldName": "UserPickerField", "Name": "Speakers" },
            { "FieldName": "MultiTextField", "Name": "Languages" }, { "FieldName": "YoutubeField", "Name": "Film" }, { "FieldName": "GeoPointField", "Name": "Place" },
            { "FieldName": "NobodyKnowsField", "Name": "Strange" } ] } ] }
        """;

    [Fact]
    public async Task A_type_made_at_run_time_shows_every_field_in_its_order()
    {
        await using var host = await SiteHost.StartAsync();
        await SampleContent.FillAsync(host);
        await host.StepAsync((JsonObject)JsonNode.Parse(Definitions)!);
        await host.PublishAsync("""
            { "ContentType": "Event", "TitlePart": { "Title": "Harbour talks" }, "Event": {
                "Motto": { "Text": "Say <less>" }, "Mail": { "Text": "desk@example.org" }, "Story": { "Html": "<p onclick='x()'>Once</p><script>x()</script>" },
                "Programme": { "Markdown": "- *first*" }, "Open": { "Value": true }, "Seats": { "Value": 12.5 }, "Day": { "Value": "2026-02-03T00:00:00Z" },
                "Begins": { "Value": "2026-02-03T09:15:00Z" }, "Doors": { "Value": "08:45:00" }, "Site": { "Url": "https://example.org/x", "Text": "Page" },
                "Host": { "ContentItemIds": [ "harbour", "gone" ] }, "Topics": { "TermContentItemIds": [ "t-digital" ] },
                "Speakers": { "UserIds": [ "u" ], "UserNames": [ "Milica" ] }, "Languages": { "Values": [ "en", "sr" ] }, "Place": { "Latitude": 44.8, "Longitude": 20.46 },
                "Strange": { "What": 1 } } }
            """);
        var (response, text) = await host.GetAsync("/harbour-talks");
        response.IsSuccessStatusCode.ShouldBeTrue();
        text.ShouldContain("Say &lt;less&gt;");
        text.IndexOf("desk@example.org", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("Say &lt;less", StringComparison.Ordinal), "the order is that of the positions");
        text.ShouldContain("<a href=\"mailto:desk@example.org\">");
        text.ShouldContain("<p>Once</p>");
        text.ShouldNotContain("x()");
        text.ShouldContain("<em>first</em>");
        text.ShouldContain("Yes");
        text.ShouldContain("12.5");
        text.ShouldContain("<time datetime=\"2026-02-03\">3 February 2026</time>");
        text.ShouldContain("<time>08:45</time>");
        text.ShouldContain("<a href=\"https://example.org/x\">Page</a>");
        text.ShouldContain("<a href=\"/sources/harbour\">The Harbour Dispatch</a>");
        text.ShouldContain("Digital diplomacy");
        text.ShouldContain("Milica");
        text.ShouldContain("en, sr");
        text.ShouldContain("44.8, 20.46");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("frame-src");
    }

    [Fact]
    public async Task A_film_asks_nothing_of_others_before_the_reader_does_and_only_its_page_may_frame_it()
    {
        await using var host = await SiteHost.StartAsync();
        await host.StepAsync((JsonObject)JsonNode.Parse(Definitions)!);
        await host.PublishAsync("""{ "ContentType": "Event", "TitlePart": { "Title": "Filmed" }, "Event": { "Film": { "RawAddress": "https://youtu.be/dQw4w9WgXcQ?t=3", "EmbeddedAddress": "https://evil.example/" } } }""");
        await host.PublishAsync("""{ "ContentType": "Event", "TitlePart": { "Title": "Elsewhere" }, "Event": { "Film": { "RawAddress": "javascript:alert(1)", "EmbeddedAddress": "https://evil.example/" } } }""");
        var (response, text) = await host.GetAsync("/filmed");
        text.ShouldContain("href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\"");
        text.ShouldContain("data-film=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\"");
        text.ShouldContain("/Diplomat/film.js");
        text.ShouldNotContain("<iframe");
        text.ShouldNotContain("evil.example");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldEndWith("; frame-src https://www.youtube-nocookie.com");
        // The kept copy says the same.
        (await host.GetAsync("/filmed")).Response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-src");

        var other = await host.GetAsync("/elsewhere");
        other.Text.ShouldNotContain("evil.example");
        other.Text.ShouldNotContain("javascript:");
        other.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("frame-src");
    }
}
