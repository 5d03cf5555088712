using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Storage;
using Portal.Content.WordPress.Attachments;
using Portal.Content.WordPress.Bodies;
using Portal.Content.WordPress.Mapping;
using Portal.Content.WordPress.Reading;
using Portal.Content.WordPress.Reporting;

namespace Portal.Content.WordPress;

/// <summary>
/// Imports a WordPress export. The same file imported again changes nothing; an import that was interrupted goes on where it was:
/// everything has an identifier that follows from the old site and its number there, and each transaction is complete in itself.
/// </summary>
public sealed class WxrImport(UnitOfWork work, IDbContextFactory<PortalDbContext> databases, SiteDocuments documents, MediaStore media, MediaIntake intake,
    HtmlCleaner cleaner, TimeProvider time, IEnumerable<IRemoteFiles> remote)
{
    static readonly ContentActor Actor = new(null, "WordPress import");

    /// <summary>Imports the file.</summary>
    /// <exception cref="InvalidDataException">The file is no WordPress export, or an option names something that is not there; nothing was stored.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<ImportReport> RunAsync(WxrImportOptions options, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        foreach (var type in options.Types.Values.Distinct(StringComparer.Ordinal).Where(type => definitions.Type(type) is null))
            throw new InvalidDataException($"There is no content type “{type}” on this site. Name another by --type, such as --type post={type}.");
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var users = await ImportUsers.FindAsync(db, options.Users, cancellationToken);
        using var uploads = new UploadSources(options, remote);

        var survey = await new Surveyor(options).ReadAsync(done => Every(done, 500, () => progress.Report(new("Reading the file", done, 0))), cancellationToken);
        var report = new ImportReport(survey.Site.Url, options.DryRun) { Damage = survey.Damage };
        foreach (var repair in survey.Repairs)
            report.Warn(null, Path.GetFileName(options.File), repair);
        await new AddressBook(db, definitions, survey, report).GiveAsync(cancellationToken);
        var store = new AttachmentStore(media, intake, uploads.All, UploadPath.MediaFolder(survey.Site.Url), options.DryRun);
        await new AttachmentImport(store, survey, report, uploads.Fetches ? 4 : 1).RunAsync(progress, cancellationToken);
        var terms = await WriteAsync(options, db, (from, scope, ct) => new TermImport(options, survey, report).RunAsync(from, scope, definitions, ct), cancellationToken);
        var links = new LinkBook(survey, terms);
        var mapper = new ItemMapper(survey, terms, new BodyConverter(links, cleaner), links, users, Now(), report);
        await PostsAsync(options, db, survey, mapper, new PostStore(survey, links, report), report, progress, cancellationToken);
        await WriteAsync(options, db, async (from, scope, ct) =>
        {
            await new MenuImport(options, survey, terms, links, report).RunAsync(from, scope, ct);
            return true;
        }, cancellationToken);
        if (!options.DryRun)
            await new Epilogue(work, survey, terms, links).RunAsync(Actor, cancellationToken);
        return report;
    }

    async Task PostsAsync(WxrImportOptions options, PortalDbContext db, SiteSurvey survey, ItemMapper mapper, PostStore store, ImportReport report,
        IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        using var file = new WxrFile(options.File, options.Encoding);
        var batch = new List<MappedPost>();
        var done = 0L;
        while (await file.NextAsync(cancellationToken) is { } entry)
        {
            if (entry is WxrPost post)
            {
                if (post.Type is not ("attachment" or "nav_menu_item" or "wp_block") && survey.Posts.TryGetValue(post.Id, out var known) && known.ContentType is not null)
                    batch.Add(mapper.Map(post, known));
                else if (post.Type is not ("attachment" or "nav_menu_item" or "wp_block"))
                    report.Count(post.Status is "trash" ? "in the bin" : post.Type.Length > 0 ? post.Type : "without a type").Skipped++;
            }
            if (batch.Count >= Math.Clamp(options.BatchSize, 1, 1000))
                await StoreAsync();
            if (++done % 50 == 0)
                progress.Report(new("Storing posts and pages", done, survey.Entries));
        }
        await StoreAsync();
        progress.Report(new("Storing posts and pages", survey.Entries, survey.Entries));

        async Task StoreAsync()
        {
            if (batch.Count > 0)
                await WriteAsync(options, db, async (from, scope, ct) =>
                {
                    await store.StoreAsync(from, scope, batch, ct);
                    return true;
                }, cancellationToken);
            batch.Clear();
        }
    }

    // A dry run reads as a real one does, and stores nothing.
    Task<T> WriteAsync<T>(WxrImportOptions options, PortalDbContext db, Func<PortalDbContext, WriteScope?, CancellationToken, Task<T>> run, CancellationToken cancellationToken) =>
        options.DryRun ? run(db, null, cancellationToken) : work.RunAsync(WriteTurn.Background, Actor, (scope, ct) => run(scope.Db, scope, ct), cancellationToken);

    DateTime Now()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new(now.Year, now.Month, now.Day, now.Hour, now.Minute, now.Second, DateTimeKind.Utc);
    }

    static void Every(long done, int step, Action action)
    {
        if (done % step == 0)
            action();
    }
}
