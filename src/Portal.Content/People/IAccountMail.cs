namespace Portal.Content.People;

/// <summary>Sends people who work here messages about their accounts. Whoever knows how mail leaves the site registers one.</summary>
public interface IAccountMail
{
    /// <summary>Whether messages reach people; else they are only kept in files, and links are handed over by hand.</summary>
    bool Delivers { get; }

    /// <summary>Hands a message over to the mail server.</summary>
    /// <returns>Null where it was taken, else why not, in English.</returns>
    Task<string?> SendAsync(AccountMessage message, CancellationToken cancellationToken);
}

/// <summary>A message about an account.</summary>
/// <param name="To">E-mail address of the person.</param>
/// <param name="Subject">Subject, in the language of the person.</param>
/// <param name="Text">Body, plain text.</param>
public sealed record AccountMessage(string To, string Subject, string Text);
