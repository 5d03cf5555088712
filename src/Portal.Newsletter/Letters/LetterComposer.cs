using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Digests;

namespace Portal.Newsletter.Letters;

/// <summary>Composes letters: everybody of the audience gets the same, each in their own language.</summary>
sealed class LetterComposer(IDbContextFactory<PortalDbContext> databases, DigestRefresh refresh, IssueWriter writer, Segments segments, TimeProvider time)
{
    /// <summary>Makes the draft of a letter into an issue; null where nobody is to get it, or somebody changed it meanwhile.</summary>
    public async Task<IssueRecord?> ComposeAsync(IssueRecord draft, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var content = await refresh.RunAsync(IssueContent.Read(draft.Content), cancellationToken);
        var to = content.Audience ?? new();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var audience = await Readers.ListAsync(Readers.Of(db, to, await segments.FindAsync(to.Segment, cancellationToken), now), cancellationToken);
        if (audience.Count == 0)
            return null;
        var groups = DigestGroups.First(content.Groups, int.MaxValue);
        (draft.ComposedUtc, draft.UntilUtc, draft.Audience, draft.State) = (now, now, audience.Count, IssueState.Open);
        var frame = IssueFrame.Letter(content with { Groups = groups });
        draft.Content = frame.Content.Write();
        return await writer.WriteAsync(draft, frame, [.. audience.Select(one => new Portion(one, groups))], [], cancellationToken) ? draft : null;
    }
}
