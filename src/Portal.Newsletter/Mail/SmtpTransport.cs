namespace Portal.Newsletter.Mail;

/// <summary>Mail goes to a relay by SMTP.</summary>
sealed class SmtpTransport(SmtpOptions options, PostfixLog log, MailTokens? tokens = null) : IMailTransport
{
    public IMailConnection Open() => new SmtpConnection(options, tokens);

    public Task<IReadOnlyList<TakenAnswer>> WereTakenAsync(IReadOnlyList<DoubtfulMail> mails, CancellationToken cancellationToken) =>
        options.MtaLog.Length > 0
            ? log.LookUpAsync(mails, cancellationToken)
            : Task.FromResult<IReadOnlyList<TakenAnswer>>([.. mails.Select(_ => TakenAnswer.Unknown)]);
}
