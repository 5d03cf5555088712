using System.Globalization;
using Portal.Content.Media;
using Portal.Content.WordPress.Mapping;
using Portal.Content.WordPress.Reporting;

namespace Portal.Content.WordPress.Attachments;

/// <summary>Brings the attachments of the export into the media library.</summary>
sealed class AttachmentImport(AttachmentStore store, SiteSurvey survey, ImportReport report, int atOnce)
{
    readonly Lock _lock = new();
    readonly Dictionary<long, string> _names = [];
    int _done;
    int _missing;

    public async Task RunAsync(IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        GiveNames();
        await Parallel.ForEachAsync(survey.Files.Values, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, async (file, ct) =>
        {
            var stored = file.Path is { } path ? await store.StoreAsync(path, _names[file.Id], file.Url, ct) : new StoredAttachment(null, false, "Its path leads out of the folder of uploads, or it has none.");
            file.MediaPath = stored.MediaPath;
            file.IsNew = stored.IsNew;
            lock (_lock)
                Tell(file, stored);
            if (Interlocked.Increment(ref _done) % 20 == 0)
                progress.Report(new("Bringing pictures and files", _done, survey.Files.Count));
        });
        if (_missing > 0)
            report.Warn(null, "", $"{_missing} pictures and files were not to be had. Give a copy of wp-content/uploads by --media, or have them fetched by --fetch, and import again.");
    }

    // The library writes names in its own letters; two files must not become one by it, in this run or the next.
    void GiveNames()
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in survey.Files.Values.OrderBy(file => file.Id < 0).ThenBy(file => file.Id < 0 ? file.Path : "", StringComparer.Ordinal).ThenBy(file => file.Id))
        {
            if (file.Path is not { } path)
                continue;
            var name = MediaPath.Name(path);
            if (!given.Add($"{MediaPath.Folder(path)}/{MediaPath.FitName(name, "")}".ToLowerInvariant()))
                name = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(name)}-{Math.Abs(file.Id)}{Path.GetExtension(name)}");
            _names[file.Id] = name;
        }
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
