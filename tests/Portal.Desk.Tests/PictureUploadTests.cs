using Portal.Content.Media;
using Portal.Desk.Editors;

namespace Portal.Desk.Tests;

public sealed class PictureUploadTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<byte[], string> Pictures => new()
    {
        { [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0], ".jpg" },
        { [0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0], ".png" },
        { [.. "GIF89a"u8, 0, 0, 0, 0, 0, 0], ".gif" },
        { [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8], ".webp" },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task A_picture_is_stored_under_the_month_with_the_ending_of_what_it_is(byte[] bytes, string ending)
    {
        var path = await UploadAsync("Editor", "../../Мој снимак.exe", bytes);
        path.ShouldStartWith(site.Time.GetUtcNow().ToString("yyyy/MM/", System.Globalization.CultureInfo.InvariantCulture) + "moj-snimak");
        path.ShouldEndWith(ending);
        (await File.ReadAllBytesAsync(site.Get<MediaStore>().Locate(path)!, Ct)).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_second_picture_of_the_same_name_does_not_replace_the_first()
    {
        byte[] bytes = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5, 6, 7, 8];
        (await UploadAsync("Editor", "same.jpg", bytes)).ShouldNotBe(await UploadAsync("Editor", "same.jpg", bytes));
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("GIF8")]
    [InlineData("")]
    public async Task What_is_no_picture_is_refused_whatever_its_name_says(string content) =>
        (await Should.ThrowAsync<PictureRefusedException>(() => UploadAsync("Editor", "photo.jpg", System.Text.Encoding.UTF8.GetBytes(content))))
            .Message.ShouldContain("is no JPEG");

    [Fact]
    public async Task A_picture_of_more_than_ten_megabytes_is_refused()
    {
        var bytes = new byte[PictureUpload.MaxBytes + 1];
        (bytes[0], bytes[1], bytes[2]) = (0xFF, 0xD8, 0xFF);
        (await Should.ThrowAsync<PictureRefusedException>(() => UploadAsync("Editor", "large.jpg", bytes))).Message.ShouldContain("larger than 10 MB");
    }

    [Fact]
    public async Task Who_may_not_add_pictures_is_refused() =>
        (await Should.ThrowAsync<PictureRefusedException>(() => UploadAsync("Contributor", "photo.jpg", [0xFF, 0xD8, 0xFF, 0xE0]))).Message.ShouldContain("roles");

    async Task<string> UploadAsync(string role, string name, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await site.Get<PictureUpload>().SaveAsync(await site.PersonAsync(role), name, stream, Ct);
    }
}
