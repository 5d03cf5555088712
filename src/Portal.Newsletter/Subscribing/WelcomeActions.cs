using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Content.Storage;

namespace Portal.Newsletter.Subscribing;

/// <summary>Keeps what editors write for the welcome.</summary>
sealed class WelcomeActions(UnitOfWork work)
{
    /// <summary>Keeps subject and text for a culture; empty ones stand for the program's own words.</summary>
    public Task SaveAsync(string culture, string? subject, string? text, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, (scope, ct) => scope.UpdateDocumentAsync<SiteSettings>(old =>
        {
            var section = (JsonObject?)old.Section(WelcomeText.Section)?.DeepClone() ?? [];
            section[culture] = new JsonObject { ["Subject"] = Cut(subject, WelcomeText.MaxSubjectLength), ["Text"] = Cut(text, WelcomeText.MaxTextLength) };
            return old.With(new JsonObject { [WelcomeText.Section] = section });
        }, ct), cancellationToken);

    static string Cut(string? text, int length) => (text?.Trim() ?? "") is var trimmed && trimmed.Length > length ? trimmed[..length] : trimmed;
}
