using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Architecture.Tests.Layout;

public sealed class FolderTests
{
    static readonly string[] Rooms = [".ci", ".git", "src", "tests", "themes", "recipes", "docs"];

    static readonly HashSet<string> KindsInsteadOfSubjects = new(StringComparer.OrdinalIgnoreCase)
    {
        "Services", "Service", "Models", "Model", "Interfaces", "Helpers", "Helper", "Utils", "Util", "Utilities", "Managers", "Common", "Misc", "Shared",
        "Abstractions", "Extensions", "Enums", "Classes", "Dtos", "Entities", "Exceptions", "Constants",
    };

    [Fact]
    public void The_top_level_holds_only_the_rooms_of_the_house() =>
        SourceTree.Files().Where(path => path.Contains('/')).Select(path => path.Split('/')[0]).Distinct(StringComparer.Ordinal).ShouldBeSubsetOf(Rooms);

    [Fact]
    public void Folders_are_named_after_subjects_and_not_after_kinds() =>
        SourceTree.Files("src").Concat(SourceTree.Files("tests")).SelectMany(path => path.Split('/')[..^1].Skip(2)).Distinct(StringComparer.Ordinal)
            .Where(KindsInsteadOfSubjects.Contains).ShouldBeEmpty();

    [Fact]
    public void Types_are_not_called_helper_manager_or_utility() =>
        SourceTree.Files("src", ".cs").Where(path => Path.GetFileNameWithoutExtension(path) is var name
            && (name.EndsWith("Helper", StringComparison.Ordinal) || name.EndsWith("Helpers", StringComparison.Ordinal) || name.EndsWith("Manager", StringComparison.Ordinal)
                || name.EndsWith("Utils", StringComparison.Ordinal) || name.EndsWith("Utility", StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Every_test_project_tests_a_room_or_says_what_it_is_for() =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests")).Select(Path.GetFileName).ShouldBeSubsetOf(
        [
            "Portal.Content.Tests", "Portal.Site.Tests", "Portal.Desk.Tests", "Portal.Feeds.Tests", "Portal.Search.Tests", "Portal.Newsletter.Tests", "Portal.Web.Tests",
            "Portal.Browser.Tests", "Portal.Architecture.Tests", "Portal.Benchmarks", "Portal.Testing",
        ]);
}
