using System.Text;
using System.Xml.Linq;
using Portal.Content.Media;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Media;

/// <summary>Hostile drawings.</summary>
public sealed class SvgCleanerTests : IAsyncLifetime
{
    const string Open = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">""";

    TestDatabase _database = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Ct);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("<script>alert(1)</script>", "alert")]
    [InlineData("<script xlink:href='https://evil.example/x.js'/>", "evil")]
    [InlineData("<g onload='alert(1)' OnClick='alert(2)'/>", "alert")]
    [InlineData("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='alert(1)'><p>hi</p></body></foreignObject>", "body")]
    [InlineData("<a xlink:href='javascript:alert(1)'><path d='M0 0'/></a>", "javascript")]
    [InlineData("<a href='https://evil.example/'><text>x</text></a>", "evil")]
    [InlineData("<use href='https://evil.example/x.svg#a'/>", "evil")]
    [InlineData("<use xlink:href='data:image/svg+xml,&lt;svg onload=alert(1)/&gt;#a'/>", "alert")]
    [InlineData("<image href='https://evil.example/track.gif'/>", "evil")]
    [InlineData("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "data:")]
    [InlineData("<path style='fill:url(https://evil.example/x)'/>", "evil")]
    [InlineData("<path style='fill:\\75rl(https://evil.example/x)'/>", "evil")]
    [InlineData("<path fill='url( \"//evil.example/x#a\")'/>", "evil")]
    [InlineData("<style>@import 'https://evil.example/x.css';</style>", "evil")]
    [InlineData("<style>path{background:url(https://evil.example/x)}</style>", "evil")]
    [InlineData("<style>@font-face{src:url(#x)}</style>", "font-face")]
    [InlineData("<set attributeName='href' to='javascript:alert(1)'/>", "alert")]
    [InlineData("<animate attributeName='xlink:href' values='javascript:alert(1)'/>", "alert")]
    [InlineData("<handler xmlns='http://www.w3.org/2001/xml-events'>alert(1)</handler>", "alert")]
    [InlineData("<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>", "alert")]
    [InlineData("<iframe src='https://evil.example'/><embed src='x'/><video src='x'/>", "src")]
    [InlineData("<?xml-stylesheet href='https://evil.example/x.css'?>", "evil")]
    [InlineData("<g xml:base='https://evil.example/'><use href='#a'/></g>", "evil")]
    [InlineData("<!--[if IE]><script>alert(1)</script><![endif]-->", "alert")]
    [InlineData("<g data-x=\"&#106;avascript:alert(1)\"/>", "alert")]
    public async Task What_could_do_harm_is_taken_out_and_what_draws_stays(string hostile, string gone)
    {
        var clean = await CleanAsync($"{Open}<path id='kept' d='M1 1h8'/>{hostile}</svg>");
        clean.ShouldNotContain(gone, Case.Insensitive);
        XDocument.Parse(clean).Root!.Elements().First().Attribute("id")!.Value.ShouldBe("kept");
    }

    [Fact]
    public async Task A_drawing_as_designers_make_them_keeps_all_that_it_shows()
    {
        var clean = await CleanAsync("""
            <?xml version="1.0" encoding="utf-8"?>
            <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="24" height="24"><title>Застава</title>
            <defs><linearGradient id="g"><stop offset="0" stop-color="#c00"/></linearGradient><clipPath id="c"><circle r="9"/></clipPath></defs>
            <style>.a{fill:url(#g);stroke:#000}</style><path class="a" clip-path="url(#c)" style="opacity:.5" d="M0 0h24"/>
            <use xlink:href="#c" x="2"/><image href="data:image/png;base64,iVBORw0KGgo=" width="2" height="2"/><text x="1" y="2" xml:lang="sr">Мир</text></svg>
            """);
        foreach (var kept in new[] { "Застава", "linearGradient", "url(#g)", "clip-path=\"url(#c)\"", "opacity:.5", "xlink:href=\"#c\"", "data:image/png;base64", "Мир", "width=\"24\"" })
            clean.ShouldContain(kept);
        clean.ShouldNotContain("DOCTYPE");
        (await CleanAsync(clean)).ShouldBe(clean);
    }

    [Theory]
    [InlineData("""<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>""", "&b;")]
    [InlineData("""<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>""", "&x;")]
    [InlineData("", "<g>")]
    [InlineData("", "&nbsp;")]
    public async Task Entities_and_broken_documents_are_refused(string type, string inside) =>
        await Should.ThrowAsync<MediaRefusedException>(CleanAsync($"{type}{Open}<text>{inside}</text></svg>"));

    [Fact]
    public async Task Drawings_that_repeat_themselves_without_end_are_refused()
    {
        var bomb = new StringBuilder(Open).Append("<g id='a0'><path d='M0 0'/></g>");
        for (var level = 1; level <= 20; level++)
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"<g id='a{level}'>").Insert(bomb.Length, $"<use href='#a{level - 1}'/>", 10).Append("</g>");
        (await Should.ThrowAsync<MediaRefusedException>(CleanAsync(bomb.Append("</svg>").ToString()))).Message.ShouldContain("repeats");
        await Should.ThrowAsync<MediaRefusedException>(CleanAsync($"{Open}<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g></svg>"));
        await Should.ThrowAsync<MediaRefusedException>(CleanAsync(Open + string.Concat(Enumerable.Repeat("<g>", 5000)) + string.Concat(Enumerable.Repeat("</g>", 5000)) + "</svg>"));
        await Should.ThrowAsync<MediaRefusedException>(CleanAsync(Open + string.Concat(Enumerable.Repeat("<path/>", 60_000)) + "</svg>"));
    }

    async Task<string> CleanAsync(string drawing)
    {
        var stored = await _database.Get<MediaIntake>().TakeAsync("", "drawing.svg", new MemoryStream(Encoding.UTF8.GetBytes(drawing)), Ct);
        return await File.ReadAllTextAsync(_database.Get<MediaStore>().Locate(stored.Path)!, Ct);
    }
}
