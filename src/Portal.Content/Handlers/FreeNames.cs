using System.Globalization;

namespace Portal.Content.Handlers;

/// <summary>
/// Gives each of the items that are stored together a name (an address, an alias) that no other item has. Whether names are free is asked
/// once for all.
/// </summary>
/// <param name="find">The given names that somebody has, with the identifier of the item.</param>
/// <param name="longest">Longest name, in characters.</param>
sealed class FreeNames(Func<string[], CancellationToken, Task<Dictionary<string, string>>> find, int longest)
{
    const int MostNumbers = 4096;
    const int NumberLength = 12;

    /// <summary>Whose the names are that were looked up or given away; null where nobody's.</summary>
    readonly Dictionary<string, string?> _owners = new(StringComparer.Ordinal);

    /// <summary>The name, cut so that a number may stand behind it.</summary>
    public string Cut(string name) => name.Length > longest - NumberLength ? name[..(longest - NumberLength)] : name;

    /// <summary>Says that the item has the name, whoever had it before.</summary>
    public void Give(string name, string contentItemId) => _owners[name] = contentItemId;

    /// <summary>Looks which of the names somebody has.</summary>
    public async Task LookAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var some in names.Distinct(StringComparer.Ordinal).Where(name => !_owners.ContainsKey(name)).Chunk(500))
        {
            var known = await find(some, cancellationToken);
            foreach (var name in some)
                _owners[name] = known.GetValueOrDefault(name);
        }
    }

    /// <summary>The wanted name where it is free or the item's own, else the first free one with a number behind it.</summary>
    public async Task<string> TakeAsync(string wanted, string contentItemId, CancellationToken cancellationToken)
    {
        await LookAsync([wanted], cancellationToken);
        if (Take(wanted))
            return wanted;
        // A few numbers at a time, and more of them the longer it takes: names are found by the whole, never by how they begin.
        for (var (first, count) = (2, 16); ; (first, count) = (first + count, Math.Min(count * 4, MostNumbers)))
        {
            var candidates = Enumerable.Range(first, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}")).ToList();
            await LookAsync(candidates, cancellationToken);
            if (candidates.Find(Take) is { } free)
                return free;
        }

        bool Take(string candidate)
        {
            if (_owners[candidate] is { } owner && owner != contentItemId)
                return false;
            _owners[candidate] = contentItemId;
            return true;
        }
    }
}
