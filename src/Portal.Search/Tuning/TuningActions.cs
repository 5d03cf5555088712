using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Search.Tuning;

/// <summary>What editors do with the tuning. Each deed throws <see cref="TuningRefusedException"/> where it is not stored.</summary>
sealed class TuningActions(UnitOfWork work, SiteDocuments documents)
{
    public ValueTask<SearchTuning> ReadAsync(CancellationToken cancellationToken) => documents.GetAsync<SearchTuning>(cancellationToken);

    /// <summary>Adds a group, or puts it in the place of the one that the editor saw.</summary>
    public Task SaveGroupAsync(SynonymGroup? before, SynonymGroup after, ContentActor actor, CancellationToken cancellationToken)
    {
        Check(TuningLimits.Problem(after));
        return ChangeAsync(tuning => tuning.WithGroup(before, after), actor, cancellationToken);
    }

    public Task RemoveGroupAsync(SynonymGroup group, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(tuning => tuning.WithoutGroup(group), actor, cancellationToken);

    /// <summary>Puts a whole list of groups in the place of the one that the editor saw.</summary>
    public Task SaveGroupsAsync(IReadOnlyList<SynonymGroup> before, IReadOnlyList<SynonymGroup> after, ContentActor actor, CancellationToken cancellationToken)
    {
        Check(after.Select(TuningLimits.Problem).FirstOrDefault(problem => problem is not null));
        return ChangeAsync(tuning => tuning.WithGroups(before, after), actor, cancellationToken);
    }

    public Task SaveStopWordsAsync(IReadOnlyList<string> before, IReadOnlyList<string> after, ContentActor actor, CancellationToken cancellationToken)
    {
        Check(after.Select(TuningLimits.StopWordProblem).FirstOrDefault(problem => problem is not null));
        return ChangeAsync(tuning => tuning.WithStopWords(before, after), actor, cancellationToken);
    }

    /// <summary>Stores which results come first for a query and which are left out.</summary>
    public Task SaveCurationAsync(QueryCuration? before, QueryCuration after, ContentActor actor, CancellationToken cancellationToken)
    {
        Check(TuningLimits.Problem(after));
        return ChangeAsync(tuning => tuning.WithCuration(before, after), actor, cancellationToken);
    }

    async Task ChangeAsync(Func<SearchTuning, SearchTuning> change, ContentActor actor, CancellationToken cancellationToken)
    {
        try
        {
            await work.RunAsync(WriteTurn.Person, actor, (scope, ct) => scope.UpdateDocumentAsync<SearchTuning>(stored =>
            {
                var changed = change(stored);
                Check(TuningLimits.Problem(changed));
                return changed;
            }, ct), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another node stored the document in the same moment.
            throw TuningRefusedException.Changed();
        }
    }

    static void Check(string? problem)
    {
        if (problem is not null)
            throw new TuningRefusedException(problem);
    }
}
