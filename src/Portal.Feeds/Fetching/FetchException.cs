namespace Portal.Feeds.Fetching;

/// <summary>An address could not be fetched. The message says what happened, in plain words.</summary>
public sealed class FetchException : Exception
{
    /// <summary>Makes one.</summary>
    public FetchException(Trouble trouble, int status = 0, DateTimeOffset? retryAfter = null, Exception? inner = null) : base(trouble.ToString(), inner) =>
        (Trouble, Status, RetryAfter) = (trouble, status, retryAfter);

    /// <summary>Makes one.</summary>
    public FetchException() => Trouble = new(Message);

    /// <summary>Makes one.</summary>
    public FetchException(string message) : base(message) => Trouble = new(message);

    /// <summary>Makes one.</summary>
    public FetchException(string message, Exception innerException) : base(message, innerException) => Trouble = new(message);

    /// <summary>The message in a form that can be translated.</summary>
    public Trouble Trouble { get; }

    /// <summary>HTTP status, or 0 where there was no answer.</summary>
    public int Status { get; }

    /// <summary>Until when the server asked to be left alone, or null.</summary>
    public DateTimeOffset? RetryAfter { get; }
}
