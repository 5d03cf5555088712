using System.Globalization;
using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>
/// Counts by doc values what hits can be narrowed by, in the same pass that finds them. It also tells hits from near misses: a document
/// that fails just one selection counts for that facet alone, so that its other values can be chosen.
/// </summary>
sealed class FacetCounter
{
    /// <summary>Values of a facet that are told.</summary>
    const int MostValues = 50;

    /// <summary>Months that the histogram can show.</summary>
    const int MostMonths = 120;

    readonly Dimension _types;
    readonly Dimension _topics;
    readonly Dimension _regions;
    readonly Dimension _sources;
    readonly Dimension _languages;
    readonly Dimension[] _dimensions;
    readonly Dictionary<int, int> _years = [];
    readonly Dictionary<int, int> _months = [];
    readonly int? _year;
    NumericDocValues? _published;

    public FacetCounter(SearchRequest request)
    {
        _types = new(IndexFields.Kind, request.Types);
        _topics = new(IndexFields.Topic, request.Topic is { } topic ? [topic] : []);
        _regions = new(IndexFields.Region, request.Region is { } region ? [region] : []);
        _sources = new(IndexFields.Source, request.Source is { } source ? [source] : []);
        _languages = new(IndexFields.Language, request.Language is { } language ? [language] : []);
        _dimensions = [_types, _topics, _regions, _sources, _languages];
        _year = request.Year;
    }

    public void SetNextReader(AtomicReader reader)
    {
        foreach (var dimension in _dimensions)
            dimension.SetNextReader(reader);
        _published = reader.GetNumericDocValues(IndexFields.Published);
    }

    /// <summary>Counts the document; whether it has all that was selected.</summary>
    public bool Collect(int document)
    {
        var date = DateTime.UnixEpoch.AddSeconds(_published?.Get(document) ?? 0);
        var yearFails = _year is { } wanted && date.Year != wanted;
        Dimension? failed = null;
        var fails = yearFails ? 1 : 0;
        foreach (var dimension in _dimensions)
        {
            if (dimension.Read(document))
                continue;
            failed = dimension;
            if (++fails > 1)
                return false;
        }
        if (fails == 0)
        {
            foreach (var dimension in _dimensions)
                dimension.Count();
            CollectionsMarshal.GetValueRefOrAddDefault(_months, date.Year * 12 + date.Month - 1, out _)++;
        }
        else
        {
            failed?.Count();
        }
        if (fails == 0 || yearFails)
            CollectionsMarshal.GetValueRefOrAddDefault(_years, date.Year, out _)++;
        return fails == 0;
    }

    public SearchFacets Finish() => new()
    {
        Types = _types.Finish(),
        Topics = _topics.Finish(),
        Regions = _regions.Finish(),
        Sources = _sources.Finish(),
        Languages = _languages.Finish(),
        Years = [.. _years.OrderByDescending(year => year.Value).ThenByDescending(year => year.Key).Take(MostValues)
            .Select(year => new FacetValue(year.Key.ToString("0000", CultureInfo.InvariantCulture), year.Value))],
        Months = _months.Count == 0 || _months.Keys.Max() - _months.Keys.Min() >= MostMonths ? [] : [.. _months.OrderBy(month => month.Key)
            .Select(month => new FacetValue(string.Create(CultureInfo.InvariantCulture, $"{month.Key / 12:0000}-{month.Key % 12 + 1:00}"), month.Value))],
    };

    /// <summary>A field with its values and selections.</summary>
    sealed class Dimension(string field, IReadOnlyList<string> selected)
    {
        readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
        readonly List<long> _wanted = [];
        SortedSetDocValues? _values;
        int[] _segment = [];
        int[] _found = new int[8];
        int _foundCount;

        public void SetNextReader(AtomicReader reader)
        {
            Flush();
            _values = reader.GetSortedSetDocValues(field);
            _segment = _values is null ? [] : new int[_values.ValueCount];
            _wanted.Clear();
            foreach (var value in selected)
            {
                if (_values?.LookupTerm(new BytesRef(value)) is >= 0 and var ordinal)
                    _wanted.Add(ordinal);
            }
        }

        /// <summary>Reads the document's values; whether a selected one is among them.</summary>
        public bool Read(int document)
        {
            _foundCount = 0;
            var has = selected.Count == 0;
            if (_values is null)
                return has;
            _values.SetDocument(document);
            for (var ordinal = _values.NextOrd(); ordinal != SortedSetDocValues.NO_MORE_ORDS; ordinal = _values.NextOrd())
            {
                if (_foundCount == _found.Length)
                    Array.Resize(ref _found, _found.Length * 2);
                _found[_foundCount++] = (int)ordinal;
                has = has || _wanted.Contains(ordinal);
            }
            return has;
        }

        public void Count()
        {
            foreach (var ordinal in _found.AsSpan(0, _foundCount))
                _segment[ordinal]++;
        }

        public IReadOnlyList<FacetValue> Finish()
        {
            Flush();
            return [.. _counts.OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).Take(MostValues).Select(value => new FacetValue(value.Key, value.Value))];
        }

        void Flush()
        {
            var bytes = new BytesRef();
            for (var ordinal = 0; ordinal < _segment.Length; ordinal++)
            {
                if (_segment[ordinal] == 0)
                    continue;
                _values!.LookupOrd(ordinal, bytes);
                CollectionsMarshal.GetValueRefOrAddDefault(_counts, bytes.Utf8ToString(), out _) += _segment[ordinal];
            }
            _segment = [];
        }
    }
}
