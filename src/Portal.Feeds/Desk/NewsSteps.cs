using System.Security.Claims;
using Portal.Content.Items;
using Portal.Feeds.Review;

namespace Portal.Feeds.Desk;

/// <summary>What came of a step.</summary>
/// <param name="Outcome">What became of the items.</param>
/// <param name="On">Whether they were put somewhere, rather than taken from there.</param>
/// <param name="Leaving">How many left the list by it.</param>
sealed record NewsStep(NewsOutcome Outcome, bool On, int Leaving);

/// <summary>
/// The steps of an open news desk: each is done once those before it are, so that the last one is the one that is undone. What was pressed
/// is done also where the page is left meanwhile. To be called on the page's own dispatcher.
/// </summary>
sealed class NewsSteps(NewsActions actions, ContentReader reader)
{
    Task _before = Task.CompletedTask;

    /// <summary>Does what was pressed, by its name in <c>news-desk.js</c>, in the list that was open.</summary>
    public Task<NewsStep> ActAsync(ClaimsPrincipal person, string verb, string[] ids, NewsState state) => InTurnAsync(async () =>
    {
        var on = verb is NewsVerbs.Feature or NewsVerbs.Digest && !(ids is [var one] && state == NewsState.Published && await reader.GetLatestAsync(one, CancellationToken.None) is { } item
            && (verb == NewsVerbs.Feature ? NewsActions.IsFeatured(item) : NewsActions.IsForDigest(item)));
        var outcome = verb switch
        {
            NewsVerbs.Publish => await actions.PublishAsync(person, ids, CancellationToken.None),
            NewsVerbs.Hide => await actions.HideAsync(person, ids, CancellationToken.None),
            NewsVerbs.Feature => await actions.FeatureAsync(person, ids, on, CancellationToken.None),
            NewsVerbs.Digest => await actions.DigestAsync(person, ids, on, CancellationToken.None),
            NewsVerbs.Split => await actions.MoveAsync(person, ids, null, CancellationToken.None),
            _ => new NewsOutcome([], ids),
        };
        return new NewsStep(outcome, on, NewsVerbs.Leaves(verb, state) ? outcome.Done.Count : 0);
    });

    /// <summary>Undoes the last step; null where nothing is left to undo.</summary>
    public Task<NewsOutcome?> UndoAsync(ClaimsPrincipal person) => InTurnAsync(() => actions.UndoAsync(person, CancellationToken.None));

    async Task<T> InTurnAsync<T>(Func<Task<T>> step)
    {
        var (before, done) = (_before, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _before = done.Task;
        await before;
        try
        {
            return await step();
        }
        finally
        {
            done.SetResult();
        }
    }
}
