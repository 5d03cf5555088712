using Portal.Site.Layers;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Layers;

public sealed class LayerSandboxTests
{
    static readonly LayerSituation Article = new(false, "/articles/talks", "sr-Latn", "Article", true, ["Editor"]);

    [Theory]
    [InlineData("(isHomepage() || culture('sr')) && !isInRole('Author')", true)]
    [InlineData("var at = ['~/news*', '~/articles*']; at.some(function (one) { return url(one); })", true)]
    [InlineData("contentType('Article') ? isAnonymous() : true", false)]
    [InlineData("/^sr/.test('sr-Latn') && [1, 2, 3].length === 3", true)]
    public void A_script_is_evaluated(string script, bool holds) => Rule(script).Holds(Article).ShouldBe(holds);

    [Theory]
    [InlineData("for (;;) {}", "its script takes more than 5000 statements")]
    [InlineData("var n = 0; while (n < 6000) n++; true", "its script takes more than 5000 statements")]
    [InlineData("var s = 'x'; while (true) s += s + s; true", "its script takes more than 4 MB of memory")]
    [InlineData("var all = []; for (var i = 0; i < 4000; i++) all.push(new Array(1000).fill(i)); true", "its script takes more than 4 MB of memory")]
    [InlineData("function again() { return again() || true; } again()", "its script calls itself more than 50 deep")]
    [InlineData("/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')", "its script takes longer than 250 ms")]
    [InlineData("isHomepage() + 1", "its script gives neither true nor false")]
    public void A_script_that_breaks_a_limit_is_refused_and_holds_nowhere(string script, string problem)
    {
        var rule = Rule(script);
        rule.Problem.ShouldBe(problem);
        rule.Holds(Article).ShouldBeFalse();
    }

    [Theory]
    [InlineData("var s = 'x'; for (var i = 0; i < 16; i++) s += s; var n = 0; for (var j = 0; j < 900; j++) n += s.split('x').length + s.split('').reverse().length; n > 0")]
    [InlineData("'x'.repeat(1000000000).length > 0")]
    [InlineData("'x'.padEnd(1000000000).length > 0")]
    [InlineData("new Array(100000000).join('x').length > 0")]
    [InlineData("eval('true')")]
    [InlineData("new Function('return true')()")]
    [InlineData("isHomepage.constructor.constructor('return true')()")]
    [InlineData("System.IO.File.Exists('/etc/passwd')")]
    [InlineData("importNamespace('System.IO').File.Exists('/etc/passwd')")]
    [InlineData("isHomepage.GetType().Assembly.GetName().Name.length > 0")]
    [InlineData("require('fs') !== null")]
    [InlineData("fetch('https://evil.example') !== null")]
    [InlineData("this is no script")]
    public void A_script_reaches_nothing_outside_and_takes_no_more_than_its_share(string script)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rule = Rule(script);
        rule.Problem.ShouldNotBeNullOrEmpty();
        rule.Holds(Article).ShouldBeFalse();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(60_000_000);
    }

    [Fact]
    public void What_one_run_leaves_behind_the_next_does_not_see()
    {
        var rule = Rule("if (typeof seen === 'undefined') { seen = true; Object.prototype.mark = 1; true } else { false }");
        rule.Holds(Article).ShouldBeTrue();
        rule.Holds(Article).ShouldBeTrue();
    }

    static LayerRule Rule(string script) => LayerRule.Of(new("Layer", null, null, script));
}
