using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NetVips;
using Portal.Content.Media;

namespace Portal.Desk.Tests.Media;

/// <summary>Files that come by HTTP, as the desk's script and a plain form send them.</summary>
public sealed partial class MediaUploadTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_comes_in_with_the_token_of_the_page_and_belongs_to_who_brought_it()
    {
        using var browser = await site.SignedInAsync("Contributor");
        using var answer = await SendAsync(browser, await TokenAsync(browser), null, ("Мој снимак.exe", Picture()));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var path = (await PathsAsync(answer)).ShouldHaveSingleItem();
        path.ShouldBe($"{site.Time.GetUtcNow():yyyy/MM}/moj-snimak.png");
        (await site.Get<MediaLibrary>().DetailsAsync(path, Ct))!.Owner.ShouldBe((await site.PersonAsync("Contributor")).FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)!.Value);
        File.Exists(site.Get<MediaStore>().Locate(path)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("forged")]
    public async Task Without_the_token_nothing_is_taken(string? token)
    {
        using var browser = await site.SignedInAsync("Editor");
        using var answer = await SendAsync(browser, token, null, ("untaken.png", Picture()));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        site.Get<MediaLibrary>().Search("", "untaken").ShouldBeEmpty();
    }

    [Fact]
    public async Task Strangers_are_sent_to_sign_in_and_who_may_not_add_files_is_told_so()
    {
        using var stranger = site.Browser();
        DeskSite.Target(await SendAsync(stranger, null, null, ("a.png", Picture()))).ShouldStartWith("/Login");
        using var moderator = await site.SignedInAsync("Moderator");
        using var answer = await SendAsync(moderator, await TokenAsync(moderator), null, ("a.png", Picture()));
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("roles");
        (await PathsAsync(answer)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plain_form_brings_several_files_and_says_how_many_were_not_taken()
    {
        using var browser = await site.SignedInAsync("Editor");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(await TokenAsync(browser)), "__RequestVerificationToken" },
            { new StringContent(""), "folder" },
            { new ByteArrayContent(Picture()), "files", "one.png" },
            { new ByteArrayContent("<script>alert(1)</script>"u8.ToArray()), "files", "two.png" },
            { new ByteArrayContent(Picture()), "files", "three.png" },
        };
        using var answer = await browser.PostAsync(new Uri("/Admin/Media/Upload", UriKind.Relative), content, Ct);
        DeskSite.Target(answer).ShouldContain("refused=1");
        site.Get<MediaLibrary>().Search("", "three").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("../../outside")]
    [InlineData("no/such/folder")]
    [InlineData("/etc")]
    public async Task Files_go_to_folders_of_the_library_only(string folder)
    {
        using var browser = await site.SignedInAsync("Author");
        using var answer = await SendAsync(browser, await TokenAsync(browser), folder, ("a.png", Picture()));
        (await PathsAsync(answer)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nbroken")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"folder\"\r\n\r\n")]
    public async Task Broken_requests_are_refused_in_words_and_never_fail(string type, string body)
    {
        using var browser = await site.SignedInAsync("Editor");
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        content.Headers.Add("RequestVerificationToken", await TokenAsync(browser));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/Admin/Media/Upload") { Content = content };
        ((int)(await browser.SendAsync(request, Ct)).StatusCode).ShouldBeLessThan(500);
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string? token, string? folder, (string Name, byte[] Bytes) file)
    {
        using var content = new MultipartFormDataContent { { new StringContent(folder ?? ""), "folder" }, { new ByteArrayContent(file.Bytes), "files", file.Name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/Admin/Media/Upload") { Content = content };
        request.Headers.Accept.ParseAdd("application/json");
        if (token is not null)
            request.Headers.Add("RequestVerificationToken", token);
        return await browser.SendAsync(request, Ct);
    }

    static async Task<IReadOnlyList<string>> PathsAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        return [.. json.RootElement.GetProperty("paths").EnumerateArray().Select(path => path.GetString()!)];
    }

    static async Task<string> TokenAsync(HttpClient browser) =>
        Token().Match(await browser.GetStringAsync(new Uri("/Admin/Account", UriKind.Relative), Ct)).Groups[1].Value;

    static byte[] Picture() => Image.Black(8, 8, bands: 3).PngsaveBuffer();

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex Token();
}
