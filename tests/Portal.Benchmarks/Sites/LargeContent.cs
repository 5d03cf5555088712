using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Content;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Benchmarks.Sites;

/// <summary>The kernel on a site's database, filled with very many items by the kernel's own writer.</summary>
sealed class LargeContent : IDisposable
{
    public const int Topics = 40;
    public const int Sources = 200;

    const int Batch = 1000;

    static readonly ContentActor Filler = new(null, "Benchmark");
    static readonly string[] Words = ["talks", "envoy", "treaty", "summit", "border", "cable", "water", "trade", "visa", "норме", "преговори", "посланик", "sporazum", "granica", "переговоры", "договор"];

    readonly IHost _host;

    LargeContent(IHost host) => _host = host;

    public ContentReader Reader => _host.Services.GetRequiredService<ContentReader>();

    public UnitOfWork Work => _host.Services.GetRequiredService<UnitOfWork>();

    /// <summary>Opens the database of a site that is set up.</summary>
    /// <param name="dataDirectory">The site's folder.</param>
    /// <param name="postgres">Connection string, or null for SQLite in the folder.</param>
    public static LargeContent Open(string dataDirectory, string? postgres)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Portal:DataDirectory"] = dataDirectory,
            ["ConnectionStrings:Portal"] = postgres,
        });
        builder.Services.AddContent(builder.Configuration);
        return new(builder.Build());
    }

    /// <summary>Publishes news items, a thousand in a transaction, spread over ten years.</summary>
    public async Task FillAsync(int items, CancellationToken cancellationToken)
    {
        var first = DateTime.UtcNow.AddYears(-10);
        var step = TimeSpan.FromDays(3650) / items;
        for (var from = 0; from < items; from += Batch)
        {
            var (start, count) = (from, Math.Min(Batch, items - from));
            await Work.RunAsync(WriteTurn.Background, Filler, (scope, ct) =>
                scope.Content.PublishNewAsync([.. Enumerable.Range(start, count).Select(number => Item(scope.Content, number, first + step * number))], ct), cancellationToken);
        }
    }

    /// <summary>A number spread evenly from a counter, the same in each run.</summary>
    public static int Spread(int number, int below) => (int)((uint)(number * 2654435761L) % (uint)below);

    public static ContentItem Item(ContentWriter content, int number, DateTime published)
    {
        var item = content.New("NewsItem");
        var words = string.Join(' ', Enumerable.Range(0, 6).Select(place => Words[Spread(number * 7 + place, Words.Length)]));
        item.Apply(new TitlePart(string.Create(CultureInfo.InvariantCulture, $"{words} {number}")));
        item.Apply(new HtmlBodyPart("<p>" + string.Join(' ', Enumerable.Repeat(words, 12)) + "</p>"));
        item.Apply("NewsItem", "Source", new ContentPickerField([string.Create(CultureInfo.InvariantCulture, $"source-{Spread(number, Sources)}")]));
        item.Apply("NewsItem", "Topics", new TaxonomyField("topics", [string.Create(CultureInfo.InvariantCulture, $"topic-{Spread(number + 1, Topics)}")]));
        item.PublishedUtc = published;
        return item;
    }

    public void Dispose() => _host.Dispose();
}
