using Portal.Feeds.CommandLine;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Parsing;

/// <summary>The command's output for the tests' own feeds, reviewed and kept beside them as <c>*.expected.json</c>.</summary>
public sealed class DialectTests
{
    static string Folder => Path.Combine(Repository.Root, "tests", "Portal.Feeds.Tests", "testdata");

    public static IEnumerable<TheoryDataRow<string>> Documents =>
        Directory.EnumerateFiles(Folder).Where(file => !file.EndsWith(".expected.json", StringComparison.Ordinal)).Select(file => new TheoryDataRow<string>(Path.GetFileName(file)!));

    [Theory, MemberData(nameof(Documents))]
    public async Task A_document_of_each_dialect_prints_what_is_expected(string file)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await ParseCommand.RunAsync([Path.Combine(Folder, file)], json: true, output, error, TestContext.Current.CancellationToken);
        var actual = output.ToString().Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Trim();
        var expectation = Path.Combine(Folder, file + ".expected.json");
        if (Environment.GetEnvironmentVariable("PORTAL_ACCEPT") == "1")
            await File.WriteAllTextAsync(expectation, actual + "\n", TestContext.Current.CancellationToken);
        actual.ShouldBe((await File.ReadAllTextAsync(expectation, TestContext.Current.CancellationToken)).Trim());
        code.ShouldBe(actual.Contains("\"error\"", StringComparison.Ordinal) ? 1 : 0);
    }
}
