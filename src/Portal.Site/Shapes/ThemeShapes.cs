using System.Globalization;
using Portal.Site.Pages;

namespace Portal.Site.Shapes;

/// <summary>Draws single shapes by the theme's templates outside of a page, such as the mails of the newsletter.</summary>
public sealed class ThemeShapes
{
    readonly PageComposer _composer;

    internal ThemeShapes(PageComposer composer) => _composer = composer;

    /// <summary>The shape as the theme draws it.</summary>
    /// <param name="shape">Type of the shape, such as <c>DigestMail</c>; <c>DigestMail__Text</c> is the template <c>DigestMail-Text.liquid</c>.</param>
    /// <param name="properties">What the template finds in <c>Model</c>.</param>
    /// <param name="culture">Language of texts and dates.</param>
    /// <param name="plainText">Whether the output is plain text, so that nothing is encoded as HTML.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<string> RenderAsync(string shape, IReadOnlyDictionary<string, object?> properties, CultureInfo culture, bool plainText, CancellationToken cancellationToken) =>
        _composer.RenderAsync(new Shape(shape) { Properties = new(properties, StringComparer.Ordinal) }, culture, plainText, cancellationToken);
}
