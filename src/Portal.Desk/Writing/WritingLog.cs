using Microsoft.Extensions.Logging;

namespace Portal.Desk.Writing;

static partial class WritingLog
{
    [LoggerMessage(LogLevel.Warning, "A copy of what is being written could not be kept ({Reason}). It is tried again in a moment.")]
    public static partial void CopyFailed(this ILogger logger, string reason);
}
