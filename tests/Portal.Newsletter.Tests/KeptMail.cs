using System.Text.Encodings.Web;
using System.Text.Json;
using MimeKit;
using Portal.Testing;
using Portal.Testing.Mail;

namespace Portal.Newsletter.Tests;

/// <summary>
/// Mails as they came over the wire, kept as <c>artifacts/mails/{name}.eml</c>, and beside each what MimeKit reads in it. A parser of
/// another make must read the same (<c>.ci/mail</c>).
/// </summary>
static class KeptMail
{
    static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "mails");

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Keep(string name, ReceivedMail mail)
    {
        Directory.CreateDirectory(Folder);
        var message = mail.Message;
        File.WriteAllBytes(Path.Combine(Folder, name + ".eml"), mail.Raw);
        File.WriteAllText(Path.Combine(Folder, name + ".json"), JsonSerializer.Serialize(new
        {
            message.Subject,
            message.MessageId,
            message.Date,
            From = Addresses(message.From),
            To = Addresses(message.To),
            ReplyTo = Addresses(message.ReplyTo),
            Headers = message.Headers.Where(header => header.Field.StartsWith("List-", StringComparison.Ordinal) || header.Field is "Auto-Submitted" or "Precedence" or "Feedback-ID")
                .Concat(message.Body!.Headers.Where(header => header.Id == HeaderId.ContentLanguage))
                .ToDictionary(header => header.Field.ToLowerInvariant(), header => header.Value, StringComparer.Ordinal),
            mail.Text,
            mail.Html,
        }, Json));
    }

    static IEnumerable<object> Addresses(InternetAddressList list) => list.Mailboxes.Select(box => new { Name = box.Name ?? "", box.Address });
}
