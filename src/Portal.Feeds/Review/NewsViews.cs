using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Review;

/// <summary>A filter of the news desk that a person has given a name.</summary>
public sealed class NewsView
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 60;

    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>Whose it is.</summary>
    public required string UserId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The filter, as in the address (<see cref="NewsFilter.ToString"/>).</summary>
    public required string Query { get; set; }
}

/// <summary>The table of personal views.</summary>
sealed class NewsViewModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<NewsView>(view =>
    {
        view.ToTable("FeedNewsViews");
        view.Property(row => row.UserId).HasMaxLength(450);
        view.Property(row => row.Name).HasMaxLength(NewsView.MaxNameLength);
        view.Property(row => row.Query).HasMaxLength(1000);
        view.HasIndex(row => new { row.UserId, row.Name }).IsUnique();
    });
}

/// <summary>Keeps the personal views of the news desk.</summary>
public sealed class NewsViews(IDbContextFactory<PortalDbContext> databases, UnitOfWork work)
{
    /// <summary>Most views of one person.</summary>
    public const int Most = 30;

    /// <summary>The person's views by name.</summary>
    public async Task<IReadOnlyList<NewsView>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<NewsView>().AsNoTracking().Where(view => view.UserId == userId).OrderBy(view => view.Name).Take(Most).ToListAsync(cancellationToken);
    }

    /// <summary>Keeps a filter under a name, in the place of what has that name already.</summary>
    /// <returns>False where the person has as many views as may be.</returns>
    public Task<bool> SaveAsync(ContentActor actor, string name, NewsFilter filter, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
    {
        if (actor.UserId is not { } user || name.Trim() is not { Length: > 0 and <= NewsView.MaxNameLength } title)
            return false;
        var views = scope.Db.Set<NewsView>();
        if (await views.FirstOrDefaultAsync(view => view.UserId == user && view.Name == title, ct) is { } known)
            known.Query = filter.ToString();
        else if (await views.CountAsync(view => view.UserId == user, ct) < Most)
            views.Add(new() { UserId = user, Name = title, Query = filter.ToString() });
        else
            return false;
        return true;
    }, cancellationToken);

    /// <summary>Takes away the views of people who are gone.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Background, ContentActor.System, (scope, ct) =>
        scope.Db.Set<NewsView>().Where(view => !scope.Db.Users.Any(user => user.Id == view.UserId)).ExecuteDeleteAsync(ct), cancellationToken);

    /// <summary>Takes one of the person's views away.</summary>
    public Task RemoveAsync(ContentActor actor, long id, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Person, actor, (scope, ct) =>
        scope.Db.Set<NewsView>().Where(view => view.Id == id && view.UserId == actor.UserId).ExecuteDeleteAsync(ct), cancellationToken);
}
