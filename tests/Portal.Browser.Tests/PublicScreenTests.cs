using System.Collections.Concurrent;
using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>Every kind of page that visitors meet, in three scripts, on three widths of screen, in light and in dark: pictures of all, and nothing wrong with any.</summary>
public sealed class PublicScreenTests(Chromium chromium, RunningPortal portal)
{
    const string LongWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

    static readonly string LongWords = $$"""
        {
          "ContentType": "Article", "ContentItemId": "long-words", "TitlePart": { "Title": "{{LongWord}} and {{LongWord}}" }, "AutoroutePart": { "Path": "articles/long-words" },
          "Article": { "Subtitle": { "Text": "{{LongWord}}" }, "Excerpt": { "Text": "{{LongWord}} {{LongWord}}" }, "AuthorName": { "Text": "{{LongWord}}" } },
          "HtmlBodyPart": { "Html": "<p>{{LongWord}}</p><h2>{{LongWord}}</h2><ul><li>{{LongWord}}</li></ul><blockquote>{{LongWord}}</blockquote><table><tr><th>{{LongWord}}</th><td>{{LongWord}}</td></tr></table><pre>{{LongWord}} {{LongWord}}</pre>" }
        }
        """;

    const string RightToLeft = """
        {
          "ContentType": "Article", "ContentItemId": "right-to-left", "TitlePart": { "Title": "الدبلوماسية الرقمية في أوقات الأزمات" }, "AutoroutePart": { "Path": "articles/right-to-left" },
          "Article": { "Subtitle": { "Text": "ما الذي تغيّر منذ عام 2020، وما الذي بقي كما كان" }, "Excerpt": { "Text": "يتوقع المواطنون جوابًا في منتصف الليل من مكتب (Embassy) يفتح في التاسعة." }, "AuthorName": { "Text": "ليلى حداد" } },
          "HtmlBodyPart": { "Html": "<p>يتوقع المواطنون جوابًا في منتصف الليل من مكتب (Embassy) يفتح في التاسعة.</p><ul><li>الاسم</li><li>السبب</li></ul><blockquote>طريقة للشكوى</blockquote>" }
        }
        """;

    static readonly (string Name, string Path, int Status)[] Pages =
    [
        ("home", "/", 200), ("articles", "/articles", 200), ("article", "/articles/who-speaks-for-a-ministry", 200), ("article-russian", "/articles/doverie-i-skorost", 200), ("page", "/about", 200),
        ("news", "/news", 200), ("news-narrowed", "/news?language=sr&days=30", 200), ("news-nothing", "/news?language=fr&topic=topic-digital", 200),
        ("news-item", "/news/recnik-sajber-pojmova-na-srpskom-i-jezicima-regiona", 200), ("news-item-russian", "/news/pjat-pribreznyh-gosudarstv-dogovorilis-o-remonte-podvodnyh-kabelej", 200),
        ("episode", "/news/4-the-telephone-at-night", 200), ("stories", "/stories", 200), ("topics", "/topics", 200), ("topic", "/topics/digital-diplomacy", 200), ("regions", "/regions", 200),
        ("region", "/regions/western-balkans", 200), ("source", "/sources/vestnik", 200), ("author", "/authors/ana-petkovic", 200), ("archive", "/archive", 200), ("archive-month", "/archive/2026/10", 200),
        ("search", "/search?q=diplomacy", 200), ("search-front", "/search", 200), ("search-corrected", "/search?q=diplomcy", 200), ("search-nothing", "/search?q=zzzqqqxxx", 200),
        ("newsletter", "/newsletter", 200), ("issues", "/newsletter/archive", 200), ("reading", "/reading", 200), ("offline", "/offline", 200), ("not-found", "/no/such/page", 404), ("gone", "/articles/long-words", 410),
    ];

    const string Direction = "element => getComputedStyle(element).direction";

    readonly ConcurrentQueue<string> _faults = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_is_fit_to_be_seen_on_every_screen_and_in_every_script()
    {
        var preferences = await SubscribeAsync();
        (await portal.Site.RunVerbAsync(["newsletter", "send", "daily"], Cancellation)).EnsureSuccess();
        await using (var editor = await chromium.VisitAsync(portal.Address, Screen.Desktop))
        {
            await editor.SignInAsync(await portal.AddPersonAsync("Administrator", Cancellation));
            (await editor.Page.APIRequest.PostAsync("api/content", new() { DataString = LongWords, Headers = [new("Content-Type", "application/json")] })).Status.ShouldBe(200);
            await InEachScriptAsync(walk => walk.LookAsync([("long-words-home", "/", 200), ("long-words", "/articles/long-words", 200), ("long-words-search", $"/search?q={LongWord}", 200)]));
            (await editor.Page.APIRequest.DeleteAsync("api/content/long-words")).Status.ShouldBe(200);
            await FromRightToLeftAsync(editor);
        }
        await InEachScriptAsync(async walk =>
        {
            await walk.LookAsync([.. Pages, ("preferences", preferences, 200)]);
            await walk.FollowAsync("story", "/stories", "main .wire h3 a");
            await walk.FollowAsync("issue", "/newsletter/archive", "main .lines h2 a");
            await walk.SaveAndPrintAsync();
            await walk.SearchAsync();
        });
        await BreakAsync();
        _faults.ShouldBeEmpty();
    }

    // Text that runs from right to left stands on a page that runs the other way.
    async Task FromRightToLeftAsync(Visit editor)
    {
        (await editor.Page.APIRequest.PostAsync("api/content", new() { DataString = RightToLeft, Headers = [new("Content-Type", "application/json")] })).Status.ShouldBe(200);
        await editor.OpenAsync("/");
        foreach (var fault in await editor.LooksEverywhereAsync("right-to-left-home", Screen.Desktop))
            _faults.Enqueue(fault);
        (await editor.Page.GetByRole(AriaRole.Heading, new() { Name = "الدبلوماسية" }).First.EvaluateAsync<string>(Direction)).ShouldBe("rtl");
        await editor.OpenAsync("/articles/right-to-left");
        foreach (var fault in await editor.LooksEverywhereAsync("right-to-left", Screen.Desktop))
            _faults.Enqueue(fault);
        foreach (var part in (string[])["main h1", "main .deck", "main .prose"])
            (await editor.Page.Locator(part).First.EvaluateAsync<string>(Direction)).ShouldBe("rtl", part);
        (await editor.Page.Locator("main").EvaluateAsync<string>(Direction)).ShouldBe("ltr");
        (await editor.Page.APIRequest.DeleteAsync("api/content/right-to-left")).Status.ShouldBe(200);
    }

    // A table is away while the pages are asked for, and back before they are looked at: other tests need it.
    async Task BreakAsync()
    {
        using var asked = new CountdownEvent(3);
        var mended = new TaskCompletionSource();
        await portal.Site.QueryAsync("""ALTER TABLE "NewsletterIssues" RENAME TO "Mislaid" """, _ => 0, Cancellation);
        var looked = InEachScriptAsync(async walk =>
        {
            try
            {
                await walk.OpenAsync("error", "/newsletter/archive?page=2", 500);
            }
            finally
            {
                // Also where the page did not come: nobody is to wait for ever.
                if (asked.Signal())
                    mended.SetResult();
            }
            await mended.Task;
            await walk.LookAsync("error");
        });
        try
        {
            await Task.WhenAny(mended.Task, looked);
        }
        finally
        {
            await portal.Site.QueryAsync("""ALTER TABLE "Mislaid" RENAME TO "NewsletterIssues" """, _ => 0, CancellationToken.None);
        }
        await looked;
    }

    // The three at once: while one is drawn, another is looked at. Scripts share their markup, so that each is examined on one screen in Serbian.
    Task InEachScriptAsync(Func<Walk, Task> look)
    {
        Screen telephone = new(360, ColorScheme.Light), desk = new(1440, ColorScheme.Dark);
        return Task.WhenAll(WalkAsync("en", "", telephone, desk), WalkAsync("sr-latn", "/sr-latn", telephone), WalkAsync("sr", "/sr", desk));

        async Task WalkAsync(string script, string prefix, params Screen[] examined)
        {
            await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
            await look(new(visit, script, prefix, examined, _faults));
        }
    }

    async Task<string> SubscribeAsync()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.OpenAsync("/newsletter");
        var form = visit.Page.Locator("main form").Filter(new() { Has = visit.Page.Locator("input[type=email]") }).First;
        await form.Locator("input[type=email]").FillAsync("gallery@reader.example");
        await form.Locator("button[type=submit]").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("main h1")).ToHaveTextAsync("Please look into your mail");
        var mail = await portal.Mail.WaitForAsync(one => one.IsTo("gallery@reader.example"), Cancellation);
        await visit.OpenAsync(mail.Text[mail.Text.IndexOf("/newsletter/confirm/", StringComparison.Ordinal)..].Split('\n', '\r', ' ')[0]);
        await visit.Page.Locator("main form button").First.ClickAsync();
        return await visit.Page.Locator("main a[href*='/newsletter/preferences/']").First.GetAttributeAsync("href") ?? "";
    }

    sealed class Walk(Visit visit, string script, string prefix, IReadOnlyCollection<Screen> examined, ConcurrentQueue<string> faults)
    {
        public async Task LookAsync(IEnumerable<(string Name, string Path, int Status)> pages)
        {
            foreach (var (name, path, status) in pages)
            {
                await OpenAsync(name, path, status);
                await LookAsync(name);
            }
        }

        public async Task OpenAsync(string name, string path, int status)
        {
            if (await OpenAsync(path) is var answered && answered != status)
                faults.Enqueue($"{name} in {script}: {answered}");
        }

        public async Task FollowAsync(string name, string list, string link)
        {
            await OpenAsync(list);
            await visit.OpenAsync(await visit.Page.Locator(link).First.GetAttributeAsync("href") ?? "");
            await LookAsync(name);
        }

        public async Task SaveAndPrintAsync()
        {
            await OpenAsync("/articles/a-table-for-two-hundred");
            await visit.PrintsAsync($"article-{script}");
            await visit.Page.Locator("[data-save-button]").ClickAsync();
            await OpenAsync("/saved");
            await visit.Page.Locator("[data-saved-list] h3").WaitForAsync();
            await LookAsync("saved");
        }

        public async Task SearchAsync()
        {
            await OpenAsync("/about");
            await visit.Page.Locator("header").GetByRole(AriaRole.Combobox).PressSequentiallyAsync("dip");
            await visit.Page.Locator("header [role=option]").First.WaitForAsync();
            await LookAsync("suggestions");
        }

        Task<int> OpenAsync(string path) => visit.OpenAsync(path == "/" && prefix.Length > 0 ? prefix : prefix + path);

        public async Task LookAsync(string name)
        {
            if (await visit.Page.Locator("main h1").CountAsync() is var titles && titles != 1)
                faults.Enqueue($"{name} in {script}: {titles} titles");
            foreach (var fault in await visit.LooksEverywhereAsync($"{name}-{script}", examined))
                faults.Enqueue(fault);
        }
    }
}
