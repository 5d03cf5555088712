using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using MailKit.Security;

namespace Portal.Newsletter.Mail;

/// <summary>Where a token for a mailbox comes from (OAuth 2.0): by a refresh token where one is given, else by the client's own credentials.</summary>
public sealed class MailOAuthOptions
{
    /// <summary>Address of the token endpoint; empty for no OAuth.</summary>
    public string TokenEndpoint { get; set; } = "";

    /// <summary>Identifier of the client.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Secret of the client.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>A token that was given to the client once; empty for the client's own credentials.</summary>
    public string RefreshToken { get; set; } = "";

    /// <summary>What is asked for, such as <c>https://outlook.office365.com/.default</c>.</summary>
    public string Scope { get; set; } = "";

    internal bool IsConfigured => TokenEndpoint.Length > 0;
}

/// <summary>Fetches access tokens and keeps them until shortly before they end. Thread-safe.</summary>
sealed class MailTokens(IHttpClientFactory clients, TimeProvider time) : IDisposable
{
    /// <summary>Name of the client for HTTP.</summary>
    public const string ClientName = "Portal.Newsletter.Tokens";

    readonly ConcurrentDictionary<(string, string, string), (string Token, DateTimeOffset Until)> _held = [];
    readonly SemaphoreSlim _turn = new(1);

    // Good for at least a minute.
    async Task<string> GetAsync(MailOAuthOptions options, CancellationToken cancellationToken)
    {
        var key = KeyOf(options);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_held.TryGetValue(key, out var held) && held.Until > time.GetUtcNow())
                return held.Token;
            var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["client_id"] = options.ClientId, ["client_secret"] = options.ClientSecret };
            if (options.RefreshToken.Length > 0)
                (fields["grant_type"], fields["refresh_token"]) = ("refresh_token", options.RefreshToken);
            else
                fields["grant_type"] = "client_credentials";
            if (options.Scope.Length > 0)
                fields["scope"] = options.Scope;
            using var client = clients.CreateClient(ClientName);
            using var form = new FormUrlEncodedContent(fields);
            using var answer = await client.PostAsync(new Uri(options.TokenEndpoint), form, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException($"{options.TokenEndpoint} gives no access token: it answers with {(int)answer.StatusCode}.");
            var token = await answer.Content.ReadFromJsonAsync(TokenJson.Default.TokenAnswer, cancellationToken);
            if (token?.AccessToken is not { Length: > 0 } text)
                throw new HttpRequestException($"{options.TokenEndpoint} answers without an access token.");
            _held[key] = (text, time.GetUtcNow().AddSeconds(Math.Clamp(token.ExpiresIn ?? 300, 60, 86_400) - 60));
            return text;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Signs in by a token. One that the server does not take is fetched anew the next time, though its time may not be up.</summary>
    /// <param name="options">Where the token comes from.</param>
    /// <param name="signIn">Signs in.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="HttpRequestException">The endpoint gave none.</exception>
    /// <exception cref="AuthenticationException">The server did not take it.</exception>
    public async Task UseAsync(MailOAuthOptions options, Func<string, Task> signIn, CancellationToken cancellationToken)
    {
        var token = await GetAsync(options, cancellationToken);
        try
        {
            await signIn(token);
        }
        catch (AuthenticationException)
        {
            if (_held.TryGetValue(KeyOf(options), out var held) && held.Token == token)
                _held.TryRemove(new(KeyOf(options), held));
            throw;
        }
    }

    public void Dispose() => _turn.Dispose();

    static (string, string, string) KeyOf(MailOAuthOptions options) => (options.TokenEndpoint, options.ClientId, options.RefreshToken);
}

sealed record TokenAnswer([property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int? ExpiresIn);

[JsonSerializable(typeof(TokenAnswer))]
sealed partial class TokenJson : JsonSerializerContext;
