using System.Globalization;
using System.Text;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Benchmarks.Searching;

/// <summary>
/// Articles by a fixed rule, each made from its number alone: 60 of 100 in English letters, 25 in Serbian Latin, 15 in Serbian Cyrillic; words
/// as unequally common as those of a language, about two hundred in a text.
/// </summary>
static class SyntheticArticles
{
    const int Vocabulary = 60_000;
    const int WordsOfText = 200;
    const int WordsOfTitle = 9;
    const int Sources = 400;
    const int Topics = 30;

    static readonly string[] English = ["ta", "re", "na", "tion", "com", "en", "di", "plo", "ma", "cy", "po", "li", "ment", "con", "sul", "er", "al", "min", "is", "try"];
    static readonly string[] Latin = ["ša", "ra", "po", "sla", "nik", "dži", "lo", "ma", "ti", "ja", "će", "vi", "đa", "nje", "gu", "žu", "stvo", "mi", "ni", "ska"];
    static readonly string[] Cyrillic = ["ша", "ра", "по", "сла", "ник", "џи", "ло", "ма", "ти", "ја", "ће", "ви", "ђа", "ње", "гу", "жу", "ство", "ми", "ни", "ска"];

    /// <summary>The article of that number.</summary>
    public static SearchDocument Article(int number)
    {
        var random = new Random(number);
        var script = number % 20 < 12 ? English : number % 20 < 17 ? Latin : Cyrillic;
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"item{number:0000000000}"),
            Type = number % 10 == 0 ? IndexedTypes.Article : IndexedTypes.NewsItem,
            Title = Text(random, script, WordsOfTitle, capital: true),
            Text = Text(random, script, WordsOfText / 2 + random.Next(WordsOfText), capital: false),
            Path = string.Create(CultureInfo.InvariantCulture, $"news/{number}"),
            Language = ReferenceEquals(script, English) ? IndexLanguage.English : IndexLanguage.Serbian,
            Author = Word(script, random.Next(2000)),
            Source = string.Create(CultureInfo.InvariantCulture, $"source{(int)(Sources * Math.Pow(random.NextDouble(), 2))}"),
            Topics = [string.Create(CultureInfo.InvariantCulture, $"topic{random.Next(Topics)}"), string.Create(CultureInfo.InvariantCulture, $"topic{Topics + random.Next(Topics)}")],
            PublishedUtc = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(3_600_000)),
        };
    }

    /// <summary>A word of the first, commoner words of the script of an article.</summary>
    public static string CommonWord(Random random, int among) => Word(random.Next(20) switch { < 12 => English, < 17 => Latin, _ => Cyrillic }, random.Next(among));

    /// <summary>Words that stand in an article: some of its title, in order.</summary>
    public static string[] TitleWords(int number) => Article(number).Title.Split(' ');

    /// <summary>Words that stand beside one another in the middle of an article.</summary>
    public static string Phrase(int number, int words)
    {
        var all = Article(number).Text.Split(' ');
        return string.Join(' ', all.Skip(all.Length / 2).Take(words)).Replace(".", "", StringComparison.Ordinal);
    }

    static string Text(Random random, string[] script, int words, bool capital)
    {
        var text = new StringBuilder(words * 9);
        for (var word = 0; word < words; word++)
        {
            if (word > 0)
                text.Append(word % 14 == 0 ? ". " : " ");
            // Zipf's law, about: the logarithm of the rank is evenly spread.
            var letters = Word(script, (int)Math.Exp(random.NextDouble() * Math.Log(Vocabulary)));
            text.Append(capital && word == 0 ? char.ToUpperInvariant(letters[0]) + letters[1..] : letters);
        }
        return text.ToString();
    }

    static string Word(string[] script, int rank)
    {
        // Common words are short; the number is written with syllables as digits, and mixed so that neighbours don't begin alike.
        var word = new StringBuilder(12);
        for (var rest = (uint)(rank + 20) * 7919 % 1_000_003; rest > 0 || word.Length == 0; rest /= 20)
        {
            word.Append(script[(int)(rest % 20)]);
            if (word.Length > (rank < 300 ? 3 : 14))
                break;
        }
        return word.ToString();
    }
}
