using System.Text.RegularExpressions;
using Portal.Content.Localization;
using Portal.Testing;

namespace Portal.Desk.Tests;

public sealed partial class TranslationTests
{
    [Fact]
    public void Every_text_of_the_desk_has_a_serbian_translation()
    {
        var folder = Path.Combine(Repository.Root, "src", "Portal.Desk");
        using var reader = new StreamReader(Path.Combine(folder, "Localization", "sr.po"));
        var translated = PoFile.Read(reader);
        var used = Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(file => (file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)) && !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value))
            .ToHashSet(StringComparer.Ordinal);
        used.Count.ShouldBeGreaterThan(100);
        used.Except(translated.Keys, StringComparer.Ordinal).ShouldBeEmpty();
    }

    // Texts looked up, messages of refusals, and labels of editors.
    [GeneratedRegex("""(?:T|texts)\["([^"]+)"|(?:RefusedException)\("([^"]+)"|(?:Label|Hint)="([A-Z][^"@]+)""")]
    private static partial Regex Key();
}
