using System.Text.Json;

namespace Portal.Content.Recipes;

/// <summary>Reads the tokens of a JSON file one after the other, in memory that does not grow with the file.</summary>
static class JsonTokens
{
    /// <summary>Deepest nesting that is read; the same as of stored content.</summary>
    public const int MaxDepth = 128;

    /// <summary>Longest single value (a text, a number), in bytes.</summary>
    const int MaxToken = 64 * 1024 * 1024;

    /// <summary>Is told of a token and where it begins and ends in the file.</summary>
    public delegate void Take(ref Utf8JsonReader json, long start, long end);

    /// <summary>Reads the file to its end.</summary>
    /// <exception cref="JsonException">It is no JSON; the message says in which line.</exception>
    public static void Read(Stream file, Take take, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var (origin, filled) = (0L, 0);
        var state = new JsonReaderState(new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = file.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            var mark = origin == 0 && buffer.AsSpan(0, filled).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
            var json = new Utf8JsonReader(buffer.AsSpan(mark, filled - mark), isFinalBlock: read == 0, state);
            while (json.Read())
                take(ref json, origin + mark + json.TokenStartIndex, origin + mark + json.BytesConsumed);
            state = json.CurrentState;
            if (read == 0)
                return;
            var consumed = mark + (int)json.BytesConsumed;
            buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
            (origin, filled) = (origin + consumed, filled - consumed);
            if (filled < buffer.Length)
                continue;
            if (buffer.Length >= MaxToken)
                throw new JsonException($"A value that begins at byte {origin} is longer than {MaxToken / 1024 / 1024} MB.");
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }
}
