using AngleSharp.Dom;

namespace Portal.Content.WordPress.Bodies;

/// <summary>Changes of a document tree.</summary>
static class Elements
{
    /// <summary>Puts the element's children in its place.</summary>
    public static void Unwrap(this IElement element)
    {
        if (element.Parent is not { } parent)
            return;
        while (element.FirstChild is { } child)
            parent.InsertBefore(child, element);
        parent.RemoveChild(element);
    }

    /// <summary>Puts an element of another name, with the same children and without attributes, in its place.</summary>
    public static void Rename(this IElement element, string name)
    {
        if (element.Parent is not { } parent || element.Owner is not { } document)
            return;
        var renamed = document.CreateElement(name);
        while (element.FirstChild is { } child)
            renamed.AppendChild(child);
        parent.ReplaceChild(renamed, element);
    }
}
