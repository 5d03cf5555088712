using Portal.Content.Html;
using Portal.Content.WordPress.Bodies;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.WordPress;

public sealed class BodyTests
{
    [Theory]
    [InlineData("One\nline.\n\nTwo.", "<p>One<br>\nline.</p>\n<p>Two.</p>")]
    [InlineData("A <b>bold</b> word\r\n\r\n<h2>Head</h2>\r\nText", "<p>A <b>bold</b> word</p>\n<h2>Head</h2>\n<p>Text</p>")]
    [InlineData("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>")]
    [InlineData("<blockquote>Said.</blockquote>", "<blockquote><p>Said.</p></blockquote>")]
    [InlineData("<pre>a\n\nb</pre>after", "<pre>a\n\nb</pre>\n<p>after</p>")]
    [InlineData("x<br /><br>y", "<p>x</p>\n<p>y</p>")]
    [InlineData("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>")]
    public void Blank_lines_become_paragraphs(string text, string html) => Convert(text).ShouldBe(html);

    [Fact]
    public void A_caption_becomes_a_figure() =>
        Convert("""[caption id="attachment_5" width="300"]<a href="https://old.example.org/x/"><img src="https://old.example.org/wp-content/uploads/a-300x200.jpg" class="wp-image-5" width="300" /></a> A <em>wide</em> river[/caption]""")
            .ShouldBe("""<figure><a href="/new"><img src="/media/uploads/a.jpg" width="300" alt="Water"></a><figcaption>A <em>wide</em> river</figcaption></figure>""");

    [Fact]
    public void A_gallery_becomes_figures_with_their_captions() =>
        Convert("""[gallery ids="5,6" link="file"]""").ShouldBe(
            """<figure><figure><img src="/media/uploads/a.jpg" alt="Water"><figcaption>Deep</figcaption></figure></figure>""");

    [Fact]
    public void A_word_in_brackets_stays_and_a_plugins_shortcode_goes()
    {
        var body = new BodyText(1, "");
        Convert("""Thus [sic] said. [[gallery]] [slider id="4"] [box]kept <b>text</b>[/box]""", body).ShouldBe("<p>Thus [sic] said. [gallery] kept <b>text</b></p>");
        body.Dropped.ShouldBe(["""[slider id="4"]"""]);
        body.Notes.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("<!-- wp:heading {\"level\":2} -->\n<h2 class=\"wp-block-heading has-red-color\" style=\"color:red\">Head</h2>\n<!-- /wp:heading -->", "<h2>Head</h2>")]
    [InlineData("<!-- wp:separator -->\n<hr class=\"wp-block-separator\"/>\n<!-- /wp:separator -->", "<hr>")]
    [InlineData("<!-- wp:table --><figure class=\"wp-block-table\"><table><tbody><tr><td>a</td></tr></tbody></table><figcaption>T</figcaption></figure><!-- /wp:table -->", "<figure><table><tbody><tr><td>a</td></tr></tbody></table><figcaption>T</figcaption></figure>")]
    [InlineData("<!-- wp:buttons --><div class=\"wp-block-buttons\"><!-- wp:button --><div class=\"wp-block-button\"><a class=\"wp-block-button__link\" href=\"https://else.example/\">Go</a></div><!-- /wp:button --></div><!-- /wp:buttons -->", "<p><a href=\"https://else.example/\">Go</a></p>")]
    [InlineData("<!-- wp:code --><pre class=\"wp-block-code\"><code>a [gallery] b</code></pre><!-- /wp:code -->", "<pre><code>a [gallery] b</code></pre>")]
    [InlineData("<!-- wp:file {\"id\":5} --><div class=\"wp-block-file\"><a href=\"https://old.example.org/wp-content/uploads/a.jpg\">Report</a><a href=\"https://old.example.org/wp-content/uploads/a.jpg\" class=\"wp-block-file__button\" download>Download</a></div><!-- /wp:file -->", "<p><a href=\"/media/uploads/a.jpg\">Report</a></p>")]
    [InlineData("<!-- wp:block {\"ref\":9} /-->", "<p>Again</p>")]
    [InlineData("<!-- wp:embed {\"url\":\"https://www.youtube.com/watch?v=x\"} --><figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://www.youtube.com/watch?v=x\n</div><figcaption>Talk</figcaption></figure><!-- /wp:embed -->", "<figure><a href=\"https://www.youtube.com/watch?v=x\">YouTube: youtube.com/watch?v=x</a><figcaption>Talk</figcaption></figure>")]
    [InlineData("<!-- wp:pullquote --><figure class=\"wp-block-pullquote\"><blockquote><p>Said</p><cite>Ann</cite></blockquote></figure><!-- /wp:pullquote -->", "<figure><blockquote><p>Said</p><cite>Ann</cite></blockquote></figure>")]
    [InlineData("<!-- wp:cover {\"url\":\"https://old.example.org/wp-content/uploads/a.jpg\",\"id\":5} --><div class=\"wp-block-cover\"><div class=\"wp-block-cover__inner-container\"><!-- wp:paragraph --><p>Over</p><!-- /wp:paragraph --></div></div><!-- /wp:cover -->", "<figure><img src=\"/media/uploads/a.jpg\" alt=\"Water\"></figure><p>Over</p>")]
    [InlineData("<!-- wp:more --><!--more--><!-- /wp:more --><!-- wp:spacer --><div style=\"height:100px\" class=\"wp-block-spacer\"></div><!-- /wp:spacer -->", "")]
    [InlineData("<!-- wp:gallery --><figure class=\"wp-block-gallery columns-2\"><ul class=\"blocks-gallery-grid\"><li class=\"blocks-gallery-item\"><figure><img src=\"https://old.example.org/wp-content/uploads/a.jpg\" data-id=\"5\"/></figure></li></ul></figure><!-- /wp:gallery -->", "<figure><figure><img src=\"/media/uploads/a.jpg\" alt=\"Water\"></figure></figure>")]
    public void Blocks_become_clean_html(string blocks, string html) => Convert(blocks).ShouldBe(html);

    [Fact]
    public void Footnotes_of_the_block_editor_stand_where_their_block_stood()
    {
        var body = new BodyText(1, """[{"content":"See <em>there</em>.","id":"n1"}]""");
        Convert("<!-- wp:paragraph --><p>Text<sup data-fn=\"n1\"><a href=\"#n1\" id=\"n1-link\">1</a></sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->", body)
            .ShouldBe("""<p>Text<sup><a href="#n1" id="n1-link">1</a></sup></p><ol><li id="n1">See <em>there</em>. <a href="#n1-link">↩</a></li></ol>""");
    }

    [Fact]
    public void A_frame_becomes_a_link_and_what_runs_is_gone()
    {
        var html = Convert("""<p onclick="x()">A</p><script>alert(1)</script><iframe src="//www.youtube.com/embed/abc?rel=0"></iframe><p style="color:red">B</p><center>C</center><a href="javascript:x()">D</a>""");
        html.ShouldContain("""<a href="https://www.youtube.com/watch?v=abc">YouTube: youtube.com/watch?v=abc</a>""");
        html.ShouldContain("<p>C</p>");
        html.ShouldNotContain("alert");
        html.ShouldNotContain("onclick");
        html.ShouldNotContain("javascript");
        html.ShouldNotContain("style");
    }

    [Fact]
    public void A_picture_that_was_not_brought_over_becomes_a_link()
    {
        var body = new BodyText(1, "");
        Convert("""<img src="https://else.example/pic.jpg" alt="A pic">""", body).ShouldBe("""<p><a href="https://else.example/pic.jpg">A pic</a></p>""");
        body.Notes.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("[a]")]
    [InlineData("[a x=")]
    [InlineData("<!-- wp:a -->")]
    [InlineData("<div><a>[caption]")]
    [InlineData("<br>\n \n")]
    [InlineData("[/a][a]")]
    [InlineData("<p title=\"")]
    public void Hostile_text_takes_time_by_its_length_alone(string piece)
    {
        // Would run for hours where each piece looked at all that follow.
        var html = Convert(string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length)));
        html.Length.ShouldBeLessThanOrEqualTo(HtmlCleaner.MaxLength * 8);
    }

    static string Convert(string text, BodyText? body = null) => new BodyConverter(new Source(), new HtmlCleaner()).Convert(text, body ?? new BodyText(1, "")).Trim();

    sealed class Source : IBodySource
    {
        public BodyFile? File(long attachment) => attachment == 5 ? new("https://old.example.org/wp-content/uploads/a.jpg", "a", "Water", "Deep") : null;

        public IEnumerable<long> PicturesOf(long post) => [5];

        public string? ReusableBlock(long post) => post == 9 ? "<!-- wp:paragraph --><p>Again</p><!-- /wp:paragraph --><!-- wp:block {\"ref\":8} /-->" : null;

        public string? Media(string url) => url.Contains("old.example.org/wp-content/uploads/a", StringComparison.Ordinal) ? "/media/uploads/a.jpg" : null;

        public string? Page(string url) => url == "https://old.example.org/x/" ? "/new" : null;
    }
}
