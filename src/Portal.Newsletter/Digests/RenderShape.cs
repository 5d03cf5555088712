using System.Globalization;

namespace Portal.Newsletter.Digests;

/// <summary>Draws a shape by the site's theme (<see cref="Portal.Site.Shapes.ThemeShapes.RenderAsync"/>).</summary>
delegate Task<string> RenderShape(string shape, IReadOnlyDictionary<string, object?> properties, CultureInfo culture, bool plainText, CancellationToken cancellationToken);
