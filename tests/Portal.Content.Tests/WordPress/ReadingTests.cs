using System.Text;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.WordPress.Reading;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.WordPress;

public sealed class ReadingTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_stands_before_the_cut_is_brought_over_and_the_cut_is_told()
    {
        await using var site = await ImportSite.CreateAsync();
        var file = site.Write(Wxr.Post(1, "One", "First.") + Wxr.Post(2, "Two", "Second.") + Wxr.Post(3, "Three", "Third."));
        var text = await File.ReadAllTextAsync(file, Cancellation);
        await File.WriteAllTextAsync(file, text[..(text.IndexOf("Third", StringComparison.Ordinal) + 3)], Cancellation);
        var report = await site.ImportAsync(file);
        report.Counts["post"].Created.ShouldBe(2);
        report.Damage!.ShouldContain("line");
    }

    [Fact]
    public async Task A_text_that_ends_its_section_too_early_is_read_to_its_end()
    {
        await using var site = await ImportSite.CreateAsync();
        var file = site.Write(Wxr.Post(1, "One", "if (a[b[0]]>1) then <b>more</b>") + Wxr.Post(2, "Two\u0001\u000B", "x]]]]><![CDATA[>y") + Wxr.Post(3, "Three", "z]]>"));
        var report = await site.ImportAsync(file);
        report.Damage.ShouldBeNull();
        (await site.AtAsync("articles/post-1")).As<HtmlBodyPart>()!.Html.ShouldBe("<p>if (a[b[0]]&gt;1) then <b>more</b></p>");
        (await site.AtAsync("articles/post-2")).As<HtmlBodyPart>()!.Html.ShouldBe("<p>x]]&gt;y</p>");
        (await site.AtAsync("articles/post-2")).DisplayText.ShouldBe("Two");
        (await site.AtAsync("articles/post-3")).As<HtmlBodyPart>()!.Html.ShouldBe("<p>z]]&gt;</p>");
    }

    [Fact]
    public async Task Entities_of_html_and_loose_ampersands_outside_sections_are_read()
    {
        await using var site = await ImportSite.CreateAsync();
        var file = site.Write(Wxr.Post(1, "x", "Text.").Replace("<![CDATA[x]]>", "Sava&nbsp;&amp; Danube &ndash; R&D &#268; &#x1;", StringComparison.Ordinal));
        (await site.ImportAsync(file)).Damage.ShouldBeNull();
        (await site.AtAsync("articles/post-1")).DisplayText.ShouldBe("Sava & Danube – R&D Č");
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rss>&b;</rss>", "document type")]
    [InlineData("<html><body>Hello</body></html>", "<html>")]
    [InlineData("<rss version=\"2.0\"><channel><title>A feed</title></channel></rss>", "WXR version")]
    [InlineData("no XML at all", "no WordPress export")]
    [InlineData("", "no WordPress export")]
    public async Task What_is_no_export_is_refused(string text, string reason)
    {
        await using var site = await ImportSite.CreateAsync();
        var file = Path.Combine(site.Database.DataDirectory, "bad.xml");
        await File.WriteAllTextAsync(file, text, Cancellation);
        (await Should.ThrowAsync<InvalidDataException>(site.ImportAsync(file))).Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("&amp;")]
    [InlineData("x]]>")]
    [InlineData("   ")]
    public async Task A_text_without_end_is_cut_while_it_is_read(string piece)
    {
        foreach (var start in new[] { "", "<![CDATA[" })
        {
            using var text = new RepairingReader(new Endless($"<rss>{start}", piece, 12_000_000));
            var buffer = new char[65536];
            var passed = 0L;
            for (var read = await text.ReadAsync(buffer, Cancellation); read > 0; read = await text.ReadAsync(buffer, Cancellation))
                passed += read;
            passed.ShouldBeInRange(1, RepairingReader.MaxText + 100);
            text.Cut.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("<wp:postmeta><wp:meta_key>k</wp:meta_key></wp:postmeta>", "before")]
    [InlineData("<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>", "before")]
    [InlineData("<a>", "deep")]
    [InlineData("<category domain=\"a\" nicename=\"b\">c</category>", "before")]
    public async Task Elements_without_end_are_counted_and_no_more_kept(string piece, string damage)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var writer = new StreamWriter(path))
            {
                await writer.WriteAsync(Wxr.Document("<item><wp:post_id>1</wp:post_id>@@").Split("@@")[0]);
                for (var written = 0; written < 8_000_000; written += piece.Length)
                    await writer.WriteAsync(piece);
            }
            using var file = new WxrFile(path, null);
            (await file.NextAsync(Cancellation)).ShouldBeNull();
            file.Damage!.ShouldContain(damage);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Names_without_end_are_refused()
    {
        await using var site = await ImportSite.CreateAsync();
        var file = site.Write(string.Concat(Enumerable.Range(1, 20_000).Select(number => $"<n{number}/>")) + Wxr.Post(1, "One", "Text."));
        (await site.ImportAsync(file)).Damage!.ShouldContain("names");
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_read_by_its_name()
    {
        await using var site = await ImportSite.CreateAsync();
        var file = site.Write(Wxr.Post(1, "Река", "Вода"));
        var text = await File.ReadAllTextAsync(file, Cancellation);
        var cyrillic = CodePagesEncodingProvider.Instance.GetEncoding("windows-1251")!;
        await File.WriteAllBytesAsync(file, cyrillic.GetBytes(text), Cancellation);
        (await site.ImportAsync(file, options => options with { DryRun = true })).Warnings.ShouldContain(warning => warning.Message.Contains("encoding"));
        await site.ImportAsync(file, options => options with { Encoding = "windows-1251" });
        (await site.AtAsync("articles/post-1")).DisplayText.ShouldBe("Река");
        await File.WriteAllBytesAsync(file, cyrillic.GetBytes(text.Replace("UTF-8", "windows-1251", StringComparison.Ordinal).Replace("Река", "Реке", StringComparison.Ordinal)), Cancellation);
        await site.ImportAsync(file);
        (await site.AtAsync("articles/post-1")).DisplayText.ShouldBe("Реке");
    }

    [Fact]
    public async Task An_export_of_the_first_version_is_read()
    {
        await using var site = await ImportSite.CreateAsync();
        var file = site.Write(Wxr.Post(1, "One", "Text.", more: "<category><![CDATA[Rivers]]></category><category domain=\"category\" nicename=\"rivers\"><![CDATA[Rivers]]></category><category domain=\"tag\" nicename=\"sava\"><![CDATA[Sava]]></category>"),
            "<wp:category><wp:category_nicename>rivers</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Rivers]]></wp:cat_name></wp:category>");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancellation)).Replace("export/1.2/", "export/1.0/", StringComparison.Ordinal).Replace(">1.2<", ">1.0<", StringComparison.Ordinal), Cancellation);
        await site.ImportAsync(file);
        var item = await site.AtAsync("articles/post-1");
        item.Text("Article", "AuthorName").ShouldBe("ann");
        item.Field<Portal.Content.Fields.TaxonomyField>("Article", "Tags")!.TermContentItemIds!.Count.ShouldBe(1);
        (await site.Reader.FindByRouteAsync("topics/rivers", Cancellation))!.Contained!.DisplayText.ShouldBe("Rivers");
    }

    [Fact]
    public async Task Pages_that_stand_above_one_another_in_a_circle_come_over()
    {
        await using var site = await ImportSite.CreateAsync();
        var file = site.Write(Wxr.Post(1, "One", "a", "page", more: "<wp:post_parent>2</wp:post_parent>") + Wxr.Post(2, "Two", "b", "page", more: "<wp:post_parent>1</wp:post_parent>")
            + Wxr.Post(3, "Three", "c", "page", more: "<wp:post_parent>3</wp:post_parent>") + Wxr.Post(4, "Feed", "d", "page").Replace("post-4", "feed", StringComparison.Ordinal));
        var report = await site.ImportAsync(file);
        report.Counts["page"].Created.ShouldBe(4);
        (await site.AtAsync("feed-2")).DisplayText.ShouldBe("Feed");
        report.Warnings.ShouldContain(warning => warning.PostId == 4 && warning.Message.Contains("/feed-2"));
    }

    /// <summary>A text that begins properly and goes on for ever, nearly.</summary>
    sealed class Endless(string head, string piece, long length) : TextReader
    {
        long _at;

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            var count = 0;
            while (count < buffer.Length && _at < length)
            {
                buffer.Span[count++] = _at < head.Length ? head[(int)_at] : piece[(int)((_at - head.Length) % piece.Length)];
                _at++;
            }
            return ValueTask.FromResult(count);
        }
    }
}
