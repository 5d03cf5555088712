using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.Content.Definitions;

/// <summary>
/// The order of settings by their <c>Position</c>, as Orchard Core writes it: numbers parted by dots (<c>2.1</c> stands between
/// <c>2</c> and <c>3</c>), perhaps with <c>before</c> or <c>after</c>. What has no position counts as 0 and stays where it was written.
/// </summary>
sealed class PositionOrder : IComparer<JsonObject?>
{
    public static PositionOrder Instance { get; } = new();

    public int Compare(JsonObject? x, JsonObject? y)
    {
        var (left, right) = (Parse(x?["Position"]?.ToString()), Parse(y?["Position"]?.ToString()));
        if (left.Rank != right.Rank)
            return left.Rank.CompareTo(right.Rank);
        for (var place = 0; place < Math.Max(left.Numbers.Count, right.Numbers.Count); place++)
        {
            var order = left.Numbers.ElementAtOrDefault(place).CompareTo(right.Numbers.ElementAtOrDefault(place));
            if (order != 0)
                return order;
        }
        return 0;
    }

    static (int Rank, List<double> Numbers) Parse(string? text)
    {
        var rank = 1;
        var numbers = new List<double>();
        foreach (var piece in (text ?? "").Split(['.', ':'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (piece.Equals("before", StringComparison.OrdinalIgnoreCase))
                rank = 0;
            else if (piece.Equals("after", StringComparison.OrdinalIgnoreCase))
                rank = 2;
            else if (double.TryParse(piece, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
        }
        return (rank, numbers);
    }
}
