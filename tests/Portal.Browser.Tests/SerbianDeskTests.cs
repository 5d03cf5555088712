using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Portal.Content.Localization;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>The desk in Serbian: no page shows a text in English that has a translation, or should have one.</summary>
public sealed partial class SerbianDeskTests(Chromium chromium, RunningPortal portal)
{
    // Pages that no entry of the navigation leads to.
    static readonly string[] Further =
    [
        "/Admin/Contents/ContentTypes/Article/Create", "/Admin/Contents/ContentTypes/Page/Create", "/Admin/Contents/ContentTypes/FeedWidget/Create", "/Admin/ContentTypes/Edit/Article", "/Admin/ContentParts/List",
        "/Admin/ContentParts/Edit/Article", "/Admin/Taxonomies/topics", "/Admin/Templates/Edit?name=Content__Article", "/Admin/Account", "/Admin/Account/Security", "/Admin/Account/Sessions", "/Admin/Account/Tokens",
    ];

    // What stands on the page to be read, each piece by itself: not what people wrote, not code, and not what is marked as English.
    const string Visible = """
        () => {
          const found = new Set();
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const element = walk.currentNode.parentElement;
            if (element && !element.closest('script, style, code, pre, textarea, [lang="en"], .rzi, tbody th, tbody a, cite, .desk-hidden') && element.checkVisibility())
              found.add(walk.currentNode.textContent.trim().replace(/\s+/g, ' '));
          }
          for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
            for (const name of ['aria-label', 'placeholder', 'title'])
              if (element.hasAttribute(name)) found.add(element.getAttribute(name).trim());
          return [...found].filter(text => text.length > 1);
        }
        """;

    [Theory]
    [InlineData("sr-Cyrl", 1440, ColorScheme.Light)]
    [InlineData("sr-Latn", 360, ColorScheme.Dark)]
    public async Task No_page_of_the_desk_shows_english_sentences(string language, int width, ColorScheme scheme)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(width, scheme));
        await visit.SignInAsync(await portal.AddPersonAsync("Administrator", TestContext.Current.CancellationToken));
        await visit.OpenDeskAsync("/Admin");
        await visit.Page.Locator(".desk-person-button").ClickAsync();
        await visit.Page.Locator($"button[name=language][value={language}]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await visit.OpenDeskAsync("/Admin");
        var pages = await visit.Page.Locator("#desk-navigation a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        pages.Length.ShouldBeGreaterThan(15);
        var (english, written) = (English(), Written().ToHashSet(StringComparer.Ordinal));
        var faults = new List<string>();
        foreach (var page in pages.Concat(Further))
        {
            await visit.OpenDeskAsync(page);
            var shown = await visit.Page.EvaluateAsync<string[]>(Visible);
            faults.AddRange(shown.Where(text => !written.Contains(text) && (english.Contains(text) || Sentence().IsMatch(Quoted().Replace(text, "")))).Select(text => $"{page}: {text}"));
        }
        faults.ShouldBeEmpty();
    }

    // Titles, terms and names that people, or the recipe in their stead, wrote.
    static IEnumerable<string> Written()
    {
        var open = new Stack<JsonNode?>([JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "recipes", "diplomacy.recipe.json")), documentOptions: new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip })]);
        while (open.TryPop(out var node))
        {
            if (node is JsonValue value && value.TryGetValue<string>(out var text))
                yield return text;
            foreach (var below in node switch { JsonObject json => json.Select(pair => pair.Value), JsonArray list => list, _ => [] })
                open.Push(below);
        }
    }

    // Texts that differ from their translation in Latin letters as well; names such as "RSS" do not.
    static HashSet<string> English()
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "sr.po", SearchOption.AllDirectories).Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(file);
            texts.UnionWith(PoFile.Read(reader).Where(text => SerbianScript.ToLatin(text.Value) != text.Key).Select(text => text.Key));
        }
        return texts;
    }

    // What stands in quotation marks is somebody's title.
    [GeneratedRegex("„[^”]*”")]
    private static partial Regex Quoted();

    // Words that no Serbian sentence has and hardly an English one does without.
    [GeneratedRegex(@"\b(?:the|and|with|which|this|that|are|was|were|has|have|from|your|not)\b.*\b(?:the|and|with|which|this|that|are|was|were|has|have|from|your|not|is|of|to|it|in)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Sentence();
}
