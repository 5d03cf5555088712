using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;

namespace Portal.Search.Indexing;

/// <summary>Says whether this node's index can be searched, for load balancers (<c>/health/ready</c>) and for people.</summary>
sealed class SearchHealth(IndexStatus status, LiveIndex live, IStringLocalizer texts) : IHealthCheck, ISiteCheck
{
    const string DeskPage = "/Admin/Search";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(status.HasCaughtUp
            ? HealthCheckResult.Healthy("The search index has caught up.")
            : HealthCheckResult.Unhealthy("The search index has not caught up yet."));

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<CheckResult> results = [Look()];
        return Task.FromResult(results);
    }

    CheckResult Look()
    {
        var subject = texts["Search index"];
        if (status.Activity == IndexActivity.Failed)
            return new(CheckState.Trouble, subject, texts["The search index can't be kept up to date: {0} It is tried again by itself.", status.Problem ?? ""], DeskPage);
        if (!live.TryRead(SearchIndex.Count, out var documents))
            return new(CheckState.Notice, subject, texts["There is no search index in this process yet. It is built when the site starts."], DeskPage);
        return status.HasCaughtUp
            ? new(CheckState.Well, subject, texts["{0} documents can be searched.", documents.ToString("N0", CultureInfo.CurrentCulture)], DeskPage)
            : new(CheckState.Notice, subject, texts["The search index is being prepared; {0} documents can be searched so far.", documents.ToString("N0", CultureInfo.CurrentCulture)], DeskPage);
    }
}
