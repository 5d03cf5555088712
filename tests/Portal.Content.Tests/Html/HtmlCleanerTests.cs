using System.Text;
using Portal.Content.Html;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Html;

public sealed class HtmlCleanerTests
{
    readonly HtmlCleaner _cleaner = new();

    [Theory]
    [InlineData("<div>", "", 150_000)]
    [InlineData("<b>", "", 150_000)]
    [InlineData("<div></p><section></x>", "", 60_000)]
    [InlineData("<svg><tr>", "", 100_000)]
    [InlineData("<svg>", "</q><td>", 100_000)]
    public void Of_html_that_is_nested_to_do_harm_only_the_text_is_left(string first, string then, int count)
    {
        var html = new StringBuilder("Envoys <i>met</i>").Append(first).Insert(17 + first.Length, then.Length > 0 ? then : first, count).ToString();
        HtmlNesting.IsTangled(html).ShouldBeTrue();
        _cleaner.Clean(html).ShouldBe("<p>Envoys met</p>");
    }

    [Fact]
    public void Formatting_that_each_block_would_open_anew_is_not_multiplied()
    {
        var html = new StringBuilder("<p>");
        for (var number = 0; number < 200; number++)
            html.Append("<font size=\"").Append(number).Append("\">");
        html.Append("</p>").Insert(html.Length, "<p>x</p>", 50_000);
        _cleaner.Clean(html.ToString()).Length.ShouldBeLessThan(200_000);
    }

    [Theory]
    [InlineData("<p>one<p>two<p>three")]
    [InlineData("<ul><li>one<li>two</ul>")]
    [InlineData("<table><tr><td>one<td>two<tr><td>three</table>")]
    [InlineData("one<br>two<br>three<img src=\"https://a.example/x.png\">")]
    [InlineData("<p><b>one</b> <a href=\"https://a.example/\">two</a></p>")]
    [InlineData("1 < 2 and 3 > 2 </b></b></b>")]
    public void Sloppy_html_of_any_length_is_no_harm(string html) =>
        HtmlNesting.IsTangled(new StringBuilder().Insert(0, html, 5000).ToString()).ShouldBeFalse();

    [Fact]
    public void Nothing_that_runs_frames_or_restyles_gets_through()
    {
        var clean = _cleaner.Clean("""
            <p onclick="x()" style="position:fixed" class="x">Text</p><script>x()</script><iframe src="https://a.example/"></iframe>
            <a href="javascript:x()">a</a><a href="data:text/html,x">b</a><svg onload="x()"></svg><form action="/x"><input name="q"></form><base href="https://b.example/">
            """);
        foreach (var word in new[] { "onclick", "style", "class", "script", "iframe", "data:", "svg", "form", "input", "base", "x()" })
            clean.ShouldNotContain(word);
    }
}
