using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.WordPress;

/// <summary>Finds the users here that take over what authors of WordPress wrote.</summary>
static class ImportUsers
{
    /// <summary>The user for each login.</summary>
    /// <exception cref="InvalidDataException">A user does not exist.</exception>
    public static async Task<IReadOnlyDictionary<string, ContentActor>> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, string> mails, CancellationToken cancellationToken)
    {
        var users = new Dictionary<string, ContentActor>(StringComparer.OrdinalIgnoreCase);
        foreach (var (login, mail) in mails)
        {
            var normalized = mail.Trim().ToUpperInvariant();
            var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(user => user.NormalizedEmail == normalized || user.NormalizedUserName == normalized, cancellationToken)
                ?? throw new InvalidDataException($"There is no user “{mail}” here, who shall own what {login} wrote. Add the user first by “portal users add”.");
            users[login] = new(user.Id, user.UserName ?? mail);
        }
        return users;
    }

    /// <summary>Reads a file with one <c>login,mail address</c> a line; lines that begin with <c>#</c> are remarks.</summary>
    /// <exception cref="InvalidDataException">A line is something else.</exception>
    public static async Task<Dictionary<string, string>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var users = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#'))
                continue;
            if (line.Split(',', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } login, { Length: > 0 } mail])
                throw new InvalidDataException($"Line {number} of {path} is not of the form “login,mail address”.");
            users[login] = mail;
        }
        return users;
    }
}
