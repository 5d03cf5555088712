using Microsoft.EntityFrameworkCore;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Redirection;
using Portal.Content.Storage;

namespace Portal.Content.WordPress.Mapping;

/// <summary>What is left to do once everything stands in its place: the old addresses of terms and files, and what was said of the files.</summary>
sealed class Epilogue(UnitOfWork work, SiteSurvey survey, TermBook terms, LinkBook links)
{
    const int Chunk = 500;

    public async Task RunAsync(ContentActor actor, CancellationToken cancellationToken)
    {
        foreach (var chunk in terms.All.Chunk(Chunk))
            await work.RunAsync(WriteTurn.Background, actor, (scope, ct) => TermsAsync(scope, chunk, ct), cancellationToken);
        foreach (var chunk in survey.Files.Values.Where(file => file.MediaPath is not null).Chunk(Chunk))
            await work.RunAsync(WriteTurn.Background, actor, (scope, ct) => FilesAsync(scope, chunk, ct), cancellationToken);
    }

    async Task TermsAsync(WriteScope scope, BroughtTerm[] chunk, CancellationToken cancellationToken)
    {
        var root = Uri.TryCreate(survey.Site.Url, UriKind.Absolute, out var site) ? site.AbsolutePath.Trim('/') : "";
        foreach (var term in chunk)
            await Redirects.KeepAsync(scope.Db, root.Length > 0 ? $"{root}/{term.OldPath}" : term.OldPath, term.Taxonomy, term.Term, scope.NowUtc, cancellationToken);
    }

    async Task FilesAsync(WriteScope scope, SurveyedFile[] chunk, CancellationToken cancellationToken)
    {
        var paths = chunk.Select(file => file.MediaPath!).ToList();
        var described = (await scope.Db.Set<MediaDetailRecord>().Where(row => paths.Contains(row.Path)).Select(row => row.Path).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in chunk)
        {
            if (links.OldPath(file.Url) is { Length: > 0 } path && links.Media(file.Url) is { } url)
                await Redirects.KeepUrlAsync(scope.Db, path, url, scope.NowUtc, cancellationToken);
            // What somebody said of the file here since is theirs.
            if (file.IsNew && described.Add(file.MediaPath!))
                scope.Db.Add(new MediaDetailRecord { Path = file.MediaPath!, AltText = Cut(file.Alt), Caption = Cut(HtmlText.FromHtml(file.Caption)), AddedUtc = scope.NowUtc });
        }
    }

    static string? Cut(string text) => text.Length == 0 ? null : text.Length > MediaLibrary.MaxTextLength ? text[..MediaLibrary.MaxTextLength] : text;
}
