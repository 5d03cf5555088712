using Portal.Content.Definitions;
using Portal.Content.Items;

namespace Portal.Site.Shapes;

/// <summary>What templates of parts find beyond the part's JSON.</summary>
static class PartFacts
{
    public static void AddTo(Shape shape, ContentTypePartDefinition part, ContentItem item)
    {
        switch (part.PartName)
        {
            case "HtmlBodyPart" or "MarkdownBodyPart":
                shape.With("Sanitize", part.Setting(part.PartName + "Settings").Flag("SanitizeHtml", otherwise: true));
                break;
            case "FlowPart" or "BagPart":
                shape.With(ContainerSettings.Property(part.PartName), ContainedItems.Of(item, part).ToList())
                    .With("ContainedDisplayType", part.Setting("BagPartSettings").Text("DisplayType") is { Length: > 0 } type ? type : "Detail");
                break;
        }
    }
}
