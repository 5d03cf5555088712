using Portal.Feeds.Normalizing;
using Portal.Feeds.Rules;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Rules;

public sealed class RuleTests
{
    static readonly NewsEntry Entry = new()
    {
        Title = "[LIVE] Вучић се састао са министрима",
        Html = "<p>Razgovor o <b>saradnji</b> u Beogradu.</p>",
        Excerpt = "Razgovor o saradnji u Beogradu.",
        Author = "M. Petrović",
        Categories = ["Politika", "Sport"],
        Url = "https://primer.example/sport/1",
        Language = "sr",
    };

    [Theory]
    [InlineData(RuleSubject.Title, RuleTest.Contains, "vucic", true)]
    [InlineData(RuleSubject.Title, RuleTest.Word, "Vučić", true)]
    [InlineData(RuleSubject.Title, RuleTest.Word, "Вучи", false)]
    [InlineData(RuleSubject.Title, RuleTest.Contains, "вучи", true)]
    [InlineData(RuleSubject.Title, RuleTest.StartsWith, "live", true)]
    [InlineData(RuleSubject.Text, RuleTest.Word, "сарадњи", true)]
    [InlineData(RuleSubject.Text, RuleTest.Contains, "<br>", false)]
    [InlineData(RuleSubject.TitleOrText, RuleTest.Contains, "Beograd", true)]
    [InlineData(RuleSubject.Author, RuleTest.Equals, "m petrovic", true)]
    [InlineData(RuleSubject.Category, RuleTest.Equals, "спорт", true)]
    [InlineData(RuleSubject.Category, RuleTest.Equals, "spor", false)]
    [InlineData(RuleSubject.Link, RuleTest.Contains, "/SPORT/", true)]
    [InlineData(RuleSubject.Language, RuleTest.Equals, "SR", true)]
    [InlineData(RuleSubject.Title, RuleTest.Pattern, @"^\[live\]", true)]
    [InlineData(RuleSubject.Title, RuleTest.Pattern, "(", false)]
    public void A_condition_compares_without_capitals_marks_and_script(RuleSubject subject, RuleTest test, string value, bool holds)
    {
        Left(new FeedRule("1", "x") { Conditions = [new(subject, test, value)], Actions = [new(RuleDeed.Exclude)] }).ShouldBe(holds);
        Left(new FeedRule("1", "x") { Conditions = [new(subject, test, value, Not: true)], Actions = [new(RuleDeed.Exclude)] }).ShouldBe(!holds);
    }

    [Fact]
    public void All_conditions_must_hold_or_one_of_them()
    {
        var rule = new FeedRule("1", "x") { Conditions = [new(RuleSubject.Category, RuleTest.Equals, "sport"), new(RuleSubject.Author, RuleTest.Contains, "Jović")], Actions = [new(RuleDeed.Exclude)] };
        Left(rule).ShouldBeFalse();
        Left(rule with { Any = true }).ShouldBeTrue();
    }

    [Fact]
    public void Rules_apply_in_their_order_each_to_what_the_ones_before_it_left()
    {
        FeedRule[] rules =
        [
            new("1", "tidy") { Actions = [new(RuleDeed.RewriteTitle, @"^\[\w+\]\s*", "")] },
            new("2", "politics") { Conditions = [new(RuleSubject.Title, RuleTest.StartsWith, "вучић")], Actions = [new(RuleDeed.SetTopic, "topic-balkans"), new(RuleDeed.SetRegion, "region-serbia"), new(RuleDeed.Hold)], Last = true },
            new("3", "never") { Actions = [new(RuleDeed.Exclude)] },
        ];
        var sensed = RuleSet.Apply(new RuleSet(rules).For("s"), Entry, held: false);
        (sensed.Entry.Title, sensed.Held, sensed.ExcludedBy).ShouldBe(("Вучић се састао са министрима", true, null));
        sensed.Topics.ShouldBe(["topic-balkans"]);
        sensed.Regions.ShouldBe(["region-serbia"]);
        sensed.Rules.ShouldBe(["tidy", "politics"]);
    }

    [Fact]
    public void What_a_rule_does_not_include_is_left_out_of_its_sources_alone()
    {
        var rule = new FeedRule("1", "only diplomacy") { Sources = ["s"], Conditions = [new(RuleSubject.Title, RuleTest.Contains, "ambasad")], Actions = [new(RuleDeed.IncludeOnly)] };
        RuleSet.Apply(new RuleSet([rule]).For("s"), Entry, held: false).ExcludedBy.ShouldBe("only diplomacy");
        RuleSet.Apply(new RuleSet([rule]).For("other"), Entry, held: false).ExcludedBy.ShouldBeNull();
        RuleSet.Apply(new RuleSet([rule with { Enabled = false }]).For("s"), Entry, held: false).ExcludedBy.ShouldBeNull();
    }

    [Fact]
    public void Trust_shows_at_once_what_its_source_holds() =>
        RuleSet.Apply(new RuleSet([new("1", "x") { Actions = [new(RuleDeed.Trust)] }]).For("s"), Entry, held: true).Held.ShouldBeFalse();

    [Fact]
    public void A_pattern_that_runs_away_matches_nothing_and_ends()
    {
        var title = new string('a', 40_000) + "!";
        var rule = new FeedRule("1", "x") { Conditions = [new(RuleSubject.Title, RuleTest.Pattern, "^(a+)+$")], Actions = [new(RuleDeed.Exclude), new(RuleDeed.RewriteTitle, "(a|aa)+$", "")] };
        RuleSet.Apply(new RuleSet([rule]).For("s"), Entry with { Title = title }, held: false).ExcludedBy.ShouldBeNull();
        // One that looks back can't be matched in a time that grows with the text alone.
        var looking = rule with { Conditions = [new(RuleSubject.Title, RuleTest.Pattern, @"^(a+)+\1b$")] };
        RuleSet.Apply(new RuleSet([looking]).For("s"), Entry with { Title = title }, held: false).ExcludedBy.ShouldBeNull();
    }

    [Theory]
    [InlineData(@"^(?!Notice)")]
    [InlineData(@"\b(live|uživo)\b")]
    [InlineData(@"(с)а\w*\s\1а")]
    public void Patterns_of_all_kinds_match(string pattern) =>
        Left(new("1", "x") { Conditions = [new(RuleSubject.Title, RuleTest.Pattern, pattern)], Actions = [new(RuleDeed.Exclude)] }).ShouldBeTrue();

    [Fact]
    public void A_title_is_never_emptied() =>
        RuleSet.Apply(new RuleSet([new("1", "x") { Actions = [new(RuleDeed.RewriteTitle, ".*", "")] }]).For("s"), Entry, held: false).Entry.Title.ShouldBe(Entry.Title);

    static bool Left(FeedRule rule) => RuleSet.Apply(new RuleSet([rule]).For("s"), Entry, held: false).ExcludedBy is not null;
}
