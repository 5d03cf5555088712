using System.IO.Compression;
using System.Text;
using NetVips;
using Portal.Content.Media;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Media;

/// <summary>What people send becomes a clean file or is refused; its name decides nothing.</summary>
public sealed class MediaIntakeTests : IAsyncLifetime
{
    TestDatabase _database = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, settings: new Dictionary<string, string?>
    {
        ["Portal:Media:MaxMegabytes"] = "3",
        ["Portal:Media:MaxPictureMegabytes"] = "2",
        ["Portal:Media:MaxMegapixels"] = "4",
    }, cancellationToken: Ct);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "IMG_001.JPG.exe", Photo().JpegsaveBuffer(), "img-001-jpg.jpg" },
        { "Снимак екрана.png", Photo().PngsaveBuffer(), "snimak-ekrana.png" },
        { "a.html", Photo().WebpsaveBuffer(), "a.webp" },
        { "a.heic", Photo().HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, effort: 0), "a.avif" },
        { "a", Photo().GifsaveBuffer(), "a.gif" },
        { "../../etc/passwd.jpg", "%PDF-1.7 rest"u8.ToArray(), "passwd.pdf" },
        { "CON.txt", "plain words, ћирилица"u8.ToArray(), "con-1.txt" },
        { "table.csv", "a,b\n1,2\n"u8.ToArray(), "table.csv" },
        { "talk.bin", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6], "talk.mp3" },
        { "talk.mp3", [.. "OggS"u8, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 19, .. "OpusHead"u8, 1, 2], "talk.opus" },
        { "film.mov", [0, 0, 0, 32, .. "ftypisom"u8, 0, 0, 2, 0, .. "isomiso2"u8], "film.mp4" },
        { "film.webm", [0x1A, 0x45, 0xDF, 0xA3, 1, 0, 0, 0, 0, 0, 0, 0x1F, 0x42, 0x82, 0x84, .. "webm"u8], "film.webm" },
        { "subtitles.txt", "WEBVTT\n\n00:00.000 --> 00:01.000\nZdravo"u8.ToArray(), "subtitles.vtt" },
        { "letter.zip", Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")), "letter.docx" },
        { "sheet.zip", Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")), "sheet.ods" },
        { "drawing.xml", "<?xml version='1.0'?><!-- made by hand --><svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9'/></svg>"u8.ToArray(), "drawing.svg" },
    };

    [Theory, MemberData(nameof(Files))]
    public async Task A_file_is_named_by_its_words_and_by_what_it_is(string given, byte[] bytes, string name) =>
        (await TakeAsync(given, bytes)).Path.ShouldBe($"in/{name}");

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "photo.jpg", "<html><script>alert(1)</script></html>"u8.ToArray() },
        { "photo.jpg", [] },
        { "photo.svg", "<html xmlns='http://www.w3.org/1999/xhtml'><svg/></html>"u8.ToArray() },
        { "run.exe", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0] },
        { "page.txt", [.. "text"u8, 0, 1, 2] },
        { "page.html", "words"u8.ToArray() },
        { "script.js", "alert(1)"u8.ToArray() },
        { "bare.zip", Zip(("a.txt", "a")) },
        { "macro.docm", Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"), ("word/vbaProject.bin", "x")) },
        { "broken.docx", [.. "PK"u8, 3, 4, 1, 2, 3] },
        { "cut.jpg", Photo().JpegsaveBuffer()[..200] },
        { "false.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task What_is_none_of_the_kept_kinds_or_broken_is_refused_and_leaves_nothing_behind(string given, byte[] bytes)
    {
        (await Should.ThrowAsync<MediaRefusedException>(TakeAsync(given, bytes))).Message.Length.ShouldBeGreaterThan(10);
        Directory.EnumerateFiles(_database.DataDirectory, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("portal.db", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_and_with_what_a_picture_was_taken_is_gone_and_it_stands_upright()
    {
        using var photo = Photo().Mutate(image =>
        {
            image.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "44/1 48/1 0/1");
            image.Set(GValue.GStrType, "exif-ifd0-Model", "Camera of somebody");
            image.Set(GValue.GIntType, "orientation", 6);
        });
        var bytes = photo.JpegsaveBuffer();
        Encoding.Latin1.GetString(bytes).ShouldContain("Camera of somebody");
        var stored = await TakeAsync("a.jpg", bytes);
        var kept = await File.ReadAllBytesAsync(_database.Get<MediaStore>().Locate(stored.Path)!, Ct);
        Encoding.Latin1.GetString(kept).ShouldNotContain("Camera");
        Encoding.Latin1.GetString(kept).ShouldNotContain("Exif");
        using var clean = Image.NewFromBuffer(kept);
        clean.GetFields().ShouldNotContain(field => field.StartsWith("exif", StringComparison.Ordinal) && field.Contains("GPS", StringComparison.Ordinal));
        (clean.Width, clean.Height).ShouldBe((40, 60));
        // What stood at the top left stands at the top right after a turn to the right.
        clean.Getpoint(38, 2)[0].ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task A_picture_without_such_traces_stays_as_it_is_byte_for_byte_and_keeps_its_colour_profile()
    {
        var bytes = Photo().IccTransform("p3", embedded: false, inputProfile: "srgb").JpegsaveBuffer(keep: Enums.ForeignKeep.Icc);
        var stored = await TakeAsync("a.jpg", bytes);
        (await File.ReadAllBytesAsync(_database.Get<MediaStore>().Locate(stored.Path)!, Ct)).ShouldBe(bytes);
        using var withTraces = Image.NewFromBuffer(bytes).Mutate(image => image.Set(GValue.GStrType, "exif-ifd0-Model", "Camera"));
        using var clean = Image.NewFromFile(_database.Get<MediaStore>().Locate((await TakeAsync("b.jpg", withTraces.JpegsaveBuffer())).Path)!);
        clean.GetFields().ShouldContain("icc-profile-data");
        clean.GetFields().ShouldNotContain("exif-data");
    }

    [Fact]
    public async Task A_picture_with_too_many_pixels_is_refused_with_its_size()
    {
        var refused = await Should.ThrowAsync<MediaRefusedException>(TakeAsync("large.png", Image.Black(3000, 3000).PngsaveBuffer()));
        refused.ToString().ShouldContain("3000 × 3000");
    }

    [Fact]
    public async Task Files_larger_than_allowed_are_refused_before_they_are_read_to_the_end()
    {
        var endless = new EndlessText();
        (await Should.ThrowAsync<MediaRefusedException>(_database.Get<MediaIntake>().TakeAsync("", "a.txt", endless, Ct))).ToString().ShouldContain("3 MB");
        endless.Given.ShouldBeLessThan(4 * 1024 * 1024);
        (await Should.ThrowAsync<MediaRefusedException>(TakeAsync("a.jpg", [.. Photo().JpegsaveBuffer(), .. new byte[2 * 1024 * 1024]]))).ToString().ShouldContain("2 MB");
    }

    [Fact]
    public async Task Files_of_the_same_name_stand_beside_one_another_also_where_they_come_at_once()
    {
        var bytes = Photo().PngsaveBuffer();
        var stored = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() => TakeAsync(number % 2 == 0 ? "Same Name.png" : "same-name.PNG", bytes))));
        stored.Select(one => one.Path.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Count().ShouldBe(12);
    }

    Task<StoredMedia> TakeAsync(string name, byte[] bytes) => _database.Get<MediaIntake>().TakeAsync("in", name, new MemoryStream(bytes), Ct);

    static Image Photo()
    {
        using var dark = Image.Black(60, 40, bands: 3);
        using var corner = (Image.Black(10, 10, bands: 3) + 255).Cast(Enums.BandFormat.Uchar);
        return dark.Insert(corner, 0, 0).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }
        return stream.ToArray();
    }

    sealed class EndlessText : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'a');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
