using Portal.Content.Localization;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Desk;

/// <summary>What the desk calls states, rhythms and events, in English; the pages translate it.</summary>
static class SubscriberWords
{
    /// <summary>All rhythms, the most frequent first.</summary>
    public static IReadOnlyList<DigestRhythm> Rhythms { get; } = [DigestRhythm.AsItHappens, DigestRhythm.Daily, DigestRhythm.Weekly, DigestRhythm.Monthly, DigestRhythm.Searches];

    public static string Of(SubscriberState state) => state switch
    {
        SubscriberState.Pending => "Not confirmed",
        SubscriberState.Confirmed => "Subscribed",
        _ => "Left the newsletter",
    };

    public static string Of(DigestRhythm rhythm) => rhythm switch
    {
        DigestRhythm.Daily => "Every day",
        DigestRhythm.Weekly => "Every week",
        DigestRhythm.Monthly => "Every month",
        DigestRhythm.AsItHappens => "As it happens",
        _ => "Only saved searches",
    };

    public static string Of(SubscriberEventKind kind) => kind switch
    {
        SubscriberEventKind.Confirmed => "Subscribed",
        SubscriberEventKind.Left => "Left the newsletter",
        SubscriberEventKind.Erased => "Erased",
        SubscriberEventKind.Bounced => "Mail came back for good",
        SubscriberEventKind.Complained => "Called the mail unwanted",
        SubscriberEventKind.Changed => "Choices changed",
        SubscriberEventKind.Paused => "Paused",
        SubscriberEventKind.Resumed => "Pause ended",
        SubscriberEventKind.Moved => "Address changed",
        SubscriberEventKind.Invited => "Asked to confirm",
        _ => "Not to be written to",
    };

    public static string Of(SuppressionReason reason) => reason switch
    {
        SuppressionReason.Erased => "Erased by its owner",
        SuppressionReason.Bounced => "Mail came back for good",
        SuppressionReason.Complained => "Called the mail unwanted",
        _ => "Put here by an editor",
    };

    public static string Of(EntryResult result) => result switch
    {
        EntryResult.Added => "Subscribed",
        EntryResult.Asked => "Asked to confirm",
        EntryResult.Known => "Subscribed before; nothing is changed",
        EntryResult.AskedBefore => "Asked to confirm within the last day",
        EntryResult.Left => "Left the newsletter, and can come back only by its own form",
        EntryResult.Suppressed => "Must not be written to",
        EntryResult.Twice => "Stands in the file before",
        _ => "No e-mail address",
    };

    public static string Of(DeliveryState state) => state switch
    {
        DeliveryState.Queued or DeliveryState.Attempting => "Waits",
        DeliveryState.InDoubt or DeliveryState.Held => "Held",
        DeliveryState.Sent => "Sent",
        DeliveryState.Failed => "Failed",
        DeliveryState.Suppressed => "Not sent: the person had left",
        _ => "Not sent: nothing new",
    };

    public static string Of(StoryMail mail) => mail.Kind switch
    {
        DeliveryKind.Confirmation => "Question whether the sign-up was meant",
        DeliveryKind.Notice when mail.IssueId == NoticeMail.Welcome => "Welcome",
        DeliveryKind.Notice => "Word about the changed address",
        _ => "Digest",
    };

    public static string Language(string culture) => InterfaceLanguage.All.FirstOrDefault(language => language.Culture.Name == culture)?.Name ?? culture;
}
