using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using NetVips;
using Portal.Content.Media;
using Portal.Content.Storage;

namespace Portal.Site.Media;

/// <summary>So many pictures are being made that another one would have to wait too long.</summary>
sealed class RenditionsBusyException() : Exception("Too many pictures are being made.");

/// <summary>
/// Keeps pictures in other sizes, and those that the site draws, in <c>cache/media</c> of the data directory. Each is made once, however many ask for it at the same
/// time, and few at a time; what was not asked for longest goes first when the room is full.
/// </summary>
sealed partial class RenditionStore(RenditionMaker maker, StorageOptions storage, MediaOptions options, TimeProvider time, IMeterFactory meters, ILogger<RenditionStore> log) : IDisposable
{
    const int MaxWaiting = 64;

    readonly Counter<long> _made = meters.Create("Portal.Site").CreateCounter<long>("portal.site.renditions", "{picture}", "Pictures that were made in another size.");
    readonly ConcurrentDictionary<string, Lazy<Task<FileInfo>>> _underway = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));
    readonly CancellationTokenSource _closing = new();
    readonly Lock _measuring = new();
    readonly string _root = Path.Combine(storage.DataDirectory, "cache", "media");
    long _used = -1;

    /// <summary>The name under which a rendition is kept; the same for the same bytes.</summary>
    public static string Key(MediaFact media, RenditionCommands commands, string format) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{RenditionMaker.Version} {media.Version} {commands} {format}")))[..32];

    /// <summary>The picture, made where it is not kept yet.</summary>
    /// <exception cref="RenditionsBusyException">Too many others are being made.</exception>
    /// <exception cref="VipsException">The picture is broken, or took too long.</exception>
    public Task<FileInfo> GetAsync(MediaFact media, RenditionCommands commands, string format, CancellationToken cancellationToken) =>
        GetAsync(Key(media, commands, format), format, (target, limit) => maker.Write(media.File.FullName, target, commands, format, limit), cancellationToken);

    /// <summary>A picture that is made in another way, kept among the others.</summary>
    /// <param name="key">Its name: at least two hexadecimal digits, the same for the same bytes.</param>
    /// <param name="format">The ending of the file, without its dot.</param>
    /// <param name="write">Writes it to a place on disk.</param>
    /// <param name="cancellationToken">Ends the waiting, not the work that others may wait for.</param>
    /// <exception cref="RenditionsBusyException">Too many others are being made.</exception>
    /// <exception cref="VipsException">It can't be made, or took too long.</exception>
    public async Task<FileInfo> GetAsync(string key, string format, Action<string, CancellationToken> write, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(_root, key[..2], $"{key}.{format}"));
        if (file.Exists)
        {
            Touch(file);
            return file;
        }
        if (_underway.Count >= MaxWaiting)
            throw new RenditionsBusyException();
        var making = _underway.GetOrAdd(key, _ => new(() => MakeAsync(key, format, file, write)));
        // Whoever leaves does not take the picture from those who wait for it too.
        return await making.Value.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
        _places.Dispose();
    }

    async Task<FileInfo> MakeAsync(string key, string format, FileInfo file, Action<string, CancellationToken> write)
    {
        var temporary = $"{file.FullName}.{Guid.NewGuid():N}.part";
        try
        {
            await _places.WaitAsync(_closing.Token);
            try
            {
                file.Refresh();
                if (file.Exists)
                    return file;
                file.Directory!.Create();
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                limit.CancelAfter(RenditionMaker.LongestWork);
                await Task.Run(() => write(temporary, limit.Token), limit.Token);
                File.Move(temporary, file.FullName, overwrite: true);
                _made.Add(1, new KeyValuePair<string, object?>("format", format));
                file.Refresh();
                MakeRoom(file);
                return file;
            }
            finally
            {
                File.Delete(temporary);
                _places.Release();
            }
        }
        finally
        {
            _underway.TryRemove(key, out _);
        }
    }

    // The time of the last change tells when a file was last asked for, to the day.
    void Touch(FileInfo file)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now - file.LastWriteTimeUtc < TimeSpan.FromDays(1))
            return;
        try
        {
            File.SetLastWriteTimeUtc(file.FullName, now);
        }
        catch (IOException exception)
        {
            LogKept(log, exception, file.Name);
        }
    }

    void MakeRoom(FileInfo added)
    {
        lock (_measuring)
        {
            if (_used < 0)
                _used = new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            else
                _used += added.Length;
            if (_used <= options.CacheBytes)
                return;
            // What was just made is about to be sent and stays, however large.
            var kept = new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.FullName != added.FullName).OrderByDescending(file => file.LastWriteTimeUtc).ToList();
            _used = added.Length;
            foreach (var file in kept)
            {
                if (_used + file.Length <= options.CacheBytes / 10 * 8)
                    _used += file.Length;
                else
                    Remove(file);
            }
        }
    }

    void Remove(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (IOException exception)
        {
            // Somebody reads it on a system that then keeps it; it goes the next time.
            LogKept(log, exception, file.Name);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The kept picture {Name} could not be changed or removed.")]
    static partial void LogKept(ILogger logger, Exception exception, string name);
}
