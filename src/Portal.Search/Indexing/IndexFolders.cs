using System.Globalization;
using Portal.Content.Storage;

namespace Portal.Search.Indexing;

/// <summary>
/// Where indexes lie: numbered folders in <c>index/</c> of the data folder, and a file <c>current</c> that names the one in use.
/// A folder counts only once that file names it, so a rebuild that was interrupted leaves nothing but rubbish.
/// </summary>
class IndexFolders(StorageOptions storage)
{
    readonly string _root = Path.Combine(storage.DataDirectory, "index");

    /// <summary>The folder of the index in use, or null where none was finished.</summary>
    public string? Current
    {
        get
        {
            try
            {
                var name = File.ReadAllText(CurrentFile).Trim();
                return IsNumber(name) && Directory.Exists(Path.Combine(_root, name)) ? Path.Combine(_root, name) : null;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    string CurrentFile => Path.Combine(_root, "current");

    /// <summary>The right to write, which one process has at a time; null where another has it. The system takes it back from a process that dies.</summary>
    public IDisposable? TryOwn()
    {
        Directory.CreateDirectory(_root);
        try
        {
            return new FileStream(Path.Combine(_root, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A new, empty folder.</summary>
    public string Create()
    {
        var last = Numbered().Select(folder => long.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
        return Directory.CreateDirectory(Path.Combine(_root, (last + 1).ToString(CultureInfo.InvariantCulture))).FullName;
    }

    /// <summary>The files of a folder as Lucene reads and writes them.</summary>
    public virtual Lucene.Net.Store.Directory Files(string folder) => Lucene.Net.Store.FSDirectory.Open(folder);

    /// <summary>Puts the folder in use; atomic.</summary>
    public void MakeCurrent(string folder)
    {
        var file = CurrentFile + ".new";
        File.WriteAllText(file, Path.GetFileName(folder));
        File.Move(file, CurrentFile, overwrite: true);
    }

    /// <summary>Removes folders that are not in use. Only the owner may.</summary>
    public void RemoveOthers()
    {
        var current = Current;
        foreach (var folder in Numbered().Where(folder => folder != current))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Size of the index in use, in bytes.</summary>
    public long Size() => Current is { } current ? new DirectoryInfo(current).EnumerateFiles().Sum(file => file.Length) : 0;

    IEnumerable<string> Numbered() => Directory.Exists(_root) ? Directory.EnumerateDirectories(_root).Where(folder => IsNumber(Path.GetFileName(folder))) : [];

    static bool IsNumber(string name) => name.Length is > 0 and < 18 && name.All(char.IsAsciiDigit);
}
