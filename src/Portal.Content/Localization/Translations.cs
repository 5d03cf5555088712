using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Localization;

/// <summary>An item cannot be translated as asked. The message is for people, in English.</summary>
public sealed class TranslationRefusedException(string message) : Exception(message);

/// <summary>Makes versions of items in other languages, as drafts in the same culture set.</summary>
public static class Translations
{
    /// <summary>
    /// Stores a copy of an item as a draft in another culture. From one Serbian script to the other its text is written in the new
    /// script; otherwise it is left to be translated.
    /// </summary>
    /// <param name="scope">The open transaction.</param>
    /// <param name="contentItemId">The item.</param>
    /// <param name="from">Culture in which the item is written, for one that does not say it yet.</param>
    /// <param name="to">Culture of the copy.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="TranslationRefusedException">The item is gone, or there is a version in that culture already.</exception>
    public static async Task<ContentItem> DraftAsync(this WriteScope scope, string contentItemId, string from, string to, CancellationToken cancellationToken)
    {
        var source = await scope.Content.GetLatestAsync(contentItemId, cancellationToken) ?? throw new TranslationRefusedException("This item was taken away in the meantime.");
        var place = await PlaceAsync(scope, source, from, cancellationToken);
        if (string.Equals(place.Culture, to, StringComparison.OrdinalIgnoreCase)
            || await scope.Db.Set<CultureSetRecord>().AnyAsync(row => row.LocalizationSet == place.LocalizationSet && row.Culture == to, cancellationToken))
            throw new TranslationRefusedException("There is a version in this language already. Open it from the list of translations.");
        var copy = scope.Content.New(source.ContentType);
        copy.DisplayText = source.DisplayText;
        copy.Content = (System.Text.Json.Nodes.JsonObject)source.Content.DeepClone();
        copy.Apply(new LocalizationPart(place.LocalizationSet, to));
        // One address and one alias belong to one item.
        copy.Content.Remove(AliasPart.PartName);
        if (copy.As<AutoroutePart>() is { } route)
            copy.Apply(route with { Path = route.Path is { Length: > 0 } path ? $"{path}-{to.ToLowerInvariant()}" : null, SetHomepage = false });
        if (SerbianCultures.Alphabet(place.Culture) is { } written && SerbianCultures.Alphabet(to) is { } wanted && written != wanted)
            SerbianVersion.Convert(copy, await scope.ReadDocumentAsync<ContentDefinitions>(cancellationToken), wanted);
        await scope.Content.SaveDraftAsync(copy, cancellationToken);
        return copy;
    }

    // An item that was in no set yet enters one, in each version that is kept in sight, without becoming a new version.
    static async Task<LocalizationPart> PlaceAsync(WriteScope scope, ContentItem source, string from, CancellationToken cancellationToken)
    {
        if (source.As<LocalizationPart>() is { LocalizationSet.Length: > 0, Culture.Length: > 0 } known)
            return known;
        var place = new LocalizationPart(ContentIdentity.New(), source.As<LocalizationPart>()?.Culture is { Length: > 0 } said ? said : from);
        var published = source.Published ? null : await scope.Content.GetPublishedAsync(source.ContentItemId, cancellationToken);
        foreach (var version in new[] { published, source }.OfType<ContentItem>())
        {
            var changed = version.Copy();
            changed.Apply(place);
            await scope.Content.ImportAsync(changed, cancellationToken);
        }
        return place;
    }
}
