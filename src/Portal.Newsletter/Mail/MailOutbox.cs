using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Portal.Content.Storage;

namespace Portal.Newsletter.Mail;

/// <summary>
/// Mail that was "sent" while no server is configured: one file a message in <c>mail/</c> of the data folder. The name comes from the
/// Message-ID and the file appears whole, so a repeat replaces it and a look at it tells whether a message was taken.
/// </summary>
sealed class MailOutbox(StorageOptions storage) : IMailTransport
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.Combine(storage.DataDirectory, "mail");

    public IMailConnection Open() => new Writer(this);

    public Task<IReadOnlyList<TakenAnswer>> WereTakenAsync(IReadOnlyList<DoubtfulMail> mails, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TakenAnswer>>([.. mails.Select(mail => File.Exists(PathOf(mail.MessageId)) ? TakenAnswer.Taken : TakenAnswer.NotTaken)]);

    /// <summary>The newest messages, newest first.</summary>
    public IReadOnlyList<OutboxFile> List(int count) => Directory.Exists(Folder)
        ? [.. new DirectoryInfo(Folder).EnumerateFiles("*.eml").Select(file => new OutboxFile(file.Name, file.LastWriteTimeUtc))
            .OrderByDescending(file => file.WrittenUtc).ThenBy(file => file.Name, StringComparer.Ordinal).Take(count)]
        : [];

    /// <summary>A message by the name that <see cref="List"/> gave, or null; leads nowhere else.</summary>
    public async Task<MimeMessage?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (name != Path.GetFileName(name) || !name.EndsWith(".eml", StringComparison.Ordinal) || !File.Exists(Path.Combine(Folder, name)))
            return null;
        return await MimeMessage.LoadAsync(Path.Combine(Folder, name), cancellationToken);
    }

    string PathOf(string messageId)
    {
        var readable = new string([.. messageId.Take(80).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_')]);
        return Path.Combine(Folder, $"{readable}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 4))}.eml");
    }

    sealed class Writer(MailOutbox outbox) : IMailConnection
    {
        public Task ReadyAsync(CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(outbox.Folder);
            return Task.CompletedTask;
        }

        public async Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
        {
            var message = mail.Message;
            var target = outbox.PathOf(message.MessageId!);
            var temporary = $"{target}.{Guid.NewGuid():N}.part";
            try
            {
                await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 16384, useAsync: true))
                {
                    await message.WriteToAsync(file, cancellationToken);
                    file.Flush(flushToDisk: true);
                }
                File.Move(temporary, target, overwrite: true);
                return new(MailResult.Accepted, $"Written to {Path.GetFileName(target)}.");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return new(MailResult.Lost, exception.Message);
            }
            finally
            {
                File.Delete(temporary);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>A message in the outbox.</summary>
sealed record OutboxFile(string Name, DateTime WrittenUtc);
