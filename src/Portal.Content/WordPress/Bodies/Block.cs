using System.Text.Json.Nodes;

namespace Portal.Content.WordPress.Bodies;

/// <summary>A block of WordPress's block editor (Gutenberg).</summary>
/// <param name="Name">Its name, such as <c>core/image</c>; null for text between blocks.</param>
/// <param name="Attributes">What its opening comment says.</param>
/// <param name="Pieces">Its HTML and the blocks in it, in their order.</param>
sealed record Block(string? Name, JsonObject Attributes, List<BlockPiece> Pieces)
{
    /// <summary>An attribute that is text; empty where there is none.</summary>
    public string Text(string name) => Attributes[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>An attribute that is a number; 0 where there is none.</summary>
    public long Number(string name) => Attributes[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;

    /// <summary>The HTML of the block itself, without the blocks in it.</summary>
    public string OwnHtml => string.Concat(Pieces.Select(piece => piece.Html));
}

/// <summary>Either HTML or a block.</summary>
readonly record struct BlockPiece(string? Html, Block? Block);
