using Microsoft.AspNetCore.Http;
using Portal.Content.Items;
using Portal.Content.Queries;
using Portal.Site.Shapes;

namespace Portal.Site.Pages;

/// <summary>Finds for an address where nothing stands what a visitor may have been looking for: by the words of the address.</summary>
sealed class NearbyPages(PublicContent content, IContentSearch? search = null)
{
    const int Most = 4;

    /// <summary>Longest address of which the words are looked up; longer ones are written by programs.</summary>
    const int MaxPath = 200;

    const int MaxWords = 8;

    static readonly char[] Gaps = ['/', '-', '_', '.', ',', '+', ' '];

    /// <summary>The shape of the page that says that nothing is here.</summary>
    public async Task<Shape> BuildAsync(HttpContext http, PageRender render)
    {
        var words = Words(http.Request.Path.Value ?? "");
        var shape = new Shape("NotFound").With("Words", string.Join(' ', words));
        return shape.With("Items", await FindAsync(http, words, render.Cancellation));
    }

    // People read the page, programs only its status: for them nothing is searched.
    async Task<IReadOnlyList<ContentItem>> FindAsync(HttpContext http, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        if (search is null || words.Count == 0 || !http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return [];
        var found = await SearchAsync(words, cancellationToken);
        if (found.Count == 0 && words.Count > 1)
            found = await SearchAsync([words.MaxBy(word => word.Length)!], cancellationToken);
        return await content.GetAsync(found, cancellationToken);
    }

    async Task<IReadOnlyList<string>> SearchAsync(IEnumerable<string> words, CancellationToken cancellationToken) =>
        await search!.FindAsync("q=" + Uri.EscapeDataString(string.Join(' ', words)), null, Most, cancellationToken) ?? [];

    static List<string> Words(string path) => path.Length > MaxPath ? []
        : [.. path.Split(Gaps, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(word => word.Length > 2 && word.All(char.IsLetter) && word is not ("html" or "htm" or "php" or "aspx" or "articles" or "news" or "stories" or "index")).TakeLast(MaxWords)];
}
