using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Letters;
using Portal.Newsletter.Plans;

namespace Portal.Newsletter.Archive;

/// <summary>An issue in the list of the archive.</summary>
sealed record ArchivedIssue(string Id, string Title, string Name, DateTime DateUtc, string Summary);

/// <summary>Issues as everybody may read them: without links of persons, and without what only some readers follow.</summary>
sealed class IssueArchive(IDbContextFactory<PortalDbContext> databases, SiteDocuments documents, DigestItemModels models, IssueLanguage words, MailMarkdown markdown, DigestRefresh refresh, Texts texts)
{
    /// <summary>Issues on a page of the archive.</summary>
    public const int PageSize = 30;

    const int MostHeld = 2000;

    // What an issue says does not change any more; a list need not read all of it each time.
    readonly ConcurrentDictionary<string, IssueHead> _heads = new(StringComparer.Ordinal);

    /// <summary>A page of the archive, newest first, and whether there are older ones.</summary>
    public async Task<(IReadOnlyList<ArchivedIssue> Issues, bool HasOlder)> ListAsync(int page, CultureInfo culture, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await Public(db).OrderByDescending(issue => issue.ComposedUtc).ThenBy(issue => issue.Id).Skip((page - 1) * PageSize).Take(PageSize + 1).Select(issue => issue.Id).ToListAsync(cancellationToken);
        var plans = await documents.GetAsync<DigestPlans>(cancellationToken);
        var heads = new List<IssueHead>();
        foreach (var id in rows.Take(PageSize))
            heads.Add(await HeadAsync(db, id, cancellationToken));
        // Not even the title of what was taken from the site since.
        var items = heads.SelectMany(head => head.Titles).Select(title => title.Id).Distinct(StringComparer.Ordinal).ToList();
        var there = await db.ContentItems.Where(row => row.Published && items.Contains(row.ContentItemId)).Select(row => row.ContentItemId).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        return ([.. heads.Select(head => Line(head with { Titles = [.. head.Titles.Where(title => there.Contains(title.Id))] }, plans, culture))], rows.Count > PageSize);
    }

    /// <summary>What the template of an issue's page finds; null where there is no such issue in the archive.</summary>
    public async Task<(ArchivedIssue Line, Dictionary<string, object?> Model)?> FindAsync(string id, CultureInfo culture, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await Public(db).FirstOrDefaultAsync(issue => issue.Id == id, cancellationToken) is not { } row)
            return null;
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        // What was taken from the site since, for whatever reason, is not kept here.
        var content = await refresh.RunAsync(IssueContent.Read(row.Content), cancellationToken);
        var line = Line(IssueHead.Of(row, content), await documents.GetAsync<DigestPlans>(cancellationToken), culture);
        var (written, spoken) = words.In(content.Words, culture);
        return (line, new(StringComparer.Ordinal)
        {
            ["ItemIds"] = content.Items.SelectMany(item => item.All()).Select(item => item.Id).ToList(),
            ["Title"] = line.Title,
            ["Name"] = line.Name,
            ["Date"] = DigestItemModels.Date(row.DueUtc, settings.TimeZone, culture),
            ["WordHtml"] = Plain(markdown.Make(written.Word).Html),
            ["WordLanguage"] = spoken == culture.Name ? "" : spoken,
            ["Groups"] = content.Groups.Where(group => group.Search is null && group.Items.Count > 0).Select((group, index) => models.Group(group, settings, culture, isLead: index == 0)).ToList(),
        });
    }

    static IQueryable<IssueRecord> Public(PortalDbContext db) => db.Set<IssueRecord>().AsNoTracking()
        .Where(issue => issue.Archived && (issue.State == IssueState.Open || issue.State == IssueState.Finished || issue.State == IssueState.Paused));

    async Task<IssueHead> HeadAsync(PortalDbContext db, string id, CancellationToken cancellationToken)
    {
        if (_heads.TryGetValue(id, out var held))
            return held;
        var row = await Public(db).FirstAsync(issue => issue.Id == id, cancellationToken);
        if (_heads.Count >= MostHeld)
            _heads.Clear();
        return _heads[id] = IssueHead.Of(row, IssueContent.Read(row.Content));
    }

    ArchivedIssue Line(IssueHead row, DigestPlans plans, CultureInfo culture)
    {
        var (written, _) = words.In(row.Words, culture);
        var name = plans.Find(row.PlanId)?.Name is { } known ? texts.In(culture, known) : "";
        var titles = row.Titles.Select(title => models.Spoken(title.Text, title.Language, culture)).ToList();
        var title = written.Subject.Length > 0 ? written.Subject : titles.FirstOrDefault() ?? name;
        return new(row.Id, title, name, row.DueUtc, string.Join(" · ", titles.Where(one => one != title).Take(4)));
    }

    // The site's own pages have no styles in their elements.
    static string Plain(string html)
    {
        if (html.Length == 0)
            return html;
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        foreach (var element in document.QuerySelectorAll("[style]"))
            element.RemoveAttribute("style");
        foreach (var table in document.QuerySelectorAll("table"))
        {
            foreach (var name in (string[])["border", "cellpadding", "cellspacing"])
                table.RemoveAttribute(name);
        }
        return document.Body!.InnerHtml;
    }
}

/// <summary>What a list of issues tells of one.</summary>
sealed record IssueHead(string Id, string PlanId, DateTime DueUtc, IReadOnlyDictionary<string, IssueWords> Words, IReadOnlyList<(string Id, string Text, string Language)> Titles)
{
    const int MostTitles = 5;

    public static IssueHead Of(IssueRecord row, IssueContent content) =>
        new(row.Id, row.PlanId, row.DueUtc, content.Words, [.. content.Items.Take(MostTitles).Select(item => (item.Id, item.Title, item.Language))]);
}
