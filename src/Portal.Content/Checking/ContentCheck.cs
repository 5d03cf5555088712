using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Parts;

namespace Portal.Content.Checking;

/// <summary>
/// Checks an item: its title, its address, and the settings of its fields and parts, contained items as well. Every door through which people write goes
/// through here; imports don't, since what another site stored must not be lost. Thread-safe.
/// </summary>
public sealed class ContentCheck(ContentReader reader, SiteDocuments documents)
{
    const int MaxDepth = 12;

    /// <summary>Stops an item that must be put right first.</summary>
    /// <param name="item">The item.</param>
    /// <param name="publishing">Whether visitors are to see it, which asks for more than a draft.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ContentInvalidException">Something must be put right.</exception>
    public async Task EnsureAsync(ContentItem item, bool publishing, CancellationToken cancellationToken)
    {
        var problems = await FindAsync(item, await documents.GetAsync<ContentDefinitions>(cancellationToken), publishing, cancellationToken);
        if (problems.Count > 0)
            throw new ContentInvalidException(problems);
    }

    /// <summary>What must be put right, in the order of the editor's form.</summary>
    public async Task<IReadOnlyList<ContentProblem>> FindAsync(ContentItem item, ContentDefinitions definitions, bool publishing, CancellationToken cancellationToken)
    {
        var problems = new List<ContentProblem>();
        var type = definitions.Type(item.ContentType);
        // News come in with pictures of which nobody here said anything.
        await FindAsync(item, new(definitions, problems, publishing && type?.Creatable == true), "", 0, cancellationToken);
        return problems;
    }

    async Task FindAsync(ContentItem item, Search search, string prefix, int depth, CancellationToken cancellationToken)
    {
        var (definitions, problems, wantsTexts) = search;
        foreach (var part in definitions.OrderedParts(item.ContentType))
        {
            // What is contained needs no title, and its address stands below the one of its container.
            if (depth == 0 && PartRules.Find(item, definitions.Type(item.ContentType)!, part) is { } missing)
                problems.Add(missing);
            if (depth == 0 && part.PartName == AliasPart.PartName && await NamesakeAsync(item, cancellationToken) is { } namesake)
                problems.Add(new(part.Name, part.Label(), "The alias “{1}” belongs to “{2}”. Choose another one.", item.As<AliasPart>()!.Alias!.Trim(), namesake) { Property = "Alias" });
            foreach (var field in definitions.OrderedFields(part.PartName))
            {
                var element = $"{prefix}{part.Name}-{field.Name}";
                if (FieldRules.Find(item, part.Name, field) is { } problem)
                    problems.Add(problem with { Element = element });
                else if (wantsTexts && MediaEntries.LacksText(item, part.Name, field))
                    problems.Add(new(element, field.Label(), "“{0}”: say in a few words what the picture shows, for those who can’t see it.") { Property = "MediaTexts" });
                else if (field.FieldName == "TaxonomyField" && await BranchAsync(item, part.Name, field, cancellationToken) is { } branch)
                    problems.Add(new(element, field.Label(), "“{0}”: “{1}” has terms below it. Choose one of those.", branch));
            }
            if (part.PartName is "BagPart" or "FlowPart")
                await ContainedAsync(item, part, search, prefix, depth, cancellationToken);
        }
    }

    async Task ContainedAsync(ContentItem item, ContentTypePartDefinition part, Search search, string prefix, int depth, CancellationToken cancellationToken)
    {
        var (definitions, problems, _) = search;
        var label = part.Label();
        if (item.Content[part.Name] is { } json && (json as JsonObject)?[ContainerSettings.Property(part.PartName)] is not (null or JsonArray))
        {
            problems.Add(new(prefix + part.Name, label, "“{0}” has a value of the wrong kind."));
            return;
        }
        if (depth >= MaxDepth)
        {
            problems.Add(new(prefix + part.Name, label, "“{0}” is nested too deep."));
            return;
        }
        var allowed = ContainerSettings.TypesFor(part, definitions).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var contained in ContainedItems.Of(item, part))
        {
            // A type that is not there any more can't be mended in the form; its items are kept.
            if (definitions.Type(contained.ContentType) is { } type && !allowed.Contains(contained.ContentType))
                problems.Add(new(prefix + part.Name, label, "“{0}” may not hold an item of the type “{1}”.", type.Label()));
            else
                await FindAsync(contained, search, ContainedItems.Prefix(prefix, part, contained), depth + 1, cancellationToken);
        }
    }

    sealed record Search(ContentDefinitions Definitions, List<ContentProblem> Problems, bool WantsTexts);

    // A template that asks for the alias would be given this item instead.
    async Task<string?> NamesakeAsync(ContentItem item, CancellationToken cancellationToken) =>
        item.As<AliasPart>()?.Alias is { } alias && !string.IsNullOrWhiteSpace(alias)
        && await reader.FindByAliasAsync(alias, cancellationToken) is { } other && other.ContentItemId != item.ContentItemId
            ? other.DisplayText ?? other.ContentItemId
            : null;

    async Task<string?> BranchAsync(ContentItem item, string part, ContentFieldDefinition field, CancellationToken cancellationToken)
    {
        var settings = field.FieldSettings;
        if (!settings.Flag("LeavesOnly") || settings.Text("TaxonomyContentItemId") is not { Length: > 0 } taxonomyId
            || item.Field<Fields.TaxonomyField>(part, field.Name)?.TermContentItemIds is not { Count: > 0 } chosen
            || await reader.GetLatestAsync(taxonomyId, cancellationToken) is not { } taxonomy)
            return null;
        return ContainedItems.AllTerms(taxonomy).FirstOrDefault(term => chosen.Contains(term.ContentItemId) && ContainedItems.Terms(term).Any())?.DisplayText;
    }
}
