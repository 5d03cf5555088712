namespace Portal.Feeds.Parsing;

/// <summary>The document is no feed that can be read. The message says what it is, in plain words.</summary>
public sealed class FeedFormatException : Exception
{
    /// <summary>Makes one.</summary>
    public FeedFormatException(string message, bool html = false, Exception? inner = null) : base(message, inner) => IsHtml = html;

    /// <summary>Makes one.</summary>
    public FeedFormatException() { }

    /// <summary>Makes one.</summary>
    public FeedFormatException(string message) : base(message) { }

    /// <summary>Makes one.</summary>
    public FeedFormatException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Whether the document is a web page, which may declare the addresses of feeds.</summary>
    public bool IsHtml { get; }
}
