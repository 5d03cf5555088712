using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Recipes;
using Portal.Content.Setup;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests;

public sealed class SetupTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_several_nodes_that_start_together_one_sets_the_site_up(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.Get<SiteSetup>().RunAsync(Request(), Cancellation)));
        reports.Count(report => report is not null).ShouldBe(1);
        (await database.Get<SiteSetup>().IsDoneAsync(Cancellation)).ShouldBeTrue();
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.Users.CountAsync(Cancellation)).ShouldBe(1);
        (await db.Roles.Select(role => role.Name).ToListAsync(Cancellation)).ShouldContain("Editor");
        (await db.ContentItems.SingleAsync(Cancellation)).Owner.ShouldBe((await db.Users.SingleAsync(Cancellation)).Id);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_sign_in_link_works_once_and_for_an_hour(DatabaseProvider provider)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        await using var database = await TestDatabase.CreateAsync(provider, time: time, cancellationToken: Cancellation);
        await database.Get<SiteSetup>().RunAsync(Request(), Cancellation);
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var user = (await db.Users.SingleAsync(Cancellation)).Id;
        var links = database.Get<SignInLinks>();

        var token = await links.CreateAsync(user, Cancellation);
        (await db.SignInLinks.SingleAsync(Cancellation)).TokenHash.ShouldNotContain(token);
        (await links.RedeemAsync(token + "x", Cancellation)).ShouldBeNull();
        (await links.RedeemAsync(token, Cancellation)).ShouldBe(user);
        (await links.RedeemAsync(token, Cancellation)).ShouldBeNull();

        var late = await links.CreateAsync(user, Cancellation);
        time.Advance(TimeSpan.FromMinutes(61));
        (await links.RedeemAsync(late, Cancellation)).ShouldBeNull();
    }

    static SetupRequest Request() => new(Recipe.Read((JsonObject)JsonNode.Parse("""
        { "name": "Tiny", "steps": [ { "name": "content", "data": [ { "ContentItemId": "a", "ContentType": "Page", "Owner": "[js: parameters('AdminUserId')]", "Latest": true } ] } ] }
        """)!, null), "admin@example.org", null);
}
