using Portal.Search.Analysis;
using Portal.Search.Tests.Querying;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Analysis;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("Vučić", "Vucic", "Вучић", "vuчić", "VUČIĆ", "ВУЧИЋ", "Vuc\u030Cic\u0301")]
    [InlineData("Đoković", "Djokovic", "Ђоковић", "ĐOKOVIĆ", "Dokovic")]
    [InlineData("Dačić", "Дачић", "Dacic")]
    [InlineData("Njegoš", "Његош", "Njegos", "\u01CAegoš")]
    [InlineData("ljiljan", "љиљан", "Љиљан")]
    [InlineData("Džeferson", "Џеферсон", "Dzeferson")]
    [InlineData("injekcija", "инјекција", "inјekcija")]
    [InlineData("Lavrov", "Лавров")]
    [InlineData("İstanbul", "Istanbul", "istanbul")]
    [InlineData("U.S.", "US", "u.s")]
    public void A_name_is_found_in_every_script_by_every_script(params string[] forms)
    {
        foreach (var language in new[] { "sr", "en", "ru", "fr" })
        {
            using var index = new SampleIndex([.. forms.Select((form, number) => SampleIndex.Document($"{number}", "News", $"met {form} there", language: language))]);
            // Who types a bald d for đ finds both ways of writing; who types đ means đ.
            var everywhere = string.Join(' ', Enumerable.Range(0, forms.Length).Where(number => forms[number] != "Dokovic"));
            foreach (var form in forms.Where(form => form != "Dokovic"))
            {
                index.Found(form).ShouldBe(everywhere, form);
                index.Found(form, exact: true).ShouldBe(everywhere, form);
            }
        }
    }

    [Fact]
    public void A_bald_d_finds_names_with_đ_but_is_never_taken_for_it()
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "Ђоковић", "у Београду"), SampleIndex.Document("b", "Django", "judge adjourned"));
        index.Found("Dokovic").ShouldBe("a");
        index.Found("ango").ShouldBe("");
        index.Found("Django judge").ShouldBe("b");
    }

    [Theory]
    [InlineData("sr", "Beograd", "Beograda", "Beogradu", "Beogradom", "Београду")]
    [InlineData("sr", "Vučić", "Vučića", "Вучићем", "Vučiću")]
    [InlineData("sr", "Kosovo", "Kosova", "Kosovu", "Косовом")]
    [InlineData("sr", "evropska", "evropske", "evropskoj", "европских")]
    [InlineData("ru", "Лавров", "Лаврова", "Лаврову", "Лавровым")]
    [InlineData("ru", "санкции", "санкций", "санкциям", "санкциями")]
    [InlineData("ru", "Россия", "России", "Россией", "Россию")]
    [InlineData("en", "sanction", "sanctions", "sanctioned")]
    public void Inflected_forms_meet(string language, params string[] forms)
    {
        var stems = forms.Select(form => SearchAnalyzers.Indexed(IndexLanguages.FromTag(language)!.Value, form)[0].Term).Distinct().ToList();
        stems.Count.ShouldBe(1, string.Join(' ', stems));
    }

    [Theory]
    [InlineData("Министар је разговарао са послаником", "sr")]
    [InlineData("Ministar je razgovarao sa poslanikom i najavio posetu", "sr")]
    [InlineData("Министр заявил о новых санкциях", "ru")]
    [InlineData("The minister spoke of new sanctions", "en")]
    public void The_language_of_a_text_is_guessed(string text, string language) => LanguageGuess.Of(text).Code().ShouldBe(language);
}
