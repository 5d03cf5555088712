using Portal.Feeds.CommandLine;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Fuzzing;

/// <summary>
/// A few of the damaged documents that <c>Portal.Benchmarks fuzz</c> makes by the hundred thousand, and those numbers at which it once
/// found something wrong.
/// </summary>
public sealed class FuzzTests
{
    const long MaxBytes = 64 * 1024 * 1024;

    static readonly FeedMutator Mutator = new([.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Portal.Feeds.Tests", "Documents"), "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]);

    static readonly EntryHtml Html = new();

    [Fact]
    public void Damaged_documents_are_read_or_refused_and_take_little_memory()
    {
        for (var number = 0; number < 2_000; number++)
            Read(Mutator.Make(number), number);
    }

    [Fact]
    public void A_very_long_word_in_a_tag_does_not_cost_the_player_that_follows() // 33812, 157489
    {
        var word = new string('a', 120_000);
        Html.Clean($"<p>x</p><iframe {word} src=\"https://www.youtube.com/embed/abcdefghijk\"></iframe>", "https://primer.example/").ShouldContain("youtube.com/watch?v=abcdefghijk");
        Read(System.Text.Encoding.UTF8.GetBytes($"<rss version='2.0'><channel><title>t</title><item><title>x</title><author>{word} {word}@</author></item></channel></rss>"), -1);
    }

    static void Read(byte[] bytes, int number)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ParseCommand.Read(bytes, new(Json: true, "https://primer.example/feed"), Html);
            new EntryNormalizer(Html).Normalize(FeedParser.Parse(bytes), "sr", excerptOnly: false);
        }
        catch (FeedFormatException refused)
        {
            refused.Message.ShouldNotBeEmpty();
        }
        catch (Exception unexpected)
        {
            throw new InvalidOperationException($"Document number {number} was not read: {unexpected.Message}", unexpected);
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MaxBytes, $"number {number}");
    }
}
