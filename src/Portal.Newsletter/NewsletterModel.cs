using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Bounces;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Readership;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter;

/// <summary>The newsletter's tables.</summary>
sealed class NewsletterModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider)
    {
        model.Entity<SubscriberRecord>(subscriber =>
        {
            subscriber.ToTable("NewsletterSubscribers");
            subscriber.Property(row => row.Id).HasMaxLength(ContentIdentity.MaxLength);
            subscriber.Property(row => row.Address).HasMaxLength(SubscriberAddress.MaxLength);
            subscriber.Property(row => row.AddressKey).HasMaxLength(SubscriberAddress.MaxLength);
            subscriber.Property(row => row.Secret).HasMaxLength(64);
            subscriber.Property(row => row.Topics).HasMaxLength(ChoiceList.MaxLength);
            subscriber.Property(row => row.Regions).HasMaxLength(ChoiceList.MaxLength);
            subscriber.Property(row => row.Sources).HasMaxLength(ChoiceList.MaxSourcesLength);
            subscriber.Property(row => row.TimeZone).HasMaxLength(SubscriberChoices.MaxTimeZoneLength);
            subscriber.Property(row => row.Language).HasMaxLength(16);
            subscriber.HasIndex(row => row.AddressKey).IsUnique();
            subscriber.HasIndex(row => new { row.CreatedUtc, row.Id });
            subscriber.HasIndex(row => new { row.State, row.Rhythm });
        });
        model.Entity<ConsentRecord>(consent =>
        {
            consent.ToTable("NewsletterConsents");
            consent.Property(row => row.Id).HasMaxLength(ContentIdentity.MaxLength);
            consent.Property(row => row.SubscriberId).HasMaxLength(ContentIdentity.MaxLength);
            consent.Property(row => row.Ip).HasMaxLength(64);
            consent.Property(row => row.Network).HasMaxLength(64);
            consent.Property(row => row.UserAgent).HasMaxLength(512);
            consent.Property(row => row.Form).HasMaxLength(32);
            consent.Property(row => row.TextHash).HasMaxLength(64);
            consent.Property(row => row.Topics).HasMaxLength(ChoiceList.MaxLength);
            consent.Property(row => row.Language).HasMaxLength(16);
            consent.Property(row => row.ConfirmedIp).HasMaxLength(64);
            consent.Property(row => row.Search).HasMaxLength(SavedSearch.MaxLength);
            consent.Property(row => row.Regions).HasMaxLength(ChoiceList.MaxLength);
            consent.Property(row => row.Sources).HasMaxLength(ChoiceList.MaxSourcesLength);
            consent.Property(row => row.Address).HasMaxLength(SubscriberAddress.MaxLength);
            consent.Property(row => row.FormerAddress).HasMaxLength(SubscriberAddress.MaxLength);
            consent.Property(row => row.NoticeId).HasMaxLength(ContentIdentity.MaxLength);
            consent.HasIndex(row => row.SubscriberId);
            consent.HasIndex(row => new { row.Network, row.RequestedUtc });
        });
        model.Entity<SavedSearchRecord>(search =>
        {
            search.ToTable("NewsletterSearches");
            search.Property(row => row.Id).HasMaxLength(ContentIdentity.MaxLength);
            search.Property(row => row.SubscriberId).HasMaxLength(ContentIdentity.MaxLength);
            search.Property(row => row.Search).HasMaxLength(SavedSearch.MaxLength);
            search.Property(row => row.SearchHash).HasMaxLength(64);
            search.Property(row => row.Name).HasMaxLength(SavedSearch.MaxNameLength);
            // Two nodes that look at the same time don't both tell: the second finds the time moved on.
            search.Property(row => row.ToldUtc).IsConcurrencyToken();
            search.HasIndex(row => new { row.SubscriberId, row.SearchHash }).IsUnique();
            search.HasIndex(row => new { row.Delivery, row.ToldUtc });
        });
        model.Entity<SuppressionRecord>(suppression =>
        {
            suppression.ToTable("NewsletterSuppressions");
            suppression.HasKey(row => row.AddressHash);
            suppression.Property(row => row.AddressHash).HasMaxLength(64);
            suppression.Property(row => row.Note).HasMaxLength(SuppressionRecord.MaxNoteLength);
            suppression.HasIndex(row => new { row.SinceUtc, row.AddressHash });
        });
        model.Entity<SubscriberEventRecord>(happened =>
        {
            happened.ToTable("NewsletterSubscriberEvents");
            happened.Property(row => row.SubscriberId).HasMaxLength(ContentIdentity.MaxLength);
            happened.Property(row => row.By).HasMaxLength(SubscriberEventRecord.MaxByLength);
            happened.Property(row => row.Note).HasMaxLength(SubscriberEventRecord.MaxNoteLength);
            happened.HasIndex(row => row.SubscriberId);
            happened.HasIndex(row => new { row.Kind, row.AtUtc });
        });
        model.Entity<IssueRecord>(issue =>
        {
            issue.ToTable("NewsletterIssues");
            issue.Property(row => row.Id).HasMaxLength(ContentIdentity.MaxLength);
            issue.Property(row => row.Period).HasMaxLength(32);
            issue.Property(row => row.PlanId).HasMaxLength(32);
            issue.Property(row => row.ApprovedBy).HasMaxLength(256);
            issue.Property(row => row.Stamp).IsConcurrencyToken();
            issue.HasIndex(row => new { row.PlanId, row.Period }).IsUnique();
            issue.HasIndex(row => row.DueUtc);
            issue.HasIndex(row => new { row.Archived, row.ComposedUtc });
        });
        model.Entity<EditionRecord>(edition =>
        {
            edition.ToTable("NewsletterEditions");
            edition.Property(row => row.IssueId).HasMaxLength(ContentIdentity.MaxLength);
            edition.Property(row => row.Language).HasMaxLength(16);
            edition.Property(row => row.Subject).HasMaxLength(512);
            edition.Property(row => row.Searches).HasMaxLength(2000);
            edition.HasIndex(row => row.IssueId);
            edition.HasMany(row => row.Items).WithOne().HasForeignKey(item => item.EditionId);
        });
        model.Entity<EditionItemRecord>(item =>
        {
            item.ToTable("NewsletterEditionItems");
            item.HasKey(row => new { row.EditionId, row.ContentItemId });
            item.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            item.HasIndex(row => row.ContentItemId);
        });
        model.Entity<DeliveryRecord>(delivery =>
        {
            delivery.ToTable("NewsletterDeliveries");
            delivery.Property(row => row.IssueId).HasMaxLength(ContentIdentity.MaxLength);
            delivery.Property(row => row.SubscriberId).HasMaxLength(ContentIdentity.MaxLength);
            delivery.Property(row => row.MessageId).HasMaxLength(320);
            delivery.Property(row => row.Reason).HasMaxLength(32);
            delivery.Property(row => row.LeaseOwner).HasMaxLength(200);
            delivery.Property(row => row.Reply).HasMaxLength(Settlement.MaxReplyLength);
            // Nobody gets an issue twice: the database holds the rule.
            delivery.HasIndex(row => new { row.IssueId, row.SubscriberId }).IsUnique();
            // What is due is taken in this order, so that a claim reads no more rows than it takes.
            delivery.HasIndex(row => new { row.State, row.Kind, row.Id });
            delivery.HasIndex(row => row.SubscriberId);
            delivery.HasIndex(row => row.EditionId);
        });
        model.Entity<BounceRecord>(bounce =>
        {
            bounce.ToTable("NewsletterBounces");
            bounce.Property(row => row.Key).HasMaxLength(100);
            bounce.Property(row => row.IssueId).HasMaxLength(ContentIdentity.MaxLength);
            bounce.Property(row => row.SubscriberId).HasMaxLength(ContentIdentity.MaxLength);
            bounce.Property(row => row.Status).HasMaxLength(16);
            bounce.Property(row => row.Diagnostic).HasMaxLength(Settlement.MaxReplyLength);
            // A report that is read twice counts once: the database holds the rule.
            bounce.HasIndex(row => row.Key).IsUnique();
            bounce.HasIndex(row => row.DeliveryId);
            bounce.HasIndex(row => new { row.Kind, row.ReportedUtc });
        });
        model.Entity<IssueLinkRecord>(link =>
        {
            link.ToTable("NewsletterIssueLinks");
            link.HasKey(row => new { row.IssueId, row.Number });
            link.Property(row => row.IssueId).HasMaxLength(ContentIdentity.MaxLength);
            link.Property(row => row.Url).HasMaxLength(IssueLinkRecord.MaxUrlLength);
        });
        model.Entity<PaceRecord>(pace =>
        {
            pace.ToTable("NewsletterPaces");
            pace.HasKey(row => row.Domain);
            pace.Property(row => row.Domain).HasMaxLength(SubscriberAddress.MaxLength);
        });
    }
}
