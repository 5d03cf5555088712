using System.Globalization;
using Portal.Feeds.Parsing;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Parsing;

public sealed class CorpusTests
{
    [Fact]
    public void Every_real_feed_of_the_corpus_is_read_with_its_title_and_number_of_entries()
    {
        var folder = Repository.Corpus("feeds");
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "INDEX.tsv")).Skip(1).Where(line => line.Length > 0))
        {
            var columns = line.Split('\t');
            var (file, title, items) = (columns[0], columns[5], int.Parse(columns[6], CultureInfo.InvariantCulture));
            // The index holds what feedparser left of a title that was encoded twice.
            if (file == "codehollow--Rss20YandexRussia.xml")
                title = "Яндекс.Новости: Москва";
            try
            {
                var feed = FeedParser.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
                if (feed.Title != Markup.Plain(title) || feed.Items.Count != items)
                    wrong.Add($"{file}: “{feed.Title}” ({feed.Items.Count}), expected “{title}” ({items}) [{string.Join("; ", feed.Repaired)}]");
            }
            catch (FeedFormatException failed)
            {
                wrong.Add($"{file}: {failed.Message}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("02-bom-twice.xml", 1, "Вест")]
    [InlineData("04-nbsp.xml", 1, "Вест један")]
    [InlineData("06-control-chars.xml", 1, "Vest")]
    [InlineData("08-truncated.xml", 1, "Вест")]
    [InlineData("12-xxe-file.xml", 1, null)]
    [InlineData("14-billion-laughs.xml", 1, null)]
    [InlineData("18-version-201.xml", 1, "Вест")]
    [InlineData("20-atom-no-link.xml", 1, "E")]
    [InlineData("22-atom-relative.xml", 1, "E")]
    [InlineData("24-iso-8859-2.xml", 1, "Sastanak ministara: Čačak, Đ, šuž")]
    [InlineData("24-koi8-r.xml", 1, "Састанак министара")]
    [InlineData("24-windows-1250.xml", 1, "Sastanak ministara: Čačak, Đ, šuž")]
    [InlineData("25-1251-declared-utf8.xml", 1, "Састанак")]
    [InlineData("27-no-decl-1250.xml", 1, "Čačak šž")]
    [InlineData("29-truncated-utf8.xml", 1, "Вест")]
    [InlineData("31-uppercase.xml", 1, "I")]
    [InlineData("33-rss-title-entity.xml", 1, "A & B \"C\" x")]
    [InlineData("35-two-enclosures.xml", 1, "Вест")]
    [InlineData("37-item-outside-channel.xml", 1, "I")]
    [InlineData("39-xml11.xml", 1, "Вест")]
    public void Ill_made_feeds_are_mended(string file, int items, string? title)
    {
        var feed = FeedParser.Parse(File.ReadAllBytes(Path.Combine(Repository.Corpus("feeds"), "made", file)));
        feed.Items.Count.ShouldBe(items);
        if (title is not null)
            feed.Items[0].Title.Replace('\u00a0', ' ').ShouldBe(title);
    }

    [Theory]
    [InlineData("10-html-instead.xml", "web page")]
    [InlineData("16-deep-nesting.xml", "deep")]
    public void What_cannot_be_read_is_told_in_plain_words(string file, string word)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Corpus("feeds"), "made", file));
        Should.Throw<FeedFormatException>(() => FeedParser.Parse(bytes)).Message.ShouldContain(word);
    }
}
