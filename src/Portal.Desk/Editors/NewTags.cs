using System.Security.Claims;
using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Items;
using Portal.Desk.Shell;

namespace Portal.Desk.Editors;

/// <summary>Adds terms to a taxonomy while an item is written, for fields whose settings leave the list open.</summary>
sealed class NewTags(UnitOfWork work)
{
    /// <summary>Longest name of a term, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>The term of that name, a new one where the taxonomy has none yet.</summary>
    /// <exception cref="ItemRefusedException">The person may not, or the taxonomy is gone.</exception>
    public async Task<ContentItem> AddAsync(ClaimsPrincipal person, string taxonomyId, string name, CancellationToken cancellationToken)
    {
        if (!person.HasPermission(Permissions.EditContent) && !person.HasPermission("ManageTaxonomy"))
            throw new ItemRefusedException("Your roles don’t allow you to add terms.");
        name = name.Trim();
        if (name.Length is 0 or > MaxLength)
            throw new ItemRefusedException("A term needs a name of at most 100 characters.");
        return await work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            var taxonomy = await scope.Content.GetLatestAsync(taxonomyId, ct) ?? throw new ItemRefusedException("The list of terms that this field refers to does not exist any more.");
            if (ContainedItems.AllTerms(taxonomy).FirstOrDefault(term => string.Equals(term.DisplayText, name, StringComparison.OrdinalIgnoreCase)) is { } known)
                return known;
            var part = taxonomy.As<TaxonomyPart>() ?? new(null, null);
            var added = new ContentItem { ContentItemId = ContentIdentity.New(), ContentType = part.TermContentType is { Length: > 0 } type ? type : "Term", DisplayText = name };
            added.Apply(new TitlePart(name));
            added.Content["TermPart"] = new JsonObject { ["TaxonomyContentItemId"] = taxonomyId };
            var terms = (JsonArray?)part.Terms?.DeepClone() ?? [];
            terms.Add((JsonNode)ContainedItems.Write(added, null));
            taxonomy.Apply(part with { Terms = terms });
            if (taxonomy.Published)
                await scope.Content.PublishAsync(taxonomy, ct);
            else
                await scope.Content.SaveDraftAsync(taxonomy, ct);
            return added;
        }, cancellationToken);
    }
}
