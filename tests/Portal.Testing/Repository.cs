using Xunit;

namespace Portal.Testing;

/// <summary>Where things lie in a checkout.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Portal.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A folder of the corpus of real files beside the checkout; skips the test where it is missing.</summary>
    public static string Corpus(string folder)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "corpus", folder));
        Assert.SkipUnless(Directory.Exists(path), $"The corpus of real files is not there ({folder}).");
        return path;
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from within a checkout: no Portal.sln stands above them.");
    }
}
