namespace Portal.Feeds.Stories;

/// <summary>Says how alike two items are: from 0 to 1, where <see cref="Same"/> means that they tell of one event.</summary>
static class StoryScore
{
    /// <summary>From here on two items tell of one event.</summary>
    public const double Same = 0.5;

    /// <summary>From here on one like item is enough to join a story of several.</summary>
    public const double Sure = 0.66;

    /// <summary>For so long near copies find each other.</summary>
    public static readonly TimeSpan CopyWindow = TimeSpan.FromDays(14);

    /// <summary>For so long two tellings of one event find each other.</summary>
    public static readonly TimeSpan EventWindow = TimeSpan.FromHours(72);

    const double NearCopy = 0.4;
    static readonly TimeSpan CrossWindow = TimeSpan.FromHours(48);

    /// <summary>The score of two items.</summary>
    /// <param name="left">One item.</param>
    /// <param name="right">The other one.</param>
    /// <param name="apart">Time between their publications.</param>
    /// <param name="weight">How much a word or name says: less, the more items of these days have it.</param>
    public static double Of(StorySignature left, StorySignature right, TimeSpan apart, Func<uint, double> weight)
    {
        apart = apart.Duration();
        if (apart > CopyWindow)
            return 0;
        if (left.Language == right.Language && MinHash.Similarity(left.Sketch, right.Sketch) >= NearCopy && !(Contradicts(left, right) && Contradicts(right, left)))
            return 1;
        if (apart > EventWindow)
            return 0;
        // Half of what speaks for one event is gone after the window.
        var fading = 1 - (0.3 * (apart / EventWindow));
        return fading * (left.Language == right.Language ? WithinLanguage(left, right, weight) : apart > CrossWindow ? 0 : AcrossLanguages(left, right, weight));
    }

    /// <summary>How much a word says that so many other items of these days have.</summary>
    public static double Weight(int others) => 1 / (1 + (0.6 * Math.Log(1 + Math.Max(0, others - 2))));

    static double WithinLanguage(StorySignature left, StorySignature right, Func<uint, double> weight)
    {
        var (title, _) = Alike(left.Title, right.Title, weight);
        var (text, textWords) = Alike(left.Text, right.Text, weight);
        var (names, _) = Alike(left.Names, right.Names, weight);
        // The same places and persons do many things: what they do must be the same as well.
        if (textWords < 4 || Plain(left, right) < 3)
            return 0;
        var score = Math.Min(1, (0.45 * title) + (0.75 * text) + (0.25 * names));
        return Contradicts(left, right) && Contradicts(right, left) ? 0.5 * score : score;
    }

    // Only names and numbers pass from one language into another; places that everybody writes of are not enough.
    static double AcrossLanguages(StorySignature left, StorySignature right, Func<uint, double> weight)
    {
        var (names, shared) = Alike(left.Names, right.Names, weight);
        if (shared < 3)
            return 0;
        var smaller = (double)shared / Math.Min(left.Names.Length, right.Names.Length);
        return Math.Min(1, ((0.6 * names) + (0.4 * smaller)) * (shared < 4 ? 0.75 : 0.95));
    }

    // Words that both have and that are no names in either.
    static int Plain(StorySignature left, StorySignature right)
    {
        var count = 0;
        foreach (var word in left.Text)
        {
            if (Has(right.Text, word) && !Has(left.Names, word) && !Has(right.Names, word))
                count++;
        }
        return count;
    }

    // Whether the title names what the other does not speak of at all: another ambassador, another town.
    static bool Contradicts(StorySignature left, StorySignature right)
    {
        foreach (var word in left.TitleNames)
        {
            if (!Has(right.Names, word))
                return true;
        }
        return false;
    }

    static bool Has(uint[] sorted, uint number) => Array.BinarySearch(sorted, number) >= 0;

    // The cosine of two sets whose members weigh differently, and how many they share.
    static (double Cosine, int Shared) Alike(uint[] left, uint[] right, Func<uint, double> weight)
    {
        double shared = 0, ofLeft = 0, ofRight = 0;
        int count = 0, i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            if (j >= right.Length || (i < left.Length && left[i] < right[j]))
            {
                ofLeft += Square(weight(left[i++]));
            }
            else if (i >= left.Length || left[i] > right[j])
            {
                ofRight += Square(weight(right[j++]));
            }
            else
            {
                var one = Square(weight(left[i]));
                (shared, ofLeft, ofRight) = (shared + one, ofLeft + one, ofRight + one);
                (count, i, j) = (count + 1, i + 1, j + 1);
            }
        }
        return (shared == 0 ? 0 : shared / Math.Sqrt(ofLeft * ofRight), count);
    }

    static double Square(double number) => number * number;
}
