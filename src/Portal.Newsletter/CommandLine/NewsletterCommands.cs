using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.CommandLine;

/// <summary>The verbs <c>portal newsletter …</c>.</summary>
static class NewsletterCommands
{
    public static Command Create(SiteAccess site) => new("newsletter", "Digests and their delivery.")
    {
        Preview(site), Send(site), Status(site), Held(site), Release(site), SubscriberCommands.Import(site), SubscriberCommands.Export(site),
    };

    static Command Preview(SiteAccess site)
    {
        var plan = Plan();
        var html = new Option<FileInfo?>("--html") { Description = "Write the HTML part to this file." };
        var command = new Command("preview", "Show the digest as it would be composed now, in English and for all topics. Nothing is stored or sent.") { plan, html };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, (services, ct) =>
            services.GetRequiredService<NewsletterVerbs>().PreviewAsync(Rhythm(parsed.GetValue(plan)), parsed.GetValue(html), ct), cancellationToken));
        return command;
    }

    static Command Send(SiteAccess site)
    {
        var plan = Plan();
        var command = new Command("send", "Release the held issue of the plan; where none is held, compose one now for everybody on the plan. Then deliver it.") { plan };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, (services, ct) =>
            services.GetRequiredService<NewsletterVerbs>().SendAsync(Rhythm(parsed.GetValue(plan)), ct), cancellationToken));
        return command;
    }

    static Command Status(SiteAccess site)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("status", "Show subscribers, the next issues, and the books of the last ones.") { json };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, (services, ct) =>
            services.GetRequiredService<NewsletterVerbs>().StatusAsync(parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    static Command Held(SiteAccess site)
    {
        var json = new Option<bool>("--json") { Description = "Print one line of JSON for each mail." };
        var command = new Command("held", "Name the mails of which nobody knows whether the mail server took them.") { json };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, (services, ct) =>
            services.GetRequiredService<DoubtVerbs>().ListAsync(parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    static Command Release(SiteAccess site)
    {
        var issue = new Argument<string>("issue") { Description = "Identifier of the issue, as “portal newsletter held” shows it." };
        var resend = new Option<bool>("--resend") { Description = "Send them again: nobody is passed over, but who got the mail gets it twice." };
        var sent = new Option<bool>("--mark-sent") { Description = "Take them for sent: nobody gets the mail twice, but who did not get it never will." };
        var to = new Option<string[]>("--to") { Description = "Only the mails to these addresses.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("release", "Decide about mails in doubt, best after a look into the mail server's log.") { issue, resend, sent, to };
        command.Validators.Add(result =>
        {
            if (result.GetValue(resend) == result.GetValue(sent))
                result.AddError("Say what is to be done: either --resend or --mark-sent.");
        });
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, (services, ct) => services.GetRequiredService<DoubtVerbs>().DecideAsync(
            parsed.GetRequiredValue(issue), parsed.GetValue(to) ?? [], parsed.GetValue(resend) ? DoubtDecision.Resend : DoubtDecision.MarkSent, ct), cancellationToken));
        return command;
    }

    static Argument<string> Plan()
    {
        var plan = new Argument<string>("plan") { Description = "daily or weekly.", DefaultValueFactory = _ => "daily" };
        plan.AcceptOnlyFromAmong("daily", "weekly");
        return plan;
    }

    static DigestRhythm Rhythm(string? plan) => plan == "weekly" ? DigestRhythm.Weekly : DigestRhythm.Daily;
}
