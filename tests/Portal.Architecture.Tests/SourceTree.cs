using Portal.Testing;

namespace Portal.Architecture.Tests;

/// <summary>The files of the checkout that people write, without what builds and runs leave behind.</summary>
static class SourceTree
{
    static readonly HashSet<string> Leavings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".git", ".vs", ".idea", "bin", "obj", "artifacts", "TestResults", "App_Data", "node_modules",
    };

    /// <summary>Paths below a folder of the checkout, relative to its root, with slashes; empty where the folder is missing.</summary>
    public static IEnumerable<string> Files(string folder = "", params string[] extensions)
    {
        var start = new DirectoryInfo(Path.Combine(Repository.Root, folder));
        return start.Exists ? Walk(start).Where(path => extensions.Length == 0 || extensions.Any(path.EndsWith)).Order(StringComparer.Ordinal) : [];
    }

    public static string Read(string path) => File.ReadAllText(Full(path));

    public static string Full(string path) => Path.Combine(Repository.Root, path);

    static IEnumerable<string> Walk(DirectoryInfo folder) => folder.EnumerateFiles().Select(file => Relative(file.FullName))
        .Concat(folder.EnumerateDirectories().Where(child => !Leavings.Contains(child.Name)).SelectMany(Walk));

    static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
}
