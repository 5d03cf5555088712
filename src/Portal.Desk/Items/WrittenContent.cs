using System.Security.Claims;
using System.Text.Json.Nodes;
using Portal.Content.Checking;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Desk.Shell;

namespace Portal.Desk.Items;

/// <summary>Makes what a person wrote fit to be stored: HTML is cleaned, and templates are changed only by those who may.</summary>
sealed class WrittenContent(WrittenText text)
{
    /// <exception cref="ItemRefusedException">The person changed something that their roles don't allow.</exception>
    public void Prepare(ContentItem item, ContentItem? stored, ContentDefinitions definitions, ClaimsPrincipal person)
    {
        if (WrittenText.ChangesTemplates(item, stored) && !person.HasPermission(DeskPermissions.ManageTemplates))
            throw new ItemRefusedException("Your roles don’t allow you to change templates.");
        if (Differs<LayerMetadata>(item, stored) && !person.HasPermission(DeskPermissions.ManageLayers))
            throw new ItemRefusedException("Your roles don’t allow you to place boxes on the pages.");
        text.Clean(item, definitions);
    }

    static bool Differs<TPart>(ContentItem item, ContentItem? stored) where TPart : class, IContentPart<TPart> =>
        item.Content[TPart.PartName] is { } part && !JsonNode.DeepEquals(part, stored?.Content[TPart.PartName]);
}
