using Lucene.Net.Store;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Storage;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Shouldly;
using Xunit;
using Directory = Lucene.Net.Store.Directory;

namespace Portal.Search.Tests.Indexing;

public sealed class FullDiskTests
{
    [Fact]
    public async Task Searching_goes_on_while_the_disk_is_full_and_the_index_catches_up_once_there_is_room()
    {
        var disk = new Disk();
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite, services =>
        {
            services.AddSingleton(disk);
            services.AddSingleton<IndexFolders, FoldersOnDisk>();
        });
        await site.PublishManyAsync(20, "first");
        await site.StartAsync();
        await SearchSite.UntilAsync(() => site.Found("first").Count == 20 && site.Status is { Activity: IndexActivity.Following, CommittedAt: not null });

        disk.IsFull = true;
        await site.PublishManyAsync(20, "second");
        await SearchSite.UntilAsync(() =>
        {
            site.Found("first").Count.ShouldBe(20);
            return site.Status.Activity == IndexActivity.Failed;
        });
        site.Status.Problem.ShouldBe(Disk.Message);
        // It tries again and again; each time searches have what they had.
        var refused = disk.Refused;
        await SearchSite.UntilAsync(() =>
        {
            site.Found("first").Count.ShouldBe(20);
            return disk.Refused > refused;
        });

        disk.IsFull = false;
        await SearchSite.UntilAsync(() => site.Found("second").Count == 20 && site.Status.Activity == IndexActivity.Following);
        site.Found("first").Distinct().Count().ShouldBe(20);
        site.Found("second").Distinct().Count().ShouldBe(20);
    }

    /// <summary>What all files of the index share.</summary>
    sealed class Disk
    {
        public const string Message = "No space left on device";

        int _refused;

        public bool IsFull { get; set; }

        public int Refused => Volatile.Read(ref _refused);

        public void Write()
        {
            if (!IsFull)
                return;
            Interlocked.Increment(ref _refused);
            throw new IOException(Message);
        }
    }

    sealed class FoldersOnDisk(StorageOptions storage, Disk disk) : IndexFolders(storage)
    {
        public override Directory Files(string folder) => new DirectoryOnDisk(base.Files(folder), disk);
    }

    sealed class DirectoryOnDisk(Directory files, Disk disk) : FilterDirectory(files)
    {
        public override IndexOutput CreateOutput(string name, IOContext context)
        {
            disk.Write();
            return base.CreateOutput(name, context);
        }
    }
}
