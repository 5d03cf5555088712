using System.Security.Claims;
using Portal.Content.Checking;
using Portal.Content.Items;

namespace Portal.Desk.Items;

/// <summary>Makes what a person wrote fit to be stored: HTML is cleaned, and templates and places are changed only by those who may.</summary>
sealed class WrittenContent(WrittenText text)
{
    /// <exception cref="ItemRefusedException">The person changed something that their roles don't allow.</exception>
    public void Prepare(ContentItem item, ContentItem? stored, ClaimsPrincipal person)
    {
        if (WrittenText.Refusal(item, stored, person) is { } guarded)
            throw new ItemRefusedException(guarded == GuardedText.Template ? "Your roles don’t allow you to change templates." : "Your roles don’t allow you to place boxes on the pages.");
        text.Clean(item);
    }
}
