using System.Text;
using Portal.Content.Html;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Html;

/// <summary>The quick way through the cleaner must never let more through than the tree, nor write it in another way.</summary>
public sealed class PlainHtmlTests
{
    static readonly HtmlCleaner Cleaner = new();

    static readonly string[] Pieces =
    [
        "<p>", "</p>", "<P class=x>", "<p class=\"x\">", "<b>", "</b>", "<i>", "</i>", "<a href=\"https://a.example/?a=1&b=2\">", "<a href='/rel'>", "</a>", "<a href=\"javascript:x()\">",
        "<a href=\"JaVaScRiPt:x()\">", "<a href=\" https://a.example/\">", "<a href=\"//b.example/x\">", "<a href=\"x:y\">", "<a href=\"?q=ж\">", "<a href=\"https://a.example/&colon;\">",
        "<a href=\"https://a.example/&amp;copy=1&copy=2\">", "<a name=\"x\" target=\"_blank\" rel=\"nofollow\">", "<img src=\"https://a.example/x.png\" alt=\"a &quot;b&quot; <c>\">", "<img src=x onerror=alert(1)>",
        "<img src=\"/y.png\" alt='it&#39;s' title=\"&nbsp;\"/>", "<img alt=\"x\" alt=\"y\">", "<img src=\"data:image/png;base64,AAAA\">", "<br>", "<br/>", "</br>", "<hr>", "<ul>", "</ul>", "<ol start=\"3\">", "</ol>", "<li>", "</li>",
        "<div style=\"position:fixed\" id=\"top\">", "</div>", "<h2>", "</h2>", "<h3 id='a'>", "</h3>", "<blockquote cite=\"https://a.example/\">", "</blockquote>", "<pre>", "<pre>\n", "</pre>", "<code>", "</code>",
        "<table>", "<tr>", "<td>", "</table>", "<script>alert(1)</script>", "<style>p{}</style>", "<svg onload=x>", "</svg>", "<math>", "<iframe src=\"https://a.example/\">", "</iframe>", "<!-- c -->", "<!-->", "<![CDATA[x]]>",
        "<?x?>", "<font color=red>", "</font>", "<center>", "<textarea>", "</textarea>", "<noscript>", "</noscript>", "<title>", "</title>", "<template>", "</template>", "<form action=/x>", "<input>", "<button>", "<select><option>",
        "<figure>", "</figure>", "<figcaption>", "</figcaption>", "<span onclick=\"x()\" lang=\"sr\">", "</span>", "<q>", "</q>", "<kbd>", "</kbd>", "<video src=\"https://a.example/v.mp4\" poster=\"javascript:x\">", "</video>",
        "&amp;", "&lt;script&gt;", "&", "& ", "&#x26;", "&#60;", "&#147;", "&#0;", "&#xD800;", "&nbsp;", "&mdash;", "&unknown;", "&copy", "&notit;", "&{x}", "<", "< b", "</", "<b", "\">", "'", "\"", ">", "\u00A0", "\u0000", "\u000C", "\r\n", "\n", "\t",
        "\uD83D\uDE00", "\uD800", "\uFFFF", "\u0093", "text", "Вест", " ", "<p/>", "<b/>", "<P>", "</P>", "<a href=https://a.example/>", "<p\n>", "<p\u00A0>", "<img/src=\"https://a.example/\">", "<x-y>", "<p x:y=\"z\">", "<address>", "</address>",
    ];

    [Fact]
    public void What_is_cleaned_quickly_is_what_the_tree_would_have_made_of_it()
    {
        var random = new Random(20261125);
        var taken = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var html = round % 2 == 0 ? Arbitrary(random) : Nested(random, 0);
            if (PlainHtml.TryClean(html, "https://base.example/dir/") is not { } quick)
                continue;
            taken++;
            quick.ShouldBe(Cleaner.CleanByTree(html, "https://base.example/dir/"), html);
            Cleaner.CleanByTree(quick).ShouldBe(quick, html);
        }
        // Else the comparison would say nothing.
        taken.ShouldBeGreaterThan(2_000);
    }

    [Theory]
    [InlineData("<p>Састанак у <a href=\"/vesti/1\" class=\"x\" onclick=\"y()\">Бечу</a> &ndash; &quot;крај&quot;.</p>", "<p>Састанак у <a href=\"https://base.example/vesti/1\">Бечу</a> – \"крај\".</p>")]
    [InlineData("<ul><li>A &amp; B<li>", null)]
    [InlineData("<p>one<p>two", null)]
    [InlineData("<p><div>x</div></p>", null)]
    [InlineData("<a href=\"https://a.example/\"><b><a href=\"https://b.example/\">x</a></b></a>", null)]
    [InlineData("<a href=\"javascript:x()\">x</a>", null)]
    [InlineData("<a href=\"java&#115;cript:x()\">x</a>", null)]
    [InlineData("<p>x</p><script>y</script>", null)]
    public void Only_plain_html_is_taken(string html, string? clean) => PlainHtml.TryClean(html, "https://base.example/").ShouldBe(clean);

    static string Arbitrary(Random random)
    {
        var html = new StringBuilder();
        for (var count = random.Next(1, 8); count > 0; count--)
            html.Append(Pieces[random.Next(Pieces.Length)]);
        return html.ToString();
    }

    /// <summary>Mostly well-formed, so that much of it is taken.</summary>
    static string Nested(Random random, int depth)
    {
        string[] names = ["p", "b", "i", "em", "strong", "span", "div", "h2", "ul", "li", "a", "blockquote", "pre", "code", "figure", "figcaption", "u", "s", "small", "sup", "section", "kbd", "address", "article", "q", "del", "time"];
        var html = new StringBuilder();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            if (depth > 5 || random.Next(3) == 0)
            {
                html.Append(random.Next(4) == 0 ? Pieces[random.Next(Pieces.Length)] : "text ");
                continue;
            }
            var name = names[random.Next(names.Length)];
            var inner = name == "ul" ? $"<li>{Nested(random, depth + 1)}</li>" : Nested(random, depth + 1);
            html.Append('<').Append(name).Append(random.Next(6) == 0 ? " title=\"a &amp; b\" class=\"c\"" : "").Append('>').Append(inner).Append("</").Append(name).Append('>');
        }
        return html.ToString();
    }
}
