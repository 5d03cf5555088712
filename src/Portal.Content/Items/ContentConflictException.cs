namespace Portal.Content.Items;

/// <summary>Somebody else stored the item after it was read; nothing was written.</summary>
public sealed class ContentConflictException(string contentItemId)
    : Exception($"The content item {contentItemId} was changed by somebody else in the meantime. Open it again to see the change.")
{
    /// <summary>The item in question.</summary>
    public string ContentItemId { get; } = contentItemId;
}
