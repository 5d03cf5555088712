using Portal.Desk.Writing.Markdown;

namespace Portal.Desk.Tests.Items;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("<h2>A heading</h2><p>Text with <strong>bold</strong>, <em>slanted</em> and <a href=\"/articles/x_y\" title=\"A &quot;title&quot;\">a link</a>.</p><h3>Smaller</h3>", "## A heading")]
    [InlineData("<p>Bold <b>by the browser</b> and <i>slanted </i>with a blank inside, <strong><em>both</em></strong>a word.</p>", "**by the browser**")]
    [InlineData("<ul><li>one</li><li>two<ul><li>below</li><li>and <em>more</em></li></ul></li><li>three</li></ul><ol start=\"3\"><li>third</li><li>fourth</li></ol>", "3. third")]
    [InlineData("<ul><li><p>with</p></li><li><p>paragraphs</p><p>of two</p></li></ul><ul><li>another list</li></ul><p>after it</p>", "- with")]
    [InlineData("<p><img src=\"/media/a%20b.jpg\" alt=\"A [harbour]\"></p>", "![A \\[harbour\\]](/media/a%20b.jpg)")]
    [InlineData("<figure><img src=\"/media/harbour.jpg\" alt=\"A harbour\" width=\"800\" height=\"600\"><figcaption>The <em>old</em> harbour</figcaption></figure><p>After it.</p>", "<figure>")]
    [InlineData("<table><thead><tr><th>State</th><th>Votes | all</th></tr></thead><tbody><tr><td>Serbia</td><td><strong>1</strong></td></tr><tr><td></td><td>2</td></tr></tbody></table>", "| State | Votes")]
    [InlineData("<table><tbody><tr><td colspan=\"2\">Across</td></tr><tr><td>a</td><td>b</td></tr></tbody></table>", "<table>")]
    [InlineData("<blockquote><p>What was said,</p><p>and more.</p><ul><li>in a list</li></ul></blockquote>", "> What was said,")]
    [InlineData("<blockquote cite=\"https://mfa.example/1\"><p>A quotation with its source.</p></blockquote><p>— <a href=\"https://mfa.example/1?a=1&amp;b=2\">The ministry</a></p>", "<blockquote cite")]
    [InlineData("<pre><code>var a = 1;\n\n  if (a &lt; 2) { `x` }\n</code></pre><p>And <code>a*b*c</code>, <code>`tick`</code>.</p>", "```")]
    [InlineData("<figure><video controls src=\"/media/film.mp4\" poster=\"/media/film.jpg\"></video><figcaption>A film</figcaption></figure>", "<video")]
    [InlineData("<p><a href=\"https://www.youtube.com/watch?v=abc_def\">https://www.youtube.com/watch?v=abc_def</a></p>", "watch?v=abc_def")]
    [InlineData("<p>1. is no list, # no heading, &gt; no quotation, a * b * c, [no link], &lt;no tag&gt;, &amp;amp; A_B_C ~~no~~ 2 + 2</p><p>- nor this</p><p>2026. a year</p><p>+ plus</p>", "\\- nor this")]
    [InlineData("<p>Line one<br>line two<br><br>after an empty line</p><p>10&nbsp;000 people, H<sub>2</sub>O, <u>under</u> <mark>mark</mark> <abbr title=\"United Nations\">UN</abbr></p><hr><p lang=\"fr\">Bonjour</p>", "H<sub>2</sub>O")]
    [InlineData("<h2 id=\"part-1\">With an anchor</h2><details><summary>More</summary><p>Hidden</p></details><p>Писмо које стиже <em>пре</em> курира („тако“).</p>", "<details>")]
    [InlineData("<dl><dt>Term</dt><dd>Meaning</dd></dl><section><h3>In a section</h3><p>Text</p></section>", "<dl>")]
    public void What_is_carried_to_Markdown_and_back_is_what_it_was(string html, string expected)
    {
        var carried = MarkdownText.FromHtml(html);
        carried.Obstacles.ShouldBeEmpty();
        carried.Text.ShouldNotBeNull().ShouldContain(expected);
        MarkdownText.Same(MarkdownText.ToHtml(carried.Text!), html).ShouldBeTrue($"{carried.Text}\n→\n{MarkdownText.ToHtml(carried.Text!)}");
        // And once more, so that turning to and fro changes nothing any more.
        MarkdownText.FromHtml(MarkdownText.ToHtml(carried.Text!)).Text.ShouldBe(carried.Text);
    }

    [Fact]
    public void What_would_be_lost_is_named_and_nothing_is_carried()
    {
        MarkdownText.FromHtml("loose words<p>A paragraph</p>").ShouldBe(new(null, [("", "loose words")]), new ResultComparer());
        MarkdownText.FromHtml("<p>Fine</p><div><pre>a poem\n\nwith an empty line</pre></div>").ShouldBe(new(null, [("div", "a poem with an empty line")]), new ResultComparer());
        MarkdownText.FromHtml(string.Concat(Enumerable.Repeat("<div>", 10_000))).Text.ShouldBeNull();
        MarkdownText.FromHtml(null).Text.ShouldBe("");
    }

    [Fact]
    public void Shapes_differ_where_readers_would_see_it()
    {
        MarkdownText.Same("<p>a b</p>\n<p>c</p>", "<p>a\n b</p><p>c</p>").ShouldBeTrue();
        foreach (var (one, other) in new[] { ("<p>a b</p>", "<p>ab</p>"), ("<p>a</p>", "<p>a</p><p></p>"), ("<p><em>a</em></p>", "<p>a</p>"), ("<p>a <em>b</em></p>", "<p>a<em>b</em></p>"), ("<pre>a\n b</pre>", "<pre>a b</pre>"), ("<img alt=\"\">", "<img>") })
            MarkdownText.Same(one, other).ShouldBeFalse($"{one} {other}");
    }

    sealed class ResultComparer : IEqualityComparer<MarkdownResult>
    {
        public bool Equals(MarkdownResult? one, MarkdownResult? other) => one?.Text == other?.Text && one!.Obstacles.SequenceEqual(other!.Obstacles);

        public int GetHashCode(MarkdownResult result) => 0;
    }
}
