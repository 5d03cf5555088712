using Portal.Content.Localization;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Localization;

public sealed class SerbianTextTests
{
    [Theory]
    [InlineData("Ljubav i njiva, džep i Đurđevdan", "Љубав и њива, џеп и Ђурђевдан")]
    [InlineData("LJUBAV, NJIVA, DŽEP", "ЉУБАВ, ЊИВА, ЏЕП")]
    [InlineData("Šta će čovek žutom žicom", "Шта ће човек жутом жицом")]
    [InlineData("injekcija i injicirati, konjunkcija, konjugacija, vanjezički", "инјекција и инјицирати, конјункција, конјугација, ванјезички")]
    [InlineData("Tanjug javlja, iz Tanjuga, TANJUG", "Танјуг јавља, из Танјуга, ТАНЈУГ")]
    [InlineData("nadživeti, odživeti, podžanr, predžetveni", "надживети, одживети, поджанр, преджетвени")]
    [InlineData("budžet, kanjon, menadžer, konj, odžak", "буџет, кањон, менаџер, коњ, оџак")]
    [InlineData("podjela i nadjačati", "подјела и надјачати")]
    [InlineData("ǈubav i ǆep", "Љубав и џеп")]
    public void Latin_becomes_Cyrillic_letter_by_letter_and_sound_by_sound(string latin, string cyrillic) =>
        SerbianText.Convert(latin, SerbianAlphabet.Cyrillic).ShouldBe(cyrillic);

    [Theory]
    [InlineData("Twitter, Yahoo i Qatar", "Twitter, Yahoo и Qatar")]
    [InlineData("New York Times piše", "New York Тимес пише")]
    [InlineData("samit G20, mreža 5G i MP3 zapis", "самит G20, мрежа 5G и MP3 запис")]
    [InlineData("COVID-19 i MiG-29", "COVID-19 и MiG-29")]
    [InlineData("pišite na info@primer.rs ili www.primer.rs/vesti", "пишите на info@primer.rs или www.primer.rs/vesti")]
    [InlineData("vidi https://primer.rs/a?b=c, pa dalje", "види https://primer.rs/a?b=c, па даље")]
    [InlineData("na portalu diplomacy.org i #diplomatija, @institut", "на порталу diplomacy.org и #diplomatija, @institut")]
    [InlineData("café i Zürich", "café и Zürich")]
    [InlineData("Drugi svetski rat (II), XX vek, Petar I i Petar II", "Други светски рат (II), XX век, Петар I и Петар II")]
    [InlineData("I tako dalje. I opet.", "И тако даље. И опет.")]
    [InlineData("Zdravo, {{ ime | upcase }} i {% if x %}da{% endif %}", "Здраво, {{ ime | upcase }} и {% if x %}да{% endif %}")]
    public void What_is_not_Serbian_stays_Latin(string latin, string cyrillic) =>
        SerbianText.Convert(latin, SerbianAlphabet.Cyrillic).ShouldBe(cyrillic);

    [Theory]
    [InlineData("Љубав, њива и џеп", "Ljubav, njiva i džep")]
    [InlineData("ЉУБАВ и Њиве", "LJUBAV i Njive")]
    [InlineData("инјекција, надживети, Танјуг", "injekcija, nadživeti, Tanjug")]
    [InlineData("Руски: Доверие и скорость решают", "Ruski: Doverie i скорость решают")]
    [InlineData("КОВИД-19", "KOVID-19")]
    [InlineData("#Дипломатија на адреси пример.срб", "#Дипломатија na adresi пример.срб")]
    public void Cyrillic_becomes_Latin(string cyrillic, string latin) =>
        SerbianText.Convert(cyrillic, SerbianAlphabet.Latin).ShouldBe(latin);

    [Fact]
    public void Serbian_text_comes_back_from_the_other_script_as_it_was()
    {
        const string Text = "Конзул је у Њујорку, љут због џема и ђумбира; Танјуг пише о инјекцијама и поджанру. ЧУВЕНА ЉУБАВ!";
        SerbianText.Convert(SerbianText.Convert(Text, SerbianAlphabet.Latin), SerbianAlphabet.Cyrillic).ShouldBe(Text);
    }

    [Fact]
    public void Only_the_text_of_HTML_is_rewritten()
    {
        const string Html = """<p class="uvod">Čita se <a href="https://primer.rs/cir" title="Više o tome">ovde</a>, <code>let x = 1</code> i <em lang="en">Foreign Office</em>.</p><p lang="sr-Latn"><img src="slika.jpg" alt="Ljudi i njive"> &lt;kraj&gt; &amp; ništa</p>""";
        SerbianHtml.Convert(Html, SerbianAlphabet.Cyrillic).ShouldBe(
            """<p class="uvod">Чита се <a href="https://primer.rs/cir" title="Више о томе">овде</a>, <code>let x = 1</code> и <em lang="en">Foreign Office</em>.</p><p lang="sr-Cyrl"><img src="slika.jpg" alt="Људи и њиве"> &lt;крај&gt; &amp; ништа</p>""");
    }

    [Fact]
    public void HTML_nested_deeper_than_a_stack_is_converted()
    {
        var html = string.Concat(Enumerable.Repeat("<b>", 400)) + "kraj";
        SerbianHtml.Convert(html, SerbianAlphabet.Cyrillic).ShouldContain("крај");
    }

    [Fact]
    public void Markdown_keeps_code_and_the_targets_of_links() =>
        SerbianText.ConvertMarkdown("# Naslov\n\nReč [veza](/staza/vest) i `kod`.\n\n```\nblok koda\n```\n\nKraj <b>teksta</b>.\n", SerbianAlphabet.Cyrillic)
            .ShouldBe("# Наслов\n\nРеч [веза](/staza/vest) и `kod`.\n\n```\nblok koda\n```\n\nКрај <b>текста</b>.\n");

    [Theory]
    [InlineData("sr", SerbianAlphabet.Cyrillic)]
    [InlineData("sr-Latn-RS", SerbianAlphabet.Latin)]
    [InlineData("sr-Cyrl", SerbianAlphabet.Cyrillic)]
    [InlineData("en", null)]
    public void A_culture_tells_its_script(string culture, SerbianAlphabet? alphabet) => SerbianCultures.Alphabet(culture).ShouldBe(alphabet);
}
