using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;
using Portal.Content.Transfer;

namespace Portal.Content.CommandLine;

/// <summary>The verb <c>portal backup</c>.</summary>
static class BackupCommand
{
    public static Command Create(SiteAccess site)
    {
        var file = new Argument<string>("FILE") { Description = "The zip file to write." };
        var command = new Command("backup", "Copies the database, media and mails into one zip file while the site runs.") { file };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            await services.GetRequiredService<SiteBackup>().WriteAsync(parsed.GetRequiredValue(file), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"The site was copied to {parsed.GetRequiredValue(file)}. To restore it, unpack the file into an empty data directory.");
            return 0;
        }, cancellationToken));
        return command;
    }
}
