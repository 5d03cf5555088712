using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Audience;

/// <summary>The segments of the site, as a document.</summary>
/// <param name="All">By name.</param>
sealed record SegmentDocument(IReadOnlyList<Segment> All) : ISiteDocument<SegmentDocument>
{
    public static string DocumentName => "NewsletterSegments";

    public static JsonTypeInfo<SegmentDocument> Json => SegmentJson.Default.SegmentDocument;

    public static SegmentDocument Empty { get; } = new([]);

    /// <summary>The segment of that identifier, or null.</summary>
    public Segment? Find(string? id) => All.FirstOrDefault(segment => segment.Id == id);

    /// <summary>With that segment, in place of one of the same identifier.</summary>
    public SegmentDocument With(Segment segment) => new([.. All.Where(one => one.Id != segment.Id).Append(segment).OrderBy(one => one.Name, StringComparer.CurrentCultureIgnoreCase)]);

    /// <summary>Without the segment of that identifier.</summary>
    public SegmentDocument Without(string id) => new([.. All.Where(one => one.Id != id)]);
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(SegmentDocument))]
sealed partial class SegmentJson : JsonSerializerContext;

/// <summary>Reads, counts and changes segments.</summary>
sealed class Segments(IDbContextFactory<PortalDbContext> databases, SiteDocuments documents, UnitOfWork work, TimeProvider time)
{
    /// <summary>Most segments.</summary>
    public const int Most = 100;

    /// <summary>The segments by name.</summary>
    public async Task<IReadOnlyList<Segment>> ListAsync(CancellationToken cancellationToken) => (await documents.GetAsync<SegmentDocument>(cancellationToken)).All;

    /// <summary>The segment of that identifier, or null.</summary>
    public async Task<Segment?> FindAsync(string? id, CancellationToken cancellationToken) => (await documents.GetAsync<SegmentDocument>(cancellationToken)).Find(id);

    /// <summary>How many people are in it now.</summary>
    public async Task<int> CountAsync(Segment segment, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await segment.Of(db.Set<SubscriberRecord>(), time.GetUtcNow().UtcDateTime).CountAsync(cancellationToken);
    }

    /// <summary>Keeps a segment; false where there are as many as can be.</summary>
    public Task<bool> SaveAsync(Segment segment, ContentActor actor, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
    {
        var document = await scope.ReadDocumentAsync<SegmentDocument>(ct);
        if (document.Find(segment.Id) is null && document.All.Count >= Most)
            return false;
        await scope.UpdateDocumentAsync<SegmentDocument>(old => old.With(segment), ct);
        return true;
    }, cancellationToken);

    /// <summary>Removes a segment.</summary>
    public Task RemoveAsync(string id, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, (scope, ct) => scope.UpdateDocumentAsync<SegmentDocument>(old => old.Without(id), ct), cancellationToken);
}
