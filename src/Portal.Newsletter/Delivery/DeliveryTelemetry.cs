using System.Diagnostics;
using System.Diagnostics.Metrics;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Delivery;

/// <summary>Traces and counts of the delivery, under the name <c>Portal.Newsletter</c>. They name no person.</summary>
static class DeliveryTelemetry
{
    const string Name = "Portal.Newsletter";

    static readonly ActivitySource Source = new(Name);
    static readonly Meter Meter = new(Name);
    static readonly Counter<long> Mails = Meter.CreateCounter<long>("portal.newsletter.mails", "{mail}", "Attempts to hand a mail over, by kind and by what became of them.");

    public static Activity? Start(DeliveryRecord row) => Source.StartActivity("send mail", ActivityKind.Client)?.SetTag("mail.kind", row.Kind.ToString()).SetTag("mail.issue", row.IssueId);

    public static void End(Activity? activity, DeliveryRecord row, MailResult result)
    {
        activity?.SetTag("mail.result", result.ToString());
        Mails.Add(1, new("kind", row.Kind.ToString()), new("result", result.ToString()));
    }
}
