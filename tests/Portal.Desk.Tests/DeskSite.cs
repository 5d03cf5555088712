using System.Net;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Portal.Content;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.SignIn.Sessions;
using Portal.Site;
using Portal.Testing;

namespace Portal.Desk.Tests;

/// <summary>The kernel and the desk on a free port of this machine, with the default recipe's types and one person for each role.</summary>
public class DeskSite : IAsyncLifetime
{
    public const string Password = "correct horse battery staple";

    public static readonly string[] Roles = ["Administrator", "Editor", "Moderator", "Author", "Contributor"];

    readonly string _directory = Directory.CreateTempSubdirectory("portal-desk-").FullName;
    WebApplication? _app;

    /// <summary>Configuration, to be filled before the site starts.</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public IServiceProvider Services => _app!.Services;

    public Uri Address => new(_app!.Urls.First());

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public virtual async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(Settings) { ["Portal:DataDirectory"] = _directory });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddRouting();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddContent(builder.Configuration);
        builder.Services.AddSite(builder.Configuration);
        builder.Services.AddDesk(builder.Configuration);
        _app = builder.Build();
        _app.UseRouting();
        _app.UseDesk();
        _app.MapDesk();
        // Doors as modules have them, for programs.
        _app.MapGet("/api/who", (ClaimsPrincipal person) => person.Identity!.Name).RequireAuthorization();
        _app.MapGet("/api/editing", [RequirePermission(Permissions.EditContent)] () => "edits");
        _app.MapGet("/api/users", [RequirePermission(Permissions.ManageUsers)] () => "manages");
        _app.MapSite();
        await SetUpAsync();
        await _app.StartAsync();
    }

    /// <summary>A browser of its own: keeps cookies, follows no redirect.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>A browser in which the person of the role is signed in.</summary>
    public async Task<HttpClient> SignedInAsync(string role)
    {
        var browser = Browser();
        var response = await SubmitAsync(browser, "/Login", new() { ["Form.Email"] = Email(role), ["Form.Password"] = Password });
        Target(response).ShouldBe("/Admin");
        return browser;
    }

    /// <summary>Where a redirect leads, without the host: frameworks write it as a path or in full.</summary>
    public static string Target(HttpResponseMessage response) =>
        response.Headers.Location is { } target ? new Uri(response.RequestMessage!.RequestUri!, target).PathAndQuery : $"no redirect but {response.StatusCode}";

    public static string Email(string role) => $"{role}@example.org".ToLowerInvariant();

    /// <summary>Fills in the form on a page and sends it, as a browser does: with the hidden fields that the page holds.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string page, Dictionary<string, string> fields, string? handler = null)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative));
        var form = new HtmlParser().ParseDocument(html).QuerySelectorAll("form")
            .First(one => handler is null || one.QuerySelector($"input[name=_handler][value='{handler}']") is not null);
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]"))
            fields.TryAdd(hidden.GetAttribute("name")!, hidden.GetAttribute("value") ?? "");
        using var content = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(new Uri(form.GetAttribute("action") ?? page, UriKind.Relative), content);
    }

    /// <summary>The person of a role as the desk's actions see them.</summary>
    public async Task<ClaimsPrincipal> PersonAsync(string role)
    {
        await using var scope = Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().FindByEmailAsync(Email(role));
        var person = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>().CreateAsync(user!);
        var session = await Get<UserSessions>().BeginAsync(user!.Id, "Test", "127.0.0.1", null, TestContext.Current.CancellationToken);
        ((ClaimsIdentity)person.Identity!).AddClaim(new(UserSessions.Claim, session));
        return person;
    }

    /// <summary>A further user; without a password where none is given.</summary>
    public async Task<string> AddUserAsync(string email, string role, string? password = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = new PortalUser { UserName = email, Email = email };
        (await (password is null ? users.CreateAsync(user) : users.CreateAsync(user, password))).Succeeded.ShouldBeTrue();
        (await users.AddToRoleAsync(user, role)).Succeeded.ShouldBeTrue();
        return user.Id;
    }

    async Task SetUpAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await DatabaseSchema.CreateAsync(scope.ServiceProvider.GetRequiredService<PortalDbContext>(), TestContext.Current.CancellationToken);
        var recipe = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "recipes", "diplomacy.recipe.json")), documentOptions: ContentItemJson.ReadOptions)!;
        var step = recipe["steps"]!.AsArray().First(one => one!["name"]!.ToString() == "ContentDefinition");
        await Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System,
            (work, ct) => work.UpdateDocumentAsync<ContentDefinitions>(held => held.MergedWith(step.Deserialize(ContentDefinitions.Json)!), ct), TestContext.Current.CancellationToken);
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<PortalRole>>();
        foreach (var name in Roles)
        {
            var role = new PortalRole { Name = name };
            await roles.CreateAsync(role);
            foreach (var permission in Services.GetServices<Permission>().Where(permission => permission.Roles.Contains(name)))
                await roles.AddClaimAsync(role, new(Permissions.ClaimType, permission.Name));
            await AddUserAsync(Email(name), name, Password);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
