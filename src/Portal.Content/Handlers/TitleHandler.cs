using Portal.Content.Definitions;
using Portal.Content.Parts;

namespace Portal.Content.Handlers;

/// <summary>The title is what lists show. A type may make it by a pattern in place of people, as Orchard Core’s title options say.</summary>
sealed class TitleHandler(ItemPatterns patterns) : IContentHandler
{
    public async ValueTask SavingAsync(ContentSaving saving, CancellationToken cancellationToken)
    {
        var item = saving.Item;
        if (saving.Definitions.Type(item.ContentType)?.Parts.FirstOrDefault(part => part.PartName == TitlePart.PartName)?.Setting("TitlePartSettings") is { } settings
            && TitlePart.IsGenerated(settings) && await patterns.TextAsync(settings.Text("Pattern"), "title", item) is { Length: > 0 } made)
            item.Apply((item.As<TitlePart>() ?? new(null)) with { Title = made });
        if (item.As<TitlePart>()?.Title is { Length: > 0 } title)
            item.DisplayText = title.Trim();
    }
}
