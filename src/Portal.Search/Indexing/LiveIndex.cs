using Lucene.Net.Search;

namespace Portal.Search.Indexing;

/// <summary>The index that searches read now. A rebuilt one takes its place without a search noticing.</summary>
sealed class LiveIndex
{
    volatile SearchIndex? _current;

    /// <summary>Whether there is an index to search.</summary>
    public bool IsOpen => _current is not null;

    /// <summary>Whether searches read this index.</summary>
    public bool IsCurrent(SearchIndex index) => ReferenceEquals(_current, index);

    /// <summary>Puts an index in use, or none, and returns the one before it, which its owner closes.</summary>
    public SearchIndex? Switch(SearchIndex? index) => Interlocked.Exchange(ref _current, index);

    /// <summary>Reads one state of the index; false while there is none.</summary>
    public bool TryRead<T>(Func<IndexSearcher, T> read, out T? result)
    {
        while (_current is { } index)
        {
            try
            {
                result = index.Read(read);
                return true;
            }
            catch (ObjectDisposedException) when (!ReferenceEquals(index, _current))
            {
                // It was replaced between the two lines above; the next one is there already.
            }
        }
        result = default;
        return false;
    }
}
