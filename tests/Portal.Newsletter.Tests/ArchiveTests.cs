using System.Globalization;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Archive;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

public sealed class ArchiveTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task An_issue_stands_in_the_archive_without_what_is_anybodys_own_and_without_what_was_taken_away(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("ana@example.org", topics: "water");
        await site.PublishAsync("NewsItem", "Of water", "water");
        var cyber = await site.PublishAsync("NewsItem", "Вучић о нормама", "cyber");
        var issue = (await site.ComposeNextAsync())!;
        await site.DeliverAsync();
        var mail = server.Messages.ShouldHaveSingleItem();
        mail.Html.ShouldContain($"https://portal.example/newsletter/archive/{issue.Id}");
        var archive = site.Get<IssueArchive>();
        var english = CultureInfo.GetCultureInfo("en");
        var (issues, older) = await archive.ListAsync(1, english, Cancellation);
        (issues.ShouldHaveSingleItem().Id, older).ShouldBe((issue.Id, false));
        var shown = Flat((await archive.FindAsync(issue.Id, english, Cancellation))!.Value.Model);
        shown.ShouldContain("Of water");
        shown.ShouldContain("Вучић о нормама", customMessage: "the whole issue, not one reader's");
        shown.ShouldNotContain("/newsletter/preferences/");
        shown.ShouldNotContain(SubscriberLinks.Placeholder);
        Flat((await archive.FindAsync(issue.Id, CultureInfo.GetCultureInfo("sr-Latn"), Cancellation))!.Value.Model).ShouldContain("Vučić o normama");

        await site.WriteAsync((scope, ct) => scope.Content.UnpublishAsync(cyber.ContentItemId, ct));
        Flat((await archive.FindAsync(issue.Id, english, Cancellation))!.Value.Model).ShouldNotContain("Вучић");
        (await archive.FindAsync(issue.Id + "x", english, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_not_meant_for_everybody_is_not_in_the_archive()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await site.SubscribeAsync("ana@example.org");
        await PlanTests.SaveAsync(site, plan => plan with { Archived = false, NeedsApproval = true });
        await site.PublishAsync("NewsItem", "News");
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 5, 0, 0, TimeSpan.Zero));
        await PlanTests.RunAsync(site);
        var drafts = site.Get<Drafts.DraftActions>();
        var draft = (await drafts.ListAsync(Cancellation)).Single();
        var archive = site.Get<IssueArchive>();
        (await archive.FindAsync(draft.Id, CultureInfo.InvariantCulture, Cancellation)).ShouldBeNull("a draft is nobody's yet");
        await drafts.ApproveAsync(draft.Id, draft.Stamp, now: true, despiteFaults: false, ContentActor.System, Cancellation);
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem().Html.ShouldNotContain("/newsletter/archive/");
        (await archive.FindAsync(draft.Id, CultureInfo.InvariantCulture, Cancellation)).ShouldBeNull();
        (await archive.ListAsync(1, CultureInfo.InvariantCulture, Cancellation)).Issues.ShouldBeEmpty();
    }

    static string Flat(object? value) => value switch
    {
        string text => text,
        IReadOnlyDictionary<string, object?> map => string.Join('\n', map.Values.Select(Flat)),
        System.Collections.IEnumerable list => string.Join('\n', list.Cast<object?>().Select(Flat)),
        _ => "",
    };
}
