using Portal.Newsletter.Digests;
using Portal.Newsletter.Letters;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Desk;

/// <summary>An issue while an editor works on it.</summary>
sealed class IssueDraft
{
    readonly IssueContent _read;

    public IssueDraft(IssueContent content)
    {
        _read = content;
        Groups = [.. content.Groups.Select(group => new GroupDraft(group))];
        Words = IssueLanguage.All.ToDictionary(language => language, language => new WordsDraft(content.Words.GetValueOrDefault(language) ?? IssueWords.None), StringComparer.Ordinal);
        Languages = [.. content.Audience?.Languages ?? []];
        Rhythms = [.. content.Audience?.Rhythms ?? []];
        Segment = content.Audience?.Segment ?? "";
        Edited = content.Edited;
    }

    /// <summary>Sections with their items.</summary>
    public List<GroupDraft> Groups { get; }

    /// <summary>Subject and word, by language.</summary>
    public IReadOnlyDictionary<string, WordsDraft> Words { get; }

    /// <summary>Cultures of the readers of a letter.</summary>
    public List<string> Languages { get; }

    /// <summary>Rhythms of the readers of a letter.</summary>
    public List<DigestRhythm> Rhythms { get; }

    /// <summary>Segment of the readers of a letter.</summary>
    public string Segment { get; set; }

    /// <summary>Whether the items were chosen by an editor.</summary>
    public bool Edited { get; private set; }

    /// <summary>Approvals that were given although something was wrong.</summary>
    public IReadOnlyList<IssueException> Exceptions => _read.Exceptions;

    /// <summary>Why it did not go at its hour; null where nothing keeps it.</summary>
    public IssueHold? Hold => _read.Hold;

    /// <summary>What stands on the desk, as it is stored.</summary>
    public IssueContent Content => _read with
    {
        Words = Words.Where(pair => pair.Value.Words != IssueWords.None).ToDictionary(pair => pair.Key, pair => pair.Value.Words, StringComparer.Ordinal),
        Groups = [.. Groups.Where(group => group.Items.Count > 0).Select(group => group.Group)],
        Edited = Edited,
        Audience = _read.Audience is null ? null : new LetterAudience { Languages = [.. Languages], Rhythms = [.. Rhythms], Segment = Segment },
    };

    /// <summary>Moves an item up or down, into the next section where its own ends. False where it can't go further.</summary>
    public bool Move(string itemId, int by)
    {
        if (Find(itemId) is not var (group, index))
            return false;
        var (item, target) = (Groups[group].Items[index], index + by);
        if (target >= 0 && target < Groups[group].Items.Count)
            (Groups[group].Items[index], Groups[group].Items[target]) = (Groups[group].Items[target], item);
        else if (group + by is var next && next >= 0 && next < Groups.Count)
        {
            Groups[group].Items.RemoveAt(index);
            Groups[next].Items.Insert(by < 0 ? Groups[next].Items.Count : 0, item);
        }
        else
            return false;
        return Edited = true;
    }

    /// <summary>Puts an item where another stands, or at the end of a section.</summary>
    public void Drop(string itemId, int onGroup, string? onItem)
    {
        if (itemId == onItem || Find(itemId) is not var (group, index))
            return;
        var item = Groups[group].Items[index];
        Groups[group].Items.RemoveAt(index);
        var at = Groups[onGroup].Items.FindIndex(other => other.Id == onItem);
        // Within its section an item that was dragged down comes after the one it is dropped on.
        if (at >= 0 && group == onGroup && index <= at)
            at++;
        Groups[onGroup].Items.Insert(at < 0 ? Groups[onGroup].Items.Count : at, item);
        Edited = true;
    }

    /// <summary>Takes an item out.</summary>
    public void Remove(string itemId)
    {
        if (Find(itemId) is not var (group, index))
            return;
        Groups[group].Items.RemoveAt(index);
        Edited = true;
    }

    /// <summary>Puts an item that was taken out where it stood.</summary>
    public void PutBack(DigestItem item, GroupDraft group, int index) => group.Items.Insert(Math.Min(index, group.Items.Count), item);

    /// <summary>Adds an item at the end of the first section, or of a new one. False where it is there already.</summary>
    public bool Add(DigestItem item)
    {
        if (Find(item.Id) is not null)
            return false;
        if (Groups.Count == 0)
            Groups.Add(new(new(null, item.IsOwn, [])));
        Groups[0].Items.Add(item);
        return Edited = true;
    }

    /// <summary>Moves a section.</summary>
    public void MoveGroup(int index, int by)
    {
        (Groups[index], Groups[index + by]) = (Groups[index + by], Groups[index]);
        Edited = true;
    }

    /// <summary>Gives a section a heading; the usual one where it is empty.</summary>
    public void Rename(int index, string? title)
    {
        Groups[index].Title = string.IsNullOrWhiteSpace(title) ? null : title.Trim() is { Length: > 200 } longer ? longer[..200] : title.Trim();
        Edited = true;
    }

    /// <summary>Where an item stands.</summary>
    public (int Group, int Index)? Find(string itemId)
    {
        for (var group = 0; group < Groups.Count; group++)
        {
            if (Groups[group].Items.FindIndex(item => item.Id == itemId) is >= 0 and var index)
                return (group, index);
        }
        return null;
    }
}

/// <summary>A section while an editor works on it.</summary>
sealed class GroupDraft(DigestGroup group)
{
    public string? Title { get; set; } = group.Title;

    public List<DigestItem> Items { get; } = [.. group.Items];

    public DigestGroup Group => group with { Title = Title, Items = [.. Items] };
}

/// <summary>Subject and word while they are written.</summary>
sealed class WordsDraft(IssueWords words)
{
    public string Subject { get; set; } = words.Subject;

    public string Word { get; set; } = words.Word;

    public IssueWords Words => new(Subject.Trim(), Word.Trim());
}
