using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Content.WordPress.Reading;
using Portal.Content.WordPress.Reporting;

namespace Portal.Content.WordPress.Mapping;

/// <summary>Brings menus over: into a menu that is named for it, else each into a menu of its own.</summary>
sealed class MenuImport(WxrImportOptions options, SiteSurvey survey, TermBook terms, LinkBook links, ImportReport report)
{
    const int MaxLevels = 10;

    /// <summary>Brings the menus over.</summary>
    /// <inheritdoc cref="PostStore.StoreAsync"/>
    public async Task RunAsync(PortalDbContext db, WriteScope? scope, CancellationToken cancellationToken)
    {
        foreach (var menu in survey.MenuEntries.GroupBy(entry => entry.Menu, StringComparer.Ordinal).OrderBy(menu => menu.Key, StringComparer.Ordinal))
        {
            var name = survey.Terms.TryGetValue(("nav_menu", menu.Key), out var term) && term.Name.Length > 0 ? WebUtility.HtmlDecode(term.Name) : menu.Key;
            var entries = menu.ToLookup(entry => menu.Any(other => other.Id == entry.Parent) ? entry.Parent : 0);
            var items = Entries(entries, 0, 0);
            await StoreAsync(db, scope, menu.Key, name, items, cancellationToken);
        }
    }

    async Task StoreAsync(PortalDbContext db, WriteScope? scope, string slug, string name, JsonArray items, CancellationToken cancellationToken)
    {
        var count = report.Count("menu");
        var alias = options.Menus.GetValueOrDefault(slug);
        var ownId = ContentIdentity.Of($"{survey.Site.Url}|nav_menu|{slug}");
        var id = alias is null ? ownId : await HolderAsync(db, alias, cancellationToken)
            ?? throw new InvalidDataException($"No menu here has the alias “{alias}”.");
        var row = await db.ContentItems.AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == id && row.Latest, cancellationToken);
        var fingerprint = ContentIdentity.Of(items.ToJsonString());
        if (row is null && await db.ContentItems.AnyAsync(other => other.ContentItemId == id, cancellationToken))
        {
            count.Kept++;
            return;
        }
        var item = row is null ? new ContentItem { ContentItemId = id, ContentType = "Menu" } : ContentRows.ToItem(row);
        if (WordPressPart.Fingerprint(item.Content) == fingerprint)
        {
            count.Unchanged++;
            return;
        }
        if (row is not null && alias is null && !WordPressPart.IsUntouched(item.Content, row.ModifiedUtc))
        {
            count.Kept++;
            report.Warn(null, name, "The menu changed in WordPress, but also here since; it was left as it is here.");
            return;
        }
        if (row is null)
        {
            count.Created++;
            item.Apply(new TitlePart(name));
            var free = await HolderAsync(db, slug, cancellationToken) is null ? slug : $"{slug}-wordpress";
            item.Apply(new AliasPart(free));
            item.Content["MenuPart"] = new JsonObject();
            report.Warn(null, name, $"The menu was brought over as a menu of its own (alias “{free}”), which no template shows yet. To give its entries to the site’s main menu, import with --menu {slug}=main-menu.");
        }
        else
        {
            count.Updated++;
        }
        item.Apply(new MenuItemsListPart(items));
        item.Content[WordPressPart.Name] = new JsonObject { ["Site"] = survey.Site.Url, ["Menu"] = slug };
        WordPressPart.Seal(item, fingerprint, scope?.NowUtc ?? default);
        if (scope is not null)
            await scope.Content.PublishAsync(item, cancellationToken);
    }

    static Task<string?> HolderAsync(PortalDbContext db, string alias, CancellationToken cancellationToken)
    {
        var name = AliasRecord.Normalize(alias);
        return db.Aliases.AsNoTracking().Where(row => row.Alias == name).Select(row => row.ContentItemId).FirstOrDefaultAsync(cancellationToken);
    }

    JsonArray Entries(ILookup<long, SurveyedMenuEntry> entries, long parent, int level)
    {
        var items = new JsonArray();
        foreach (var entry in entries[parent].OrderBy(entry => entry.Order).ThenBy(entry => entry.Id))
        {
            var (url, title) = Target(entry);
            if (title.Length == 0 || url is null)
            {
                report.Warn(entry.Id, title, $"An entry of the menu {entry.Menu} leads to something that was not brought over ({entry.Kind} {entry.Object} {entry.ObjectId}); it was left out.");
                continue;
            }
            var item = new JsonObject
            {
                ["ContentItemId"] = ContentIdentity.Of(string.Create(CultureInfo.InvariantCulture, $"{survey.Site.Url}|nav_menu_item|{entry.Id}")),
                ["ContentType"] = "LinkMenuItem",
                ["DisplayText"] = title,
                ["LinkMenuItemPart"] = new JsonObject { ["Name"] = title, ["Url"] = url },
            };
            if (level < MaxLevels && Entries(entries, entry.Id, level + 1) is { Count: > 0 } below)
                item[MenuItemsListPart.PartName] = new JsonObject { ["MenuItems"] = below };
            items.Add(item);
        }
        return items;
    }

    (string? Url, string Title) Target(SurveyedMenuEntry entry)
    {
        var title = HtmlText.FromHtml(entry.Title);
        switch (entry.Kind)
        {
            case "post_type":
                var url = links.PageOf(entry.ObjectId);
                return (url is null ? null : "~" + url, title.Length > 0 || !survey.Posts.TryGetValue(entry.ObjectId, out var post) ? title : HtmlText.FromHtml(post.Title));
            case "taxonomy":
                var term = Term(entry);
                var brought = term is null ? null : terms.Find(term.Taxonomy, term.Slug);
                return (brought is null ? null : "~/" + brought.Path, title.Length > 0 || term is null ? title : WebUtility.HtmlDecode(term.Name));
            case "custom":
                var path = links.Media(entry.Url) ?? links.Page(entry.Url);
                return (path is not null ? "~" + path : IsSafe(entry.Url) ? entry.Url : null, title);
            default:
                return (null, title);
        }
    }

    // Entries name terms by their numbers; where the file does not give them, the title usually is the term's name.
    WxrTerm? Term(SurveyedMenuEntry entry) =>
        survey.Terms.Values.FirstOrDefault(term => term.Id == entry.ObjectId && entry.ObjectId > 0 && term.Taxonomy == entry.Object)
            ?? survey.Terms.Values.FirstOrDefault(term => term.Taxonomy == entry.Object && term.Name.Equals(entry.Title, StringComparison.OrdinalIgnoreCase));

    static bool IsSafe(string url) => url is "#" or "" ? url.Length > 0 : Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "mailto" or "tel";
}
