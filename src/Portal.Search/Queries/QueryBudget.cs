namespace Portal.Search.Queries;

/// <summary>How much a query may ask for. It comes from recipes and from programs, and runs on the machine that serves visitors.</summary>
sealed class QueryBudget
{
    /// <summary>Longest query, in characters of JSON.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Conditions within conditions.</summary>
    public const int MaxDepth = 16;

    /// <summary>Conditions and values of all kinds.</summary>
    public const int MaxClauses = 256;

    /// <summary>Longest text of a condition, in characters.</summary>
    public const int MaxText = 1000;

    /// <summary>Letters that must stand before the first wildcard; without them every word of the index would be looked at.</summary>
    public const int MinPrefix = 2;

    /// <summary>Longest regular expression, in characters.</summary>
    public const int MaxPattern = 50;

    int _clauses;

    /// <summary>Takes a condition from the budget.</summary>
    public void Spend(int clauses = 1)
    {
        _clauses += clauses;
        if (_clauses > MaxClauses)
            throw new QueryRefusedException($"it has more than {MaxClauses} conditions.");
    }

    public static void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
            throw new QueryRefusedException($"its conditions stand more than {MaxDepth} deep in one another.");
    }

    public static string CheckText(string text) =>
        text.Length <= MaxText ? text : throw new QueryRefusedException($"a text in it is longer than {MaxText} characters.");
}
