using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.Testing.Hosting;
using Shouldly;

namespace Portal.Web.Tests.Journeys;

/// <summary>A page that a visitor has opened.</summary>
sealed record VisitedPage(Uri Address, IHtmlDocument Document)
{
    /// <summary>What can be read on it.</summary>
    public string Text => Document.Body?.TextContent ?? "";

    /// <summary>The first form that has a field of this kind.</summary>
    public IHtmlFormElement FormWith(string selector) =>
        Document.QuerySelectorAll<IHtmlFormElement>("form").FirstOrDefault(form => form.QuerySelector(selector) is not null)
        ?? throw new InvalidOperationException($"{Address} has no form with {selector}:\n{Document.Body?.InnerHtml}");
}

/// <summary>Somebody who reads the site and fills in its forms, without JavaScript and without cookies, from a network of their own.</summary>
sealed class Visitor : IDisposable
{
    readonly HttpClient _http;
    readonly Uri _site;

    /// <summary>Makes a visitor; each <paramref name="network"/> (1 to 250) is another address, so that limits count them apart.</summary>
    public Visitor(PortalProcess portal, byte network = 1)
    {
        _site = portal.Address;
        _http = new(new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(new IPAddress([127, 0, 2, network]), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = portal.Address,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (test)");
    }

    /// <summary>Opens a page.</summary>
    public async Task<VisitedPage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await ReadAsync(answer, cancellationToken);
    }

    /// <summary>Sends the page's form as a browser does: what stands in it, changed by <paramref name="values"/>.</summary>
    public async Task<VisitedPage> SubmitAsync(VisitedPage page, IHtmlFormElement form, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var fields = Fields(form).Where(field => !values.ContainsKey(field.Key)).Concat(values);
        var target = form.GetAttribute("action") is { Length: > 0 } action ? new Uri(page.Address, action) : page.Address;
        using var request = new HttpRequestMessage(HttpMethod.Parse(form.Method), target) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Origin", _site.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await _http.SendAsync(request, cancellationToken);
        var result = await ReadAsync(answer, cancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{(int)answer.StatusCode} for {target}: {result.Text}");
        return result;
    }

    /// <summary>The site's answer to a search, as machines get it.</summary>
    public async Task<JsonObject> SearchAsync(string query, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"api/search?{query}", cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize<JsonObject>(text)!;
    }

    /// <summary>Sends a body to an address and returns the status and the text of the answer.</summary>
    public async Task<(HttpStatusCode Status, string Text)> PostAsync(Uri address, HttpContent body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync(address, body, cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>The status with which an address answers to GET.</summary>
    public async Task<HttpStatusCode> StatusAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        return answer.StatusCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name || element.HasAttribute("disabled"))
                continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } choice when !choice.IsChecked:
                case IHtmlInputElement { Type: "submit" or "button" or "image" or "reset" or "file" }:
                case IHtmlButtonElement:
                    break;
                case IHtmlInputElement input:
                    yield return new(name, input.Value);
                    break;
                case IHtmlSelectElement select:
                    yield return new(name, select.Value ?? "");
                    break;
                case IHtmlTextAreaElement area:
                    yield return new(name, area.Value);
                    break;
            }
        }
    }

    static async Task<VisitedPage> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        new(answer.RequestMessage!.RequestUri!, new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(cancellationToken)));
}
