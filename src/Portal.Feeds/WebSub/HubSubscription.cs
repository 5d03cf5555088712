using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.WebSub;

/// <summary>How far the subscription at a hub has come.</summary>
public enum HubState
{
    /// <summary>It is to be asked for.</summary>
    Wanted,

    /// <summary>The hub was asked, and has not answered at the callback yet.</summary>
    Requested,

    /// <summary>The hub has answered, and promised to tell of new entries.</summary>
    Verified,

    /// <summary>The hub does not want to.</summary>
    Refused,

    /// <summary>It is to be ended: the hub is asked to tell nothing more.</summary>
    Leaving,
}

/// <summary>A subscription to a feed at the hub that the feed announces (WebSub, https://www.w3.org/TR/websub/).</summary>
public sealed class HubSubscription
{
    /// <summary>The source; of a subscription that is to be ended a name of its own, so that the source can have another one.</summary>
    public required string SourceId { get; set; }

    /// <summary>Last part of the callback's address; nobody can guess it.</summary>
    public required string CallbackId { get; set; }

    /// <summary>Address of the hub.</summary>
    public required string HubUrl { get; set; }

    /// <summary>Address by which the hub knows the feed.</summary>
    public required string TopicUrl { get; set; }

    /// <summary>What the hub signs with, encrypted.</summary>
    public required string Secret { get; set; }

    /// <summary>How far it has come.</summary>
    public HubState State { get; set; }

    /// <summary>When the hub is asked next, for the first time or again.</summary>
    public DateTime DueUtc { get; set; }

    /// <summary>Until when the hub has promised to tell.</summary>
    public DateTime? LeaseUntilUtc { get; set; }

    /// <summary>When it last told of something.</summary>
    public DateTime? LastPushUtc { get; set; }

    /// <summary>Requests in a row that failed.</summary>
    public int Failures { get; set; }
}

/// <summary>The table of subscriptions.</summary>
sealed class HubSubscriptionModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<HubSubscription>(subscription =>
    {
        subscription.ToTable("FeedHubSubscriptions");
        subscription.HasKey(row => row.SourceId);
        subscription.Property(row => row.SourceId).HasMaxLength(ContentIdentity.MaxLength);
        subscription.Property(row => row.CallbackId).HasMaxLength(64);
        subscription.Property(row => row.HubUrl).HasMaxLength(2048);
        subscription.Property(row => row.TopicUrl).HasMaxLength(2048);
        subscription.Property(row => row.Secret).HasMaxLength(2048);
        subscription.HasIndex(row => row.CallbackId).IsUnique();
        subscription.HasIndex(row => row.DueUtc);
    });
}
