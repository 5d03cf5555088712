using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Newsletter.Searches;

/// <summary>A search in the one form in which it is saved: its selectors in order, without page, order and grouping.</summary>
/// <param name="Text">What stands after the question mark in the address of a search page.</param>
/// <param name="Name">The words that are looked for.</param>
sealed record SavedSearch(string Text, string Name)
{
    /// <summary>Longest words, in characters.</summary>
    public const int MaxNameLength = 500;

    /// <summary>Longest text, in characters: the longest words in letters that take nine characters each in an address.</summary>
    public const int MaxLength = 6000;

    /// <summary>Selectors, with their values counted singly.</summary>
    const int MaxSelectors = 20;

    const int MaxValueLength = 40;

    /// <summary>SHA-256 of the text in hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Reads words, the address of a search page, or what stands in one after the question mark.</summary>
    /// <param name="typed">What came from outside.</param>
    /// <param name="search">The search.</param>
    /// <returns>False where there are no words, or more than can be searched.</returns>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out SavedSearch? search)
    {
        search = null;
        typed = typed?.Trim() ?? "";
        if (typed.Length is 0 or > MaxLength + 200)
            return false;
        var fragment = typed.IndexOf('#', StringComparison.Ordinal);
        var mark = typed.IndexOf('?', StringComparison.Ordinal);
        if (mark >= 0 && typed.IndexOf("q=", mark, StringComparison.Ordinal) > mark)
            return TryReadQuery(typed[mark..(fragment > mark ? fragment : typed.Length)], out search);
        return TryReadQuery(QueryHelpers.AddQueryString("", "q", typed), out search);
    }

    static bool TryReadQuery(string query, [NotNullWhen(true)] out SavedSearch? search)
    {
        search = null;
        var fields = QueryHelpers.ParseQuery(query);
        var words = string.Join(' ', fields.GetValueOrDefault("q").ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (words.Length is 0 or > MaxNameLength || words.Any(char.IsControl))
            return false;
        var builder = new QueryBuilder { { "q", words } };
        foreach (var (name, value) in fields
            .Where(field => field.Key is not ("q" or "page" or "sort" or "group" or "verbatim") && field.Key.Length <= 10 && field.Key.All(char.IsAsciiLetterLower))
            .SelectMany(field => field.Value, (field, value) => (field.Key, Value: value ?? ""))
            .Where(field => field.Value.Length is > 0 and <= MaxValueLength)
            .Distinct().OrderBy(field => field.Key, StringComparer.Ordinal).ThenBy(field => field.Value, StringComparer.Ordinal).Take(MaxSelectors))
            builder.Add(name, value);
        var text = builder.ToString().TrimStart('?');
        if (text.Length > MaxLength)
            return false;
        search = new(text, words);
        return true;
    }
}

/// <summary>A search that somebody wants to follow.</summary>
/// <param name="Search">The search.</param>
/// <param name="Delivery">When it is mailed.</param>
sealed record FollowedSearch(SavedSearch Search, SearchDelivery Delivery);
