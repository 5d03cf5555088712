namespace Portal.Testing.Feeds;

/// <summary>
/// Feeds in every dialect and every language of the site, in the tests' own words. One event, the appointment of the invented
/// ambassador Živković, is told in all three scripts.
/// </summary>
public static class OwnFeeds
{
    /// <summary>Makes the feeds anew; their dates are shortly before <paramref name="now"/>.</summary>
    public static IReadOnlyList<TestFeed> Create(DateTimeOffset now) =>
    [
        new TestFeed("quay", "The Quay Letter", FeedDialect.Rss091, "en")
            .Put(new("Ports open a shared customs desk", "https://quay.example/customs")
            {
                Html = "<p>Three river ports will clear freight at one desk. The agreement was signed on a barge between them.</p>",
            })
            .Put(new("Pilots vote for a common radio code", "https://quay.example/radio")
            {
                Html = "<p>Pilots of four navies tested the code in fog for a week, and found it short enough to be remembered.</p>",
            }),
        new TestFeed("glasnik", "Glasnik susedstva", FeedDialect.Rss20, "sr-Latn")
            .Put(new("Ambasador Živković imenovan za izaslanika za vode", "https://glasnik.example/zivkovic")
            {
                Published = now.AddHours(-2),
                Author = "Ljiljana Đorđević",
                Categories = ["Diplomatija", "Vode"],
                Html = "<p>Ambasador Živković preuzima dužnost izaslanika za prekogranične vode. Odluka je objavljena posle razgovora u Novom Sadu.</p>",
            })
            .Put(new("Zvuk iz Beča: razgovor o posredovanju", "https://glasnik.example/zvuk")
            {
                Published = now.AddHours(-5),
                Html = "<p>U novoj epizodi slušamo kako se vode razgovori kada nijedna strana ne želi da bude viđena.</p>",
                Enclosure = new("https://glasnik.example/zvuk.mp3", "audio/mpeg", 1_234_567),
            }),
        new TestFeed("vesti", "Вести са Дунава", FeedDialect.Rss10, "sr-Cyrl")
            .Put(new("Живковић: воде не знају за границе", "https://vesti.example/zivkovic")
            {
                Published = now.AddHours(-3),
                Author = "Милица Јовановић",
                Html = "<p>Нови изасланик Живковић позвао је суседе на састанак о нивоу Дунава.</p>",
            }),
        new TestFeed("vestnik", "Вестник переговоров", FeedDialect.Atom10, "ru")
            .Put(new("Посол Живкович назначен посланником по водам", "https://vestnik.example/zhivkovich")
            {
                Published = now.AddHours(-4),
                Categories = ["Дипломатия"],
                Html = "<p>Посол Живкович будет вести переговоры о трансграничных водах.</p>",
            }),
        new TestFeed("chancery", "Chancery Notes", FeedDialect.Atom03, "en")
            .Put(new("Envoy Zivkovic takes the water file", "https://chancery.example/zivkovic")
            {
                Published = now.AddHours(-6),
                Author = "A. Clerk",
                Html = "<p>Envoy Zivkovic will chair the talks on shared rivers. The first round concerns gauges and who may read them.</p>",
            }),
        new TestFeed("wire", "Protocol Wire", FeedDialect.Json11, "en")
            .Put(new("A glossary of silence for negotiators", "https://wire.example/silence")
            {
                Published = now.AddHours(-1),
                Categories = ["Practice"],
                Html = "<p>Not every pause means no. The glossary lists eleven kinds, with examples from thirty years of talks.</p>",
            }),
    ];
}
