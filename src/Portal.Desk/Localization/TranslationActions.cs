using System.Security.Claims;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Desk.Items;
using Portal.Desk.Shell;

namespace Portal.Desk.Localization;

/// <summary>One culture of the site and the version of an item in it.</summary>
/// <param name="Culture">The culture.</param>
/// <param name="Item">The editors' version, or null where there is none yet.</param>
/// <param name="IsThis">Whether it is the item itself.</param>
/// <param name="IsScript">Whether the version would be made by writing the item in the other Serbian script.</param>
sealed record TranslationLine(string Culture, ContentItem? Item, bool IsThis, bool IsScript);

/// <summary>The versions of an item in the languages of the site.</summary>
sealed class TranslationActions(UnitOfWork work, ContentReader reader, CultureSets sets, SiteDocuments documents)
{
    /// <summary>Every culture of the site with the item's version in it. An item that says no culture counts as written in <paramref name="culture"/>.</summary>
    public async Task<IReadOnlyList<TranslationLine>> ListAsync(ContentItem item, string culture, CancellationToken cancellationToken)
    {
        var part = item.As<LocalizationPart>();
        var members = part?.LocalizationSet is { Length: > 0 } set ? await sets.MembersAsync(set, cancellationToken) : [];
        var own = part?.Culture is { Length: > 0 } said ? said : culture;
        var lines = new List<TranslationLine>();
        foreach (var one in (await documents.GetAsync<SiteSettings>(cancellationToken)).SupportedCultures().Append(own).Concat(members.Select(member => member.Culture)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var isThis = one.Equals(own, StringComparison.OrdinalIgnoreCase);
            var member = members.FirstOrDefault(known => known.Culture.Equals(one, StringComparison.OrdinalIgnoreCase) && known.ContentItemId != item.ContentItemId);
            var version = isThis ? item : member is null ? null : await reader.GetLatestAsync(member.ContentItemId, cancellationToken);
            lines.Add(new(one, version, isThis, SerbianCultures.Alphabet(own) is { } from && SerbianCultures.Alphabet(one) is { } to && from != to));
        }
        return lines;
    }

    /// <summary>Makes a draft of the item in a culture and returns it.</summary>
    /// <exception cref="ItemRefusedException">The person may not, the item is gone, or there is a version already.</exception>
    public async Task<ContentItem> MakeAsync(ClaimsPrincipal person, string contentItemId, string from, string to, CancellationToken cancellationToken)
    {
        var item = await reader.GetLatestAsync(contentItemId, cancellationToken) ?? throw new ItemRefusedException("This item was taken away in the meantime.");
        var type = (await documents.GetAsync<ContentDefinitions>(cancellationToken)).Type(item.ContentType);
        if (type is null || !person.MayEdit(item, type) || !person.MayCreate(type))
            throw new ItemRefusedException("Your roles don’t allow you to write items of this type.");
        try
        {
            return await work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.DraftAsync(contentItemId, from, to, ct), cancellationToken);
        }
        catch (TranslationRefusedException refused)
        {
            throw new ItemRefusedException(refused.Message);
        }
    }
}
