namespace Portal.Newsletter.Digests;

/// <summary>Brings the items of an edited issue up to date: what was taken from the site since is left out, what was put right is right.</summary>
sealed class DigestRefresh(DigestItems items)
{
    /// <summary>The content with the items as they are now, in the editors' order.</summary>
    public async Task<IssueContent> RunAsync(IssueContent content, CancellationToken cancellationToken)
    {
        var now = (await items.GetAsync([.. content.Items.SelectMany(item => item.All()).Select(item => item.Id).Distinct(StringComparer.Ordinal)], cancellationToken))
            .ToDictionary(item => item.Id, StringComparer.Ordinal);
        return content with { Groups = [.. content.Groups.Select(group => group with { Items = [.. group.Items.Select(item => Now(item, now)).OfType<DigestItem>()] })] };
    }

    static DigestItem? Now(DigestItem item, Dictionary<string, DigestItem> now)
    {
        var left = item.All().Select(one => now.GetValueOrDefault(one.Id)).OfType<DigestItem>().ToList();
        return left.Count == 0 ? null : left[0] with { Others = left[1..] };
    }
}
