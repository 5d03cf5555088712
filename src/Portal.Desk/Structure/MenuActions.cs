using System.Security.Claims;
using System.Text.Json.Nodes;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Shell;

namespace Portal.Desk.Structure;

/// <summary>An entry of a menu as it is filled in.</summary>
/// <param name="Type"><c>LinkMenuItem</c>, <c>ContentMenuItem</c> or <c>HtmlMenuItem</c>.</param>
/// <param name="Name">What is shown.</param>
/// <param name="Url">Where it leads; <c>~/</c> stands for the first page.</param>
/// <param name="Target">The item to which it leads.</param>
/// <param name="Html">What is shown in place of the name.</param>
public sealed record MenuEntry(string Type, string Name, string Url, string Target, string Html)
{
    /// <summary>The kinds of entries.</summary>
    public static IReadOnlyList<string> Types { get; } = ["LinkMenuItem", "ContentMenuItem", "HtmlMenuItem"];

    /// <summary>Reads an entry in any of the forms in which Orchard Core has written it.</summary>
    public static MenuEntry Read(JsonObject json)
    {
        var field = json["ContentMenuItemPart"]?["SelectedContentItem"] ?? json["ContentMenuItem"]?["SelectedContentItem"] ?? json["ContentMenuItem"]?["ContentItem"];
        return new(
            json["ContentType"]?.ToString() ?? "",
            (json["DisplayText"] ?? json["LinkMenuItemPart"]?["Name"] ?? json["ContentMenuItemPart"]?["Name"])?.ToString() ?? "",
            (json["LinkMenuItemPart"]?["Url"] ?? json["HtmlMenuItemPart"]?["Url"])?.ToString() ?? "",
            (field?["ContentItemIds"] as JsonArray)?.FirstOrDefault()?.ToString() ?? "",
            json["HtmlMenuItemPart"]?["Html"]?.ToString() ?? "");
    }
}

/// <summary>What editors do with menus.</summary>
sealed class MenuActions(UnitOfWork work, ContentReader reader, HtmlCleaner cleaner)
{
    /// <summary>The menus, by name.</summary>
    public async Task<IReadOnlyList<ContentItem>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await reader.ListLatestAsync(new() { Types = ["Menu"], Count = 200 }, cancellationToken)).Items.OrderBy(item => item.DisplayText, StringComparer.CurrentCulture)];

    /// <summary>Adds an entry as the last one below another, or at the top, and returns its identifier.</summary>
    public async Task<string> AddAsync(ClaimsPrincipal person, string menuId, string? parentId, MenuEntry entry, CancellationToken cancellationToken)
    {
        Check(entry);
        var id = "";
        await ChangeAsync(person, menuId, tree =>
        {
            var item = ContainedTree.NewItem(entry.Type, entry.Name.Trim());
            id = item["ContentItemId"]!.ToString();
            return tree.Add(item, parentId) && tree.Change(id, one => Write(one, entry));
        }, cancellationToken);
        return id;
    }

    /// <summary>Changes what an entry shows and where it leads.</summary>
    public Task EditAsync(ClaimsPrincipal person, string menuId, string entryId, MenuEntry entry, CancellationToken cancellationToken)
    {
        Check(entry);
        return ChangeAsync(person, menuId, tree => tree.Change(entryId, one => Write(one, entry)), cancellationToken);
    }

    /// <summary>Moves an entry one step.</summary>
    public Task MoveAsync(ClaimsPrincipal person, string menuId, string entryId, TreeStep step, CancellationToken cancellationToken) =>
        ChangeAsync(person, menuId, tree => tree.Move(entryId, step), cancellationToken);

    /// <summary>Takes an entry out, with those below it.</summary>
    public Task RemoveAsync(ClaimsPrincipal person, string menuId, string entryId, CancellationToken cancellationToken) =>
        ChangeAsync(person, menuId, tree => tree.Remove(entryId), cancellationToken);

    Task ChangeAsync(ClaimsPrincipal person, string menuId, Func<ContainedTree, bool> change, CancellationToken cancellationToken)
    {
        if (!person.HasPermission(DeskPermissions.ManageMenu))
            throw new StructureRefusedException("Your roles don’t allow you to change menus.");
        return work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.ChangeAsync(menuId, menu =>
        {
            var tree = ContainedTree.MenuEntries(menu);
            if (!change(tree))
                return false;
            tree.ApplyTo(menu);
            return true;
        }, ct), cancellationToken);
    }

    void Write(ContentItem item, MenuEntry entry)
    {
        item.DisplayText = entry.Name.Trim();
        switch (item.ContentType)
        {
            case "LinkMenuItem":
                item.Apply((item.As<LinkMenuItemPart>() ?? new(null, null)) with { Name = entry.Name.Trim(), Url = entry.Url.Trim() });
                break;
            case "ContentMenuItem":
                Set(item, "ContentMenuItemPart", "Name", entry.Name.Trim());
                item.Content["ContentMenuItemPart"]!["SelectedContentItem"] = new JsonObject { ["ContentItemIds"] = new JsonArray(entry.Target) };
                item.Content.Remove("ContentMenuItem");
                break;
            case "HtmlMenuItem":
                Set(item, "HtmlMenuItemPart", "Url", entry.Url.Trim());
                Set(item, "HtmlMenuItemPart", "Html", cleaner.Clean(entry.Html));
                break;
        }
    }

    static void Set(ContentItem item, string part, string name, string value)
    {
        if (item.Content[part] is not JsonObject values)
            item.Content[part] = values = [];
        values[name] = value;
    }

    static void Check(MenuEntry entry)
    {
        if (entry.Name.Trim().Length is 0 or > 200)
            throw new StructureRefusedException("An entry needs a name of at most 200 characters.");
        if (entry.Type == "ContentMenuItem" && entry.Target.Length == 0)
            throw new StructureRefusedException("Choose the item to which the entry leads.");
        var url = entry.Url.Trim();
        if (entry.Type != "ContentMenuItem" && url.Length > 0 && !IsAddress(url))
            throw new StructureRefusedException("The address must begin with ~/, /, # or https://.");
    }

    static bool IsAddress(string url) => url.StartsWith("~/", StringComparison.Ordinal) || url[0] == '#' || (url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal))
        || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" or "tel");
}
