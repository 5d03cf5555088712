using System.Reflection;
using System.Xml.Linq;
using ArchUnitNET.Loader;
using Portal.Content;
using Portal.Desk;
using Portal.Feeds;
using Portal.Newsletter;
using Portal.Search;
using Portal.Site;
using Shouldly;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Portal.Architecture.Tests.Floors;

/// <summary>The house of docs/architecture.md: an arrow only ever points down, and the modules of floor 3 don't know one another.</summary>
public sealed class FloorTests
{
    static readonly Dictionary<string, (int Floor, Assembly Assembly)> House = new(StringComparer.Ordinal)
    {
        ["Portal.Content"] = (0, typeof(ContentModule).Assembly),
        ["Portal.Site"] = (1, typeof(SiteModule).Assembly),
        ["Portal.Desk"] = (2, typeof(DeskModule).Assembly),
        ["Portal.Feeds"] = (3, typeof(FeedsModule).Assembly),
        ["Portal.Search"] = (3, typeof(SearchModule).Assembly),
        ["Portal.Newsletter"] = (3, typeof(NewsletterModule).Assembly),
        ["Portal.Web"] = (4, Assembly.Load("portal")),
    };

    static readonly Lazy<ArchUnitNET.Domain.Architecture> Plan = new(() => new ArchLoader().LoadAssemblies([.. House.Values.Select(room => room.Assembly)]).Build());

    public static TheoryData<string> Rooms => [.. House.Keys];

    [Fact]
    public void The_house_has_exactly_the_rooms_on_the_plan() =>
        Directory.EnumerateDirectories(SourceTree.Full("src")).Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Select(Path.GetFileName).ShouldBe(House.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_project_refers_only_to_projects_on_lower_floors(string room) =>
        XDocument.Load(SourceTree.Full($"src/{room}/{room}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .ShouldAllBe(referred => House[referred].Floor < House[room].Floor);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_type_depends_on_no_type_of_its_own_or_a_higher_floor_outside_its_room(string room)
    {
        foreach (var (other, (floor, assembly)) in House)
        {
            if (other == room || floor < House[room].Floor)
                continue;
            Violations(House[room].Assembly, assembly).ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_rule_sees_a_dependency_where_there_is_one() =>
        Violations(House["Portal.Web"].Assembly, House["Portal.Content"].Assembly).ShouldNotBeEmpty();

    static IEnumerable<string> Violations(Assembly from, Assembly to) =>
        Types().That().ResideInAssembly(from).Should().NotDependOnAny(Types().That().ResideInAssembly(to)).WithoutRequiringPositiveResults().Evaluate(Plan.Value).Where(result => !result.Passed).Select(result => result.Description);
}
