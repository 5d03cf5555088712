using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.People;

/// <summary>The tables of sessions and access tokens; those of users and roles are Identity's.</summary>
sealed class PeopleModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider)
    {
        model.Entity<AccessTokenRecord>(token =>
        {
            token.ToTable("AccessTokens");
            token.HasKey(row => row.Id);
            token.Property(row => row.Id).HasMaxLength(ContentIdentity.MaxLength);
            token.Property(row => row.TokenHash).HasMaxLength(64);
            token.Property(row => row.UserId).HasMaxLength(450);
            token.Property(row => row.Name).HasMaxLength(AccessTokenRecord.MaxNameLength);
            token.Property(row => row.Scopes).HasMaxLength(1024);
            token.HasIndex(row => row.TokenHash).IsUnique();
            token.HasIndex(row => row.UserId);
        });
        model.Entity<UserSessionRecord>(session =>
        {
            session.ToTable("UserSessions");
            session.HasKey(row => row.Id);
            session.Property(row => row.Id).HasMaxLength(ContentIdentity.MaxLength);
            session.Property(row => row.UserId).HasMaxLength(450);
            session.Property(row => row.Device).HasMaxLength(UserSessionRecord.MaxDeviceLength);
            session.Property(row => row.Address).HasMaxLength(64);
            session.HasIndex(row => row.UserId);
            session.HasIndex(row => row.LastUsedUtc);
        });
    }
}
