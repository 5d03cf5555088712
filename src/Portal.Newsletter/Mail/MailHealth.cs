namespace Portal.Newsletter.Mail;

/// <summary>What this node last found when it reached for the mail server.</summary>
sealed class MailHealth
{
    volatile string? _trouble;

    /// <summary>Why the server could not be used, or null.</summary>
    public string? Trouble => _trouble;

    public void Reached() => _trouble = null;

    public void Unreachable(string reason) => _trouble = reason;
}
