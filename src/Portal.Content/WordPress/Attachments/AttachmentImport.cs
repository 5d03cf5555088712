using Portal.Content.WordPress.Mapping;
using Portal.Content.WordPress.Reporting;

namespace Portal.Content.WordPress.Attachments;

/// <summary>Brings the attachments of the export into the media library.</summary>
sealed class AttachmentImport(AttachmentStore store, SiteSurvey survey, ImportReport report, int atOnce)
{
    readonly Lock _lock = new();
    int _done;
    int _missing;

    public async Task RunAsync(IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        // A ZIP archive is read by one at a time.
        await Parallel.ForEachAsync(survey.Files.Values.OrderBy(file => Math.Abs(file.Id)), new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, async (file, ct) =>
        {
            var stored = file.Path is { } path ? await store.StoreAsync(path, file.Url, ct) : new StoredAttachment(null, false, "Its path leads out of the folder of uploads, or it has none.");
            file.MediaPath = stored.MediaPath;
            lock (_lock)
                Tell(file, stored);
            if (Interlocked.Increment(ref _done) % 20 == 0)
                progress.Report(new("Bringing pictures and files", _done, survey.Files.Count));
        });
        if (_missing > 0)
            report.Warn(null, "", $"{_missing} pictures and files were not to be had. Give a copy of wp-content/uploads by --media, or have them fetched by --fetch, and import again.");
    }

    void Tell(SurveyedFile file, StoredAttachment stored)
    {
        var count = report.Count("attachment");
        if (stored.IsNew)
            count.Created++;
        else if (stored.MediaPath is not null)
            count.Unchanged++;
        else
            count.Skipped++;
        if (stored.Problem is not null)
            report.Warn(file.Id > 0 ? file.Id : null, file.Title.Length > 0 ? file.Title : file.Path ?? file.Url, $"The file {file.Path ?? file.Url} was not brought over. {stored.Problem}");
        else if (stored.MediaPath is null)
            _missing++;
    }
}
