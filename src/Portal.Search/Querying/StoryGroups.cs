using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>A hit with those that report on the same event.</summary>
/// <param name="Hit">The best of them.</param>
/// <param name="Story">The story, or null.</param>
/// <param name="Others">The others, best first.</param>
sealed record GroupedHit(ScoreDoc Hit, StoryNote? Story, List<ScoreDoc> Others);

/// <summary>What the index notes of a story.</summary>
sealed record StoryNote(string Id, string Path, IReadOnlySet<string> Members);

/// <summary>Puts hits on one event together, by the notes of stories.</summary>
static class StoryGroups
{
    /// <summary>Hits whose stories are looked up.</summary>
    public const int Depth = 200;

    static readonly HashSet<string> Fields = [IndexFields.NoteOf, IndexFields.Url, IndexFields.NoteMember];

    /// <summary>The hits, of each story among the first <see cref="Depth"/> the best one, with the others behind it.</summary>
    public static List<GroupedHit> Group(IndexSearcher searcher, IReadOnlyList<ScoreDoc> hits)
    {
        var ids = Ids(searcher.IndexReader, hits);
        var stories = Stories(searcher, ids.Take(Depth));
        var groups = new List<GroupedHit>(hits.Count);
        var known = new Dictionary<StoryNote, GroupedHit>(ReferenceEqualityComparer.Instance);
        for (var index = 0; index < hits.Count; index++)
        {
            if (!stories.TryGetValue(ids[index], out var story))
            {
                groups.Add(new(hits[index], null, []));
            }
            else if (known.TryGetValue(story, out var group))
            {
                group.Others.Add(hits[index]);
            }
            else
            {
                groups.Add(known[story] = new(hits[index], story, []));
            }
        }
        return groups;
    }

    /// <summary>The members of the story of an item, itself among them; empty where it has none.</summary>
    public static IReadOnlySet<string> Siblings(IndexSearcher searcher, string id) =>
        Stories(searcher, [id]).TryGetValue(id, out var story) ? story.Members : new HashSet<string>();

    static List<string> Ids(IndexReader reader, IReadOnlyList<ScoreDoc> hits)
    {
        var leaves = reader.Leaves;
        var values = new BinaryDocValues?[leaves.Count];
        var bytes = new BytesRef();
        var ids = new List<string>(hits.Count);
        foreach (var hit in hits)
        {
            var leaf = ReaderUtil.SubIndex(hit.Doc, leaves);
            values[leaf] ??= leaves[leaf].AtomicReader.GetBinaryDocValues(IndexFields.Id);
            if (values[leaf] is { } known)
                known.Get(hit.Doc - leaves[leaf].DocBase, bytes);
            else
                bytes = new();
            ids.Add(bytes.Utf8ToString());
        }
        return ids;
    }

    static Dictionary<string, StoryNote> Stories(IndexSearcher searcher, IEnumerable<string> ids)
    {
        var wanted = ids.Order(StringComparer.Ordinal).ToList();
        var stories = new Dictionary<string, StoryNote>(StringComparer.Ordinal);
        var notes = new Dictionary<int, StoryNote>();
        foreach (var leaf in searcher.IndexReader.Leaves)
        {
            if (leaf.AtomicReader.GetTerms(IndexFields.NoteMember)?.GetEnumerator() is not { } terms)
                continue;
            DocsEnum? documents = null;
            foreach (var id in wanted)
            {
                if (!terms.SeekExact(new BytesRef(id)))
                    continue;
                documents = terms.Docs(leaf.AtomicReader.LiveDocs, documents, DocsFlags.NONE);
                if (documents.NextDoc() is not DocIdSetIterator.NO_MORE_DOCS and var document)
                    stories.TryAdd(id, Note(leaf.DocBase + document));
            }
        }
        return stories;

        StoryNote Note(int document)
        {
            if (!notes.TryGetValue(document, out var note))
            {
                var stored = searcher.Doc(document, Fields);
                notes[document] = note = new(LuceneDocuments.Text(stored, IndexFields.NoteOf), LuceneDocuments.Text(stored, IndexFields.Url),
                    stored.GetValues(IndexFields.NoteMember, CultureInfo.InvariantCulture).ToHashSet(StringComparer.Ordinal));
            }
            return note;
        }
    }
}
