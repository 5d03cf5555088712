using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Architecture.Tests.Layout;

public sealed class FileLengthTests
{
    static (string Path, int Lines)[] Lengths { get; } =
    [
        .. SourceTree.Files("src", ".cs", ".razor").Where(path => !path.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(path => (path, File.ReadLines(SourceTree.Full(path)).Count())),
    ];

    [Fact]
    public void No_source_file_is_longer_than_400_lines() => Lengths.Where(file => file.Lines > 400).ShouldBeEmpty();

    [Fact]
    public void Nine_of_ten_source_files_are_shorter_than_250_lines_and_half_of_them_shorter_than_80()
    {
        var sorted = Lengths.Select(file => file.Lines).Order().ToList();
        sorted[sorted.Count * 9 / 10].ShouldBeLessThan(250);
        sorted[sorted.Count / 2].ShouldBeLessThan(80);
    }

    [Fact]
    public void The_program_is_a_table_of_contents()
    {
        var program = SourceTree.Read("src/Portal.Web/Program.cs");
        program.Split('\n').Length.ShouldBeLessThan(80);
        program.ShouldNotContain("class ");
        program.ShouldNotContain("if (");
    }
}
