using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Desk.SignIn;

/// <summary>Attempts that count against a limit.</summary>
public sealed class AttemptRecord
{
    /// <summary>What is limited, as a hash: neither addresses of people nor of networks are kept for it.</summary>
    public required string Key { get; set; }

    /// <summary>When the first of them was.</summary>
    public DateTime SinceUtc { get; set; }

    /// <summary>How many there were since.</summary>
    public int Count { get; set; }
}

/// <summary>The last code of an authenticator that somebody used.</summary>
public sealed class AuthenticatorUseRecord
{
    /// <summary>Whose authenticator it is.</summary>
    public required string UserId { get; set; }

    /// <summary>The time step of the code (RFC 6238); codes of it and of earlier ones are spent.</summary>
    public long Step { get; set; }
}

/// <summary>The tables behind the sign-in, shared by all nodes.</summary>
sealed class SignInModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider)
    {
        model.Entity<AttemptRecord>(attempt =>
        {
            attempt.ToTable("SignInAttempts");
            attempt.HasKey(row => row.Key);
            attempt.Property(row => row.Key).HasMaxLength(64);
            attempt.HasIndex(row => row.SinceUtc);
        });
        model.Entity<AuthenticatorUseRecord>(use =>
        {
            use.ToTable("SignInAuthenticatorUses");
            use.HasKey(row => row.UserId);
            use.Property(row => row.UserId).HasMaxLength(450);
        });
    }
}
