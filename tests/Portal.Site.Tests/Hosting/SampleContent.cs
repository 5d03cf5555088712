using Portal.Content.Media;

namespace Portal.Site.Tests.Hosting;

/// <summary>A small site in three scripts.</summary>
static class SampleContent
{
    public static async Task FillAsync(SiteHost host)
    {
        foreach (var picture in new[] { "cable", "table", "skyline", "letter", "podcast" })
        {
            await using var file = File.OpenRead(Path.Combine(Testing.Repository.Root, "themes", "Diplomat", "wwwroot", "art", picture + ".svg"));
            await host.Get<MediaStore>().SaveAsync($"samples/{picture}.svg", file, CancellationToken.None);
        }
        await host.PublishAsync("""
            { "ContentItemId": "topics", "ContentType": "Taxonomy", "TitlePart": { "Title": "Topics" }, "AliasPart": { "Alias": "topics" },
              "AutoroutePart": { "Path": "topics", "RouteContainedItems": true },
              "TaxonomyPart": { "TermContentType": "Topic", "Terms": [
                { "ContentItemId": "t-multilateral", "ContentType": "Topic", "DisplayText": "Multilateral", "Topic": { "Description": { "Text": "Rooms with many flags." } } },
                { "ContentItemId": "t-digital", "ContentType": "Topic", "DisplayText": "Digital diplomacy" },
                { "ContentItemId": "t-balkans", "ContentType": "Topic", "DisplayText": "Балкан" } ] } }
            """);
        await host.PublishAsync("""
            { "ContentItemId": "menu", "ContentType": "Menu", "TitlePart": { "Title": "Main menu" }, "AliasPart": { "Alias": "main-menu" },
              "MenuItemsListPart": { "MenuItems": [
                { "ContentItemId": "m1", "ContentType": "LinkMenuItem", "DisplayText": "Articles", "LinkMenuItemPart": { "Url": "~/articles" } },
                { "ContentItemId": "m2", "ContentType": "LinkMenuItem", "DisplayText": "News", "LinkMenuItemPart": { "Url": "~/news" } },
                { "ContentItemId": "m3", "ContentType": "LinkMenuItem", "DisplayText": "Topics", "LinkMenuItemPart": { "Url": "~/topics" } },
                { "ContentItemId": "m4", "ContentType": "LinkMenuItem", "DisplayText": "About", "LinkMenuItemPart": { "Url": "~/about" } } ] } }
            """);
        await host.PublishAsync("""
            { "ContentItemId": "harbour", "ContentType": "FeedSource", "TitlePart": { "Title": "The Harbour Dispatch" }, "AutoroutePart": { "Path": "sources/harbour" },
              "FeedSource": { "Url": { "Text": "https://harbour.example/feed" } } }
            """);
        await ArticleAsync(host, "a1", "Cables, commons and the law of the deep", "cable", "t-multilateral", "2026-11-20",
            "Undersea cables carry nearly all that states say to one another, and no treaty says who guards them in time of trouble.", true);
        await ArticleAsync(host, "a2", "A table for two hundred", "table", "t-multilateral", "2026-11-18", "Why the seating plan is still the most negotiated document of any summit.", false);
        await ArticleAsync(host, "a3", "Писмо које стиже пре курира", "letter", "t-digital", "2026-11-15", "Како је електронска нота променила ритам једне канцеларије, и шта је остало од воска.", false);
        await ArticleAsync(host, "a4", "Grad posrednik: šta znači biti domaćin", "skyline", "t-balkans", "2026-11-12", "Beograd, Ženeva i Singapur dele jedan posao koji nema kancelariju.", false);
        await ArticleAsync(host, "a5", "Доверие и скорость", "podcast", "t-digital", "2026-11-10", "О том, почему быстрые каналы связи не заменяют медленных знакомств.", false);
        for (var number = 1; number <= 25; number++)
        {
            await host.PublishAsync($$"""
                { "ContentItemId": "n{{number}}", "ContentType": "NewsItem", "PublishedUtc": "2026-11-{{number:00}}T08:30:00Z",
                  "TitlePart": { "Title": "{{(number % 3 == 0 ? "Разговори о води настављени у Женеви" : number % 3 == 1 ? "Envoys return to the river talks" : "Переговоры о реке возобновлены")}}, {{number}}" },
                  "NewsItem": { "Excerpt": { "Text": "Delegations from five states met behind closed doors on Tuesday; a joint statement is expected before the week is out, officials said." },
                    "Source": { "ContentItemIds": ["harbour"] }, "Link": { "Url": "https://harbour.example/{{number}}" },
                    "Topics": { "TaxonomyContentItemId": "topics", "TermContentItemIds": ["{{(number % 2 == 0 ? "t-multilateral" : "t-balkans")}}"] } },
                  "Enclosures": { "Items": [ { "Url": "https://harbour.example/{{number}}.mp3", "Type": "audio/mpeg", "Length": 1000, "DurationSeconds": 754 } ] },
                  "HtmlBodyPart": { "Html": "<p>Delegations from five states met behind closed doors.</p><script>alert(1)</script><img src=\"https://spy.example/p.gif\">" } }
                """);
        }
        await host.PublishAsync("""
            { "ContentItemId": "about", "ContentType": "Page", "TitlePart": { "Title": "About the Institute" }, "AutoroutePart": { "Path": "about" },
              "HtmlBodyPart": { "Html": "<p>We read what ministries write.</p><h2>Who we are</h2><p>Seven people and a library.</p>" } }
            """);
        await WidgetAsync(host, "w1", "ArticleListWidget", "From the Institute", "Homepage", "Lead", """ "ArticleListWidget": { "Count": { "Value": 5 } } """);
        await WidgetAsync(host, "w2", "TopicListWidget", "Topics", "Always", "Sidebar", """ "TopicListWidget": {} """);
        await WidgetAsync(host, "w3", "HtmlWidget", "Diplomacy", "Homepage", "Content", """ "HtmlBodyPart": { "Html": "<p>A first box of text that stands where a feed box would stand.</p>" } """);
        await WidgetAsync(host, "w4", "LiquidWidget", "RSS Diplo Portal", "Homepage", "Content", """ "LiquidPart": { "Liquid": "<p>Signed: {{ Site.SiteName }}</p>" } """);
        await WidgetAsync(host, "w5", "HtmlWidget", "About this site", "Always", "Footer", """ "HtmlBodyPart": { "Html": "<p>An independent reading room for diplomacy.</p>" } """);
    }

    public static Task<Content.Items.ContentItem> WidgetAsync(SiteHost host, string id, string type, string title, string layer, string zone, string parts) =>
        host.PublishAsync($$"""
            { "ContentItemId": "{{id}}", "ContentType": "{{type}}", "TitlePart": { "Title": "{{title}}" }, {{parts}},
              "LayerMetadata": { "Layer": "{{layer}}", "Zone": "{{zone}}", "RenderTitle": {{(zone == "Footer" ? "false" : "true")}}, "Position": {{id[1..]}} } }
            """);

    static Task<Content.Items.ContentItem> ArticleAsync(SiteHost host, string id, string title, string picture, string topic, string day, string excerpt, bool pinned) =>
        host.PublishAsync($$"""
            { "ContentItemId": "{{id}}", "ContentType": "Article", "PublishedUtc": "{{day}}T09:00:00Z", "TitlePart": { "Title": "{{title}}" },
              "Article": { "Excerpt": { "Text": "{{excerpt}}" }, "Image": { "Paths": ["samples/{{picture}}.svg"], "MediaTexts": ["Drawing"] },
                "Caption": { "Text": "A drawing of the matter at hand." }, "Credit": { "Text": "Drawing: the Institute" }, "AuthorName": { "Text": "Milica Petrović" },
                "AppearedIn": { "Url": "https://review.example/", "Text": "The Review" }, "AppearedAs": { "Text": "The deep and the law" },
                "Topics": { "TaxonomyContentItemId": "topics", "TermContentItemIds": ["{{topic}}"] }, "Pinned": { "Value": {{(pinned ? "true" : "false")}} } },
              "HtmlBodyPart": { "Html": "<p>{{excerpt}} It began, as such things do, with a map that nobody had asked for.</p><h2>A line on the floor</h2><p>The second paragraph goes on about the same matter, at the length that a reader expects of a second paragraph, and no longer.</p><blockquote><p>Nobody owns the deep, which is why everybody listens to it.</p></blockquote><p>And so the matter rests, until the next storm.</p>" } }
            """);
}
