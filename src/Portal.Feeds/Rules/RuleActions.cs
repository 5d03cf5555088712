using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Rules;

/// <summary>What editors do with rules.</summary>
public sealed class RuleActions(UnitOfWork work, SiteDocuments documents)
{
    /// <summary>The rules in their order.</summary>
    public async Task<IReadOnlyList<FeedRule>> ListAsync(CancellationToken cancellationToken) => (await documents.GetAsync<FeedRulesDocument>(cancellationToken)).Rules;

    /// <summary>Stores a rule at its place, or as the last one.</summary>
    public Task SaveAsync(FeedRule rule, ContentActor actor, CancellationToken cancellationToken) => ChangeAsync(document => document.With([rule]), actor, cancellationToken);

    /// <summary>Takes a rule away.</summary>
    public Task RemoveAsync(string id, ContentActor actor, CancellationToken cancellationToken) => ChangeAsync(document => document.Without(id), actor, cancellationToken);

    /// <summary>Moves a rule by some places.</summary>
    public Task MoveAsync(string id, int places, ContentActor actor, CancellationToken cancellationToken) => ChangeAsync(document => document.Moved(id, places), actor, cancellationToken);

    /// <summary>What keeps a rule from being stored, in English; null where nothing does.</summary>
    public static string? Problem(FeedRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Name))
            return "Give the rule a name.";
        if (rule.Actions.Count == 0)
            return "Say what the rule does.";
        if (rule.Conditions.Any(condition => string.IsNullOrWhiteSpace(condition.Value)))
            return "A condition has nothing to compare with.";
        if (rule.Conditions.Any(condition => condition.Test == RuleTest.Pattern && CompiledRule.Pattern(condition.Value) is null)
            || rule.Actions.Any(action => action.Deed == RuleDeed.RewriteTitle && CompiledRule.Pattern(action.Value) is null))
            return "A pattern is no regular expression.";
        if (rule.Actions.Any(action => action.Deed is RuleDeed.SetTopic or RuleDeed.SetRegion or RuleDeed.SetLanguage && string.IsNullOrWhiteSpace(action.Value)))
            return "An action lacks its value.";
        return null;
    }

    Task ChangeAsync(Func<FeedRulesDocument, FeedRulesDocument> change, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, (scope, ct) => scope.UpdateDocumentAsync(change, ct), cancellationToken);
}
