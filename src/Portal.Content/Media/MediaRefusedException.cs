namespace Portal.Content.Media;

/// <summary>
/// A media file or what was to be done with it was refused. The message is for people, in English: the key of its translations, with
/// places for <see cref="Arguments"/>.
/// </summary>
public sealed class MediaRefusedException(string message, params IReadOnlyList<object> arguments) : Exception(message)
{
    /// <summary>What belongs into the places of the message.</summary>
    public IReadOnlyList<object> Arguments { get; } = arguments;

    /// <summary>The message in whole, in English.</summary>
    public override string ToString() => string.Format(System.Globalization.CultureInfo.InvariantCulture, Message, [.. Arguments]);
}
