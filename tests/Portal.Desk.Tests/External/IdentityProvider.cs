using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Desk.Tests.External;

/// <summary>A small OpenID Connect provider on the loopback interface: code flow with PKCE, tokens signed by RS256. Whoever comes is <see cref="Person"/>.</summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "portal";
    public const string ClientSecret = "a secret of the tests";

    readonly RSA _key = RSA.Create(2048);
    readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> _codes = new(StringComparer.Ordinal);
    WebApplication _app = null!;

    /// <summary>Claims of whoever signs in.</summary>
    public JsonObject Person { get; set; } = [];

    public string Address => _app.Urls.First();

    public static async Task<IdentityProvider> StartAsync()
    {
        var provider = new IdentityProvider();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = provider._app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Json(provider.Discovery()));
        app.MapGet("/keys", () => Json(provider.Keys()));
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.TokenAsync);
        app.MapGet("/userinfo", () => Json((JsonObject)provider.Person.DeepClone()));
        await app.StartAsync();
        return provider;
    }

    IResult Authorize(HttpRequest request)
    {
        string Asked(string name) => request.Query[name].ToString();
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (Asked("nonce"), Asked("code_challenge"));
        return Results.Redirect($"{Asked("redirect_uri")}?code={code}&state={Uri.EscapeDataString(Asked("state"))}");
    }

    async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var verified = _codes.TryRemove(form["code"].ToString(), out var asked) && form["client_id"] == ClientId && form["client_secret"] == ClientSecret
            && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == asked.Challenge;
        return verified
            ? Json(new() { ["access_token"] = "access", ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = Sign(asked.Nonce) })
            : Results.BadRequest();
    }

    string Sign(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = (JsonObject)Person.DeepClone();
        (claims["iss"], claims["aud"], claims["iat"], claims["exp"], claims["nonce"]) = (Address, ClientId, now, now + 300, nonce);
        var text = $"{Encode(new JsonObject { ["alg"] = "RS256", ["kid"] = "one", ["typ"] = "JWT" })}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    JsonObject Discovery() => new()
    {
        ["issuer"] = Address,
        ["authorization_endpoint"] = Address + "/authorize",
        ["token_endpoint"] = Address + "/token",
        ["userinfo_endpoint"] = Address + "/userinfo",
        ["jwks_uri"] = Address + "/keys",
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    };

    JsonObject Keys()
    {
        var key = _key.ExportParameters(false);
        return new() { ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "one", ["alg"] = "RS256", ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) }) };
    }

    static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    static IResult Json(JsonObject json) => Results.Text(json.ToJsonString(), "application/json");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }
}
