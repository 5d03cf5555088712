using System.Security.Cryptography;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Architecture.Tests.Provenance;

public sealed class CorpusTests
{
    [Fact]
    public void No_file_of_the_repository_is_a_copy_of_a_file_of_the_corpus()
    {
        var corpus = Directory.EnumerateFiles(Repository.Corpus(""), "*", SearchOption.AllDirectories).Select(Digest).ToHashSet(StringComparer.Ordinal);
        SourceTree.Files().Where(path => new FileInfo(SourceTree.Full(path)).Length > 0 && corpus.Contains(Digest(SourceTree.Full(path)))).ShouldBeEmpty();
    }

    [Fact]
    public void No_text_of_the_repository_names_a_path_of_one_particular_machine()
    {
        string[] paths = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/"];
        SourceTree.Files("", ".cs", ".razor", ".csproj", ".props", ".json", ".md", ".liquid", ".yaml", ".yml").Where(path => paths.Any(SourceTree.Read(path).Contains)).ShouldBeEmpty();
    }

    [Fact]
    public void No_merge_has_left_its_marks()
    {
        string[] marks = ["<<<<" + "<<< ", ">>>>" + ">>> "];
        SourceTree.Files("", ".cs", ".razor", ".css", ".js", ".po", ".json", ".md", ".liquid", ".props", ".csproj", ".yaml")
            .Where(path => SourceTree.Read(path).Split('\n').Any(line => marks.Any(mark => line.StartsWith(mark, StringComparison.Ordinal)))).ShouldBeEmpty();
    }

    static string Digest(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
