using Portal.Content.Items;

namespace Portal.Feeds.Gazetteer;

/// <summary>The part of terms that holds their names: its field <c>Names</c> has a place, organisation or person on each line (<see cref="GazetteerLine"/>).</summary>
static class GazetteerPart
{
    /// <summary>Name of the part.</summary>
    public const string Name = "Gazetteer";

    /// <summary>Name of the field.</summary>
    public const string Field = "Names";

    /// <summary>The names of a term, as editors write them.</summary>
    public static string Names(ContentItem term) => term.Text(Name, Field);
}
