using System.Collections.Concurrent;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Portal.Content.Journal;
using Directory = Lucene.Net.Store.Directory;

namespace Portal.Search.Indexing;

/// <summary>
/// One Lucene index, open for writing. Its commits hold the journal position up to which it has followed, so that documents and
/// position can't disagree. Writing is for one thread at a time (documents of a batch may be added in parallel), reading for any.
/// </summary>
sealed class SearchIndex : IDisposable
{
    /// <summary>Rises with every change of fields or analysis; an index of another number is rebuilt.</summary>
    public const string Schema = "4";

    const string SchemaKey = "schema";
    const string PositionKey = "position";

    /// <summary>As many documents are written on one thread.</summary>
    const int Few = 50;

    readonly Directory _directory;
    readonly IndexWriter _writer;
    readonly SearcherManager _searchers;
    readonly ConcurrentBag<LuceneDocuments> _buffers = [];
    bool _abandoned;
    bool _closed;

    SearchIndex(Directory directory, IndexWriter writer, JournalPosition position)
    {
        (_directory, _writer, Position) = (directory, writer, position);
        _searchers = new(writer, applyAllDeletes: true, new TextSearcherFactory());
    }

    /// <summary>The journal up to here is in the index, committed or not.</summary>
    public JournalPosition Position { get; private set; }

    /// <summary>Documents changed since the last commit.</summary>
    public int Uncommitted { get; private set; }

    /// <summary>Documents changed since it was opened.</summary>
    public long Changes { get; private set; }

    /// <summary>Whether there is something to commit: documents, or only a position.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Documents as a search would see them.</summary>
    public int Documents => Read(Count);

    /// <summary>Documents that can be found; notes are none.</summary>
    public static int Count(IndexSearcher searcher)
    {
        var notes = new TotalHitCountCollector();
        foreach (var kind in Enum.GetNames<NoteKind>())
            searcher.Search(new TermQuery(new(IndexFields.Note, kind)), notes);
        return searcher.IndexReader.NumDocs - notes.TotalHits;
    }

    /// <summary>Makes an empty index in a new folder.</summary>
    public static SearchIndex Create(string path) => Create(FSDirectory.Open(path));

    /// <summary>Makes an empty index; it closes the directory with itself.</summary>
    public static SearchIndex Create(Directory directory) => Open(directory, create: true);

    /// <summary>Opens an index as it was last committed.</summary>
    /// <exception cref="IOException">There is no index, it is damaged, or it is of another <see cref="Schema"/>.</exception>
    public static SearchIndex Open(string path) => Open(FSDirectory.Open(path), create: false);

    /// <summary>Opens an index as it was last committed, or says why it can't be used.</summary>
    public static SearchIndex? TryOpen(Directory directory, out string? reason)
    {
        reason = null;
        try
        {
            return Open(directory, create: false);
        }
        // A damaged file shows itself in many ways: wrong magic numbers, lengths that can't be, ends that come too early.
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            reason = exception.Message;
            return null;
        }
    }

    /// <summary>Opens the last commit for reading only, while another process may write.</summary>
    public static T ReadCommitted<T>(string path, Func<IndexSearcher, T> read)
    {
        using var directory = FSDirectory.Open(path);
        using var reader = DirectoryReader.Open(directory);
        CheckSchema(reader.IndexCommit.UserData);
        return read(new TextSearcherFactory().NewSearcher(reader));
    }

    /// <summary>Puts documents in place of those with their ids, on several threads where there are many.</summary>
    public void Put(IReadOnlyCollection<SearchDocument> documents) => Write(documents, isNew: false);

    /// <summary>Adds documents that are not in the index, which is faster than <see cref="Put(IReadOnlyCollection{SearchDocument})"/>.</summary>
    public void Add(IReadOnlyCollection<SearchDocument> documents) => Write(documents, isNew: true);

    /// <summary>Puts notes in place of all that were made of the same items; an item without notes loses them.</summary>
    public void Put(IReadOnlyCollection<string> owners, IEnumerable<IndexNote> notes)
    {
        if (owners.Count == 0)
            return;
        _writer.DeleteDocuments([.. owners.Select(owner => new Term(IndexFields.NoteOwner, owner))]);
        foreach (var note in notes)
            _writer.AddDocument(LuceneDocuments.ToLucene(note));
        Changed(owners.Count);
    }

    /// <summary>Takes documents away.</summary>
    public void Remove(IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
            return;
        _writer.DeleteDocuments([.. ids.Select(id => new Term(IndexFields.Id, id))]);
        Changed(ids.Count);
    }

    /// <summary>Says that the journal up to this place is in the index.</summary>
    public void Advance(JournalPosition position)
    {
        Position = position;
        IsDirty = true;
    }

    /// <summary>Shows searches what was put and removed.</summary>
    public void Refresh() => _searchers.MaybeRefreshBlocking();

    /// <summary>Makes documents and position durable together.</summary>
    public void Commit()
    {
        using var activity = IndexTelemetry.Commit(Uncommitted);
        _writer.SetCommitData(new Dictionary<string, string>(StringComparer.Ordinal) { [SchemaKey] = Schema, [PositionKey] = Position.ToString() });
        _writer.Commit();
        Uncommitted = 0;
        IsDirty = false;
    }

    /// <summary>Reads one state of the index.</summary>
    /// <exception cref="ObjectDisposedException">The index was closed.</exception>
    public T Read<T>(Func<IndexSearcher, T> read)
    {
        var searcher = _searchers.Acquire();
        try
        {
            return read(searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    /// <summary>Ends writing without a commit, after something failed; what could be found can be found until it is closed.</summary>
    public void Abandon()
    {
        if (_abandoned)
            return;
        _abandoned = true;
        try
        {
            _writer.Rollback();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // What made it fail before may do so again; the lock is given back all the same, and the last commit stands.
        }
    }

    /// <summary>Closes without a commit: what was not committed is read from the journal again.</summary>
    public void Dispose()
    {
        if (_closed)
            return;
        _closed = true;
        _searchers.Dispose();
        while (_buffers.TryTake(out var buffers))
            buffers.Dispose();
        Abandon();
        _directory.Dispose();
    }

    void Write(IReadOnlyCollection<SearchDocument> documents, bool isNew)
    {
        if (documents.Count < Few)
        {
            foreach (var document in documents)
                Write(document, isNew);
        }
        else
        {
            WriteTogether(new(documents), isNew);
        }
        Changed(documents.Count);
    }

    // On threads of its own: those of the pool are for people who wait, and where processors are few, they would all be taken for tens of milliseconds.
    // What changes an index that is searched leaves half of the processors to the searches; a new index is wanted soon.
    void WriteTogether(ConcurrentQueue<SearchDocument> documents, bool isNew)
    {
        var writers = new Task[isNew ? Environment.ProcessorCount : Math.Max(1, Environment.ProcessorCount / 2)];
        for (var writer = 0; writer < writers.Length; writer++)
            writers[writer] = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task.WaitAll(writers);

        void Write()
        {
            while (documents.TryDequeue(out var document))
                this.Write(document, isNew);
        }
    }

    void Write(SearchDocument document, bool isNew)
    {
        var buffers = _buffers.TryTake(out var used) ? used : new();
        if (isNew)
            _writer.AddDocument(buffers.ToLucene(document));
        else
            _writer.UpdateDocument(new Term(IndexFields.Id, document.Id), buffers.ToLucene(document));
        _buffers.Add(buffers);
    }

    static SearchIndex Open(Directory directory, bool create)
    {
        try
        {
            var position = JournalPosition.Start;
            if (!create)
            {
                using var reader = DirectoryReader.Open(directory);
                position = JournalPosition.Parse(CheckSchema(reader.IndexCommit.UserData));
            }
            // Every field brings its own words, so this one is never asked.
            var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
            {
                OpenMode = create ? OpenMode.CREATE : OpenMode.APPEND,
                RAMBufferSizeMB = 64,
                Similarity = TextSearcherFactory.Similarity,
            });
            return new(directory, writer, position);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    static string CheckSchema(IDictionary<string, string> data) =>
        data.TryGetValue(SchemaKey, out var schema) && schema == Schema && data.TryGetValue(PositionKey, out var position)
            ? position
            : throw new IOException("The search index was written by another version of the program.");

    void Changed(int documents)
    {
        Uncommitted += documents;
        Changes += documents;
        IndexTelemetry.Changed(documents);
        IsDirty = true;
    }
}
