using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Feeds.Review;

namespace Portal.Feeds.Desk;

/// <summary>The list of the news desk as it stands in the browser (<c>news-desk.js</c>).</summary>
sealed class NewsList(IJSObjectReference module, IJSObjectReference list) : IAsyncDisposable
{
    /// <summary>Draws the list; from now on the browser calls the desk.</summary>
    public static async Task<NewsList> AttachAsync<TDesk>(IJSRuntime browser, ElementReference root, DotNetObjectReference<TDesk> desk, object words, NewsState state, CancellationToken cancellationToken) where TDesk : class
    {
        var module = await browser.InvokeAsync<IJSObjectReference>("import", cancellationToken, "/_content/Portal.Feeds/news-desk.js");
        return new(module, await module.InvokeAsync<IJSObjectReference>("attach", cancellationToken, root, desk, words, Name(state)));
    }

    /// <summary>Reads the list anew.</summary>
    public ValueTask ReloadAsync(NewsState state, bool keep, CancellationToken cancellationToken) => list.InvokeVoidAsync("reload", cancellationToken, Name(state), keep);

    /// <summary>Says at lines what became of them; none moves.</summary>
    public ValueTask ChangedAsync(IEnumerable<NewsStanding> standing, Func<NewsStanding, string?> said, CancellationToken cancellationToken) =>
        list.InvokeVoidAsync("changed", cancellationToken, standing.Select(one => new ChangedLine(one.Id, said(one), one.Title)).ToList());

    /// <summary>The form of an item is closed.</summary>
    public async ValueTask EditedAsync(string id, bool stays, CancellationToken cancellationToken)
    {
        await list.InvokeVoidAsync("edited", cancellationToken, id);
        if (!stays)
            await list.InvokeVoidAsync("gone", cancellationToken, id);
    }

    /// <summary>Says at lines who looks at them.</summary>
    public ValueTask OthersAsync(IReadOnlyDictionary<string, string> names, CancellationToken cancellationToken) => list.InvokeVoidAsync("others", cancellationToken, names);

    /// <summary>Closes a dialog.</summary>
    public ValueTask CloseAsync(string id, CancellationToken cancellationToken) => list.InvokeVoidAsync("close", cancellationToken, id);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await list.InvokeVoidAsync("dispose");
            await list.DisposeAsync();
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its modules with it.
        }
    }

    static string Name(NewsState state) => state.ToString().ToLowerInvariant();

    sealed record ChangedLine(string Id, string? Said, string Title);
}
