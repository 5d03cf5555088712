using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Finds documents on the same matters as one.</summary>
static class LikeQuery
{
    /// <summary>Words by which others are found.</summary>
    const int MostWords = 25;

    /// <summary>As much of the text tells what it is about, in characters.</summary>
    const int MaxText = 10_000;

    /// <summary>A word of the title says as much as so many of the text.</summary>
    const int TitleCounts = 3;

    /// <summary>Part of the words that another document must have.</summary>
    const double Wanted = 0.25;

    /// <summary>The documents that are most like it, without those that report on the same event; empty where it is not in the index.</summary>
    public static IReadOnlyList<SearchDocument> Find(IndexSearcher searcher, string id, int count, Filter? filter, SearchConditions conditions)
    {
        if (searcher.Search(new TermQuery(new(IndexFields.Id, id)), 1).ScoreDocs is not [var hit])
            return [];
        var document = LuceneDocuments.FromLucene(searcher.Doc(hit.Doc));
        var words = Words(searcher.IndexReader, document);
        if (words.Count == 0)
            return [];
        var field = IndexFields.All(document.Language);
        var any = new BooleanQuery { MinimumNumberShouldMatch = Math.Max(1, (int)(words.Count * Wanted)) };
        foreach (var (term, found, weight) in words)
            any.Add(new TermQuery(term, found) { Boost = weight }, Occur.SHOULD);
        var query = new BooleanQuery { { any, Occur.MUST } };
        foreach (var same in StoryGroups.Siblings(searcher, id).Append(id).Distinct(StringComparer.Ordinal))
            query.Add(new TermQuery(new Term(IndexFields.Id, same)), Occur.MUST_NOT);
        var collector = new HitCollector(StoryGroups.Depth / 4, SearchOrder.Relevance, null, conditions.NowUtc is { } now ? new(now) : null, new(conditions.Budget));
        searcher.Search(query, filter, collector);
        // Of each other event the best report.
        return [.. StoryGroups.Group(searcher, collector.Hits).Take(count).Select(group => LuceneDocuments.FromLucene(searcher.Doc(group.Hit.Doc)))];
    }

    /// <summary>The words that tell the document from others, where they stand, and weights of which the largest is 1.</summary>
    static List<(Term Term, TermContext Found, float Weight)> Words(IndexReader reader, SearchDocument document)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        Count(document.Title, TitleCounts);
        Count(document.Text.Length > MaxText ? document.Text[..MaxText] : document.Text, 1);
        var all = Math.Max(1, reader.NumDocs);
        var terms = new SegmentTerms(reader, IndexFields.All(document.Language));
        var weighed = counts
            .Select(word => (Term: new BytesRef(word.Key), Word: word.Key, Count: word.Value))
            .OrderBy(word => word.Term)
            .Select(word => (word.Term, word.Word, word.Count, Documents: terms.CountDocuments(word.Term)))
            // What nobody else says finds nothing.
            .Where(word => word.Documents > 1)
            .Select(word => (word.Term, word.Word, Weight: (float)(Math.Sqrt(word.Count) * Math.Log(1 + (double)all / word.Documents))))
            .OrderByDescending(word => word.Weight).ThenBy(word => word.Word, StringComparer.Ordinal).Take(MostWords).ToList();
        return weighed.ConvertAll(word => (new Term(terms.Field, word.Term), terms.Find(word.Term), word.Weight / weighed[0].Weight));

        void Count(string text, int times)
        {
            foreach (var word in SearchAnalyzers.Ranking(document.Language, text))
            {
                if (word.IsTelling)
                    counts[word.Term] = counts.GetValueOrDefault(word.Term) + times;
            }
        }
    }

    /// <summary>
    /// The terms of a field, segment by segment. Hundreds of words are looked up with one cursor for each segment: the reader itself
    /// would open one for each word, and each of these burdens the collector of garbage long after it was used.
    /// </summary>
    sealed class SegmentTerms
    {
        readonly IndexReader _reader;
        readonly List<(int Segment, TermsEnum Cursor)> _cursors = [];

        public SegmentTerms(IndexReader reader, string field)
        {
            (_reader, Field) = (reader, field);
            foreach (var segment in reader.Leaves)
            {
                if (segment.AtomicReader.GetTerms(field)?.GetEnumerator() is { } cursor)
                    _cursors.Add((segment.Ord, cursor));
            }
        }

        public string Field { get; }

        /// <summary>In how many documents the term stands.</summary>
        public int CountDocuments(BytesRef term)
        {
            var documents = 0;
            foreach (var (_, cursor) in _cursors)
            {
                if (cursor.SeekExact(term))
                    documents += cursor.DocFreq;
            }
            return documents;
        }

        /// <summary>Where the term stands, so that the search need not look for it again.</summary>
        public TermContext Find(BytesRef term)
        {
            var found = new TermContext(_reader.Context);
            foreach (var (segment, cursor) in _cursors)
            {
                if (cursor.SeekExact(term))
                    found.Register(cursor.GetTermState(), segment, cursor.DocFreq, cursor.TotalTermFreq);
            }
            return found;
        }
    }
}
