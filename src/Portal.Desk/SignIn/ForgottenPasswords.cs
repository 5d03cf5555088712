using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>
/// Sends sign-in links to people who forgot their password. It is done after the answer, so that neither words nor time tell who is
/// known here.
/// </summary>
sealed partial class ForgottenPasswords(IServiceScopeFactory scopes, AccountMessages messages, AttemptLimits limits, ILogger<ForgottenPasswords> log) : BackgroundService
{
    readonly Channel<(string Email, CultureInfo Culture)> _asked = Channel.CreateBounded<(string, CultureInfo)>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes note; what goes beyond the limits is dropped in silence.</summary>
    public async Task AskAsync(string email, IPAddress? address, CancellationToken cancellationToken)
    {
        var (network, account) = ("mail " + AttemptLimits.Network(address), "mail " + email.ToUpperInvariant());
        if (await limits.IsSpentAsync(network, AttemptLimits.MailsPerAddress, cancellationToken) || await limits.IsSpentAsync(account, AttemptLimits.MailsPerAccount, cancellationToken))
            return;
        await limits.RecordAsync(network, CancellationToken.None);
        await limits.RecordAsync(account, CancellationToken.None);
        _asked.Writer.TryWrite((email, CultureInfo.CurrentUICulture));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (email, culture) in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().FindByEmailAsync(email) is { } user && user.LockoutEnd != DateTimeOffset.MaxValue)
                    await messages.SendResetAsync(user, culture, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A sign-in link could not be sent.")]
    partial void LogFailed(Exception exception);
}
