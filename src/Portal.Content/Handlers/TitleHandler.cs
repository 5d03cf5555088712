using Portal.Content.Parts;

namespace Portal.Content.Handlers;

/// <summary>The title is what lists show.</summary>
sealed class TitleHandler : IContentHandler
{
    public ValueTask SavingAsync(ContentSaving saving, CancellationToken cancellationToken)
    {
        if (saving.Item.As<TitlePart>()?.Title is { Length: > 0 } title)
            saving.Item.DisplayText = title.Trim();
        return ValueTask.CompletedTask;
    }
}
