using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Redirection;
using Portal.Content.Storage;
using Portal.Feeds.Importing;

namespace Portal.Feeds.Stories;

/// <summary>What editors do with stories. Everything goes through the story's content item, so that the desk's other doors lead to the same.</summary>
public sealed class StoryActions(UnitOfWork work, ContentReader content)
{
    /// <summary>A page of stories, newest change first.</summary>
    public Task<ContentList> ListAsync(string text, ListCursor? after, CancellationToken cancellationToken) =>
        content.ListLatestAsync(new() { Types = [Story.ContentType], Text = text.Length > 0 ? text : null, After = after, Count = 30 }, cancellationToken);

    /// <summary>The news of a story, oldest first.</summary>
    public Task<IReadOnlyList<ContentItem>> NewsAsync(Story story, CancellationToken cancellationToken) => content.GetPublishedAsync(story.Items, cancellationToken);

    /// <summary>Pins a story, or takes the pin away.</summary>
    public Task PinAsync(string storyId, bool pinned, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(storyId, story => story.Item.Apply(Story.ContentType, "Pinned", new BooleanField(pinned)), actor, cancellationToken);

    /// <summary>Takes an item out of a story. It never comes back to it by itself.</summary>
    public Task SplitOffAsync(string storyId, string newsId, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(storyId, story => story.Item.Apply(Story.ContentType, "Items", new ContentPickerField([.. story.Items.Where(id => id != newsId)])), actor, cancellationToken);

    /// <summary>Moves the news of other stories into one; their addresses lead to it.</summary>
    /// <returns>False where one of them is gone.</returns>
    public Task<bool> MergeAsync(string into, IReadOnlyCollection<string> others, ContentActor actor, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
    {
        if (await scope.Content.GetLatestAsync(into, ct) is not { Published: true } target)
            return false;
        var items = new Story(target).Items.ToList();
        var paths = new List<string>();
        foreach (var other in others.Where(id => id != into))
        {
            if (await scope.Content.GetLatestAsync(other, ct) is not { } story)
                return false;
            items.AddRange(new Story(story).Items);
            if (story.As<AutoroutePart>()?.Path is { Length: > 0 } path)
                paths.Add(path);
            await scope.Content.RemoveAsync(other, ct);
        }
        target.Apply(Story.ContentType, "Items", new ContentPickerField([.. items.Distinct(StringComparer.Ordinal).Take(StoryContent.MaxItems)]));
        await scope.Content.PublishAsync(target, ct);
        foreach (var path in paths)
            await Redirects.KeepAsync(scope.Db, path, into, scope.NowUtc, ct);
        return true;
    }, cancellationToken);

    /// <summary>Makes a story of items that the machine did not find to be one.</summary>
    public Task<string> CreateAsync(string title, IReadOnlyList<string> news, ContentActor actor, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
    {
        var item = scope.Content.New(Story.ContentType);
        item.DisplayText = title;
        item.Apply(new TitlePart(title));
        item.Apply(Story.ContentType, "Items", new ContentPickerField([.. news]));
        item.PublishedUtc = await scope.Db.ContentItems.Where(row => news.Contains(row.ContentItemId) && row.Published && row.ContentType == NewsItems.ContentType).MaxAsync(row => row.PublishedUtc, ct);
        await scope.Content.PublishAsync(item, ct);
        return item.ContentItemId;
    }, cancellationToken);

    Task ChangeAsync(string storyId, Action<Story> change, ContentActor actor, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
    {
        if (await scope.Content.GetLatestAsync(storyId, ct) is not { } item)
            return;
        change(new(item));
        await scope.Content.PublishAsync(item, ct);
    }, cancellationToken);
}
