using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Portal.Benchmarks.Sites;
using Portal.Testing;
using Portal.Testing.Hosting;

namespace Portal.Benchmarks.Mailing;

/// <summary>
/// Makes a kill of the host into a power cut for its SQLite files: what they were written and the disk was not told to hold (fsync) is
/// gone, all of it or any half of its blocks. A library that is preloaded into the host keeps what was told (<c>power-cut.c</c>).
/// </summary>
sealed class PowerCut(PortalSite site, int seed) : IDisposable
{
    const int Block = 4096;

    static readonly string[] Files = ["portal.db", "portal.db-wal"];

    readonly TemporaryFolder _synced = new();
    readonly Random _random = new(seed);

    /// <summary>Cuts so far.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts that took something away.</summary>
    public int Harmful { get; private set; }

    /// <summary>Blocks that they took away or put back.</summary>
    public long LostBlocks { get; private set; }

    /// <summary>Builds the library, which takes gcc, and has it loaded into what is started from now on.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var library = Path.Combine(_synced.Path, "power-cut.so");
        using var compiler = Process.Start("gcc", ["-shared", "-fPIC", "-O2", "-o", library, Path.Combine(Repository.Root, "tests", "Portal.Benchmarks", "Mailing", "power-cut.c"), "-ldl", "-lpthread"]);
        await compiler.WaitForExitAsync(cancellationToken);
        if (compiler.ExitCode != 0)
            throw new InvalidOperationException("gcc could not build the library.");
        site.Set("LD_PRELOAD", library);
        site.Set("SYNCED", _synced.Path);
    }

    /// <summary>Takes the files as they lie there for synced; nothing may have them open afterwards but the host.</summary>
    public void Begin()
    {
        SqliteConnection.ClearAllPools();
        foreach (var name in Files)
        {
            File.Delete(Synced(name));
            if (File.Exists(Written(name)))
                File.Copy(Written(name), Synced(name));
        }
    }

    /// <summary>Leaves of the files what a power cut would leave, and looks whether the database is whole.</summary>
    public void Strike()
    {
        // Half of the cuts lose everything that was not synced: the disk had written none of it by itself.
        var survives = Cuts++ % 2 == 0 ? 0 : 0.5;
        var lost = Files.Sum(name => Lose(name, survives));
        LostBlocks += lost;
        Harmful += lost > 0 ? 1 : 0;
        // Shared memory is in memory.
        File.Delete(Written("portal.db-shm"));
        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Written("portal.db"), Pooling = false }.ConnectionString);
        database.Open();
        using var check = database.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        if (check.ExecuteScalar() is not "ok")
            throw new InvalidOperationException($"The database is broken after cut {Cuts}.");
    }

    public void Dispose() => _synced.Dispose();

    int Lose(string name, double survives)
    {
        if (!File.Exists(Written(name)))
            return 0;
        var written = File.ReadAllBytes(Written(name));
        var synced = File.Exists(Synced(name)) ? File.ReadAllBytes(Synced(name)) : [];
        var left = new byte[_random.NextDouble() < survives ? written.Length : synced.Length];
        var lost = 0;
        for (var at = 0; at < Math.Max(written.Length, synced.Length); at += Block)
        {
            var now = At(written, at);
            var then = At(synced, at);
            var keeps = now.SequenceEqual(then) || _random.NextDouble() < survives;
            lost += keeps ? 0 : 1;
            var block = keeps ? now : then;
            if (at < left.Length)
                block[..Math.Min(block.Length, left.Length - at)].CopyTo(left.AsSpan(at));
        }
        File.WriteAllBytes(Written(name), left);
        return lost;
    }

    static ReadOnlySpan<byte> At(byte[] file, int at) => at >= file.Length ? [] : file.AsSpan(at, Math.Min(Block, file.Length - at));

    string Written(string name) => Path.Combine(site.DataDirectory, name);

    string Synced(string name) => Path.Combine(_synced.Path, name);
}
