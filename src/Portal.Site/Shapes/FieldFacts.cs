using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Site.Pages;

namespace Portal.Site.Shapes;

/// <summary>What templates of fields find beyond the field's JSON.</summary>
static class FieldFacts
{
    public static void AddTo(Shape shape, ContentFieldDefinition field, JsonObject json, PageRender render)
    {
        var settings = field.FieldSettings;
        switch (field.FieldName)
        {
            case "TextField":
                shape.With("Editor", field.Editor);
                break;
            case "HtmlField" or "MarkdownField":
                shape.With("Sanitize", settings.Flag("SanitizeHtml", otherwise: true));
                break;
            case "LinkField" when json.Text("Text").Length == 0:
                shape.With("Text", settings.Text("DefaultText") is { Length: > 0 } text ? text : json.Text("Url"));
                break;
            case "YoutubeField" when YoutubeField.VideoId(json.Text("RawAddress")) is { } film:
                // The page may frame the player; it does so only when the reader asks for it.
                render.Use.Frame(YoutubeField.FrameOrigin);
                shape.With("FilmId", film)
                    .With("FilmUrl", $"https://www.youtube.com/watch?v={film}")
                    .With("EmbeddedAddress", $"{YoutubeField.FrameOrigin}/embed/{film}");
                break;
        }
    }
}
