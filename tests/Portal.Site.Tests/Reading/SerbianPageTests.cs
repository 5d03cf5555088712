using Portal.Content.Localization;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Reading;

public sealed class SerbianPageTests
{
    [Theory]
    [InlineData("<p lang=\"sr-Cyrl\">Љубав и мир</p>", "<p lang=\"sr-Latn\">Ljubav i mir</p>")]
    [InlineData("<html lang=\"sr\"><title>Вести</title><p>Данас<br>сутра", "<html lang=\"sr-Latn\"><title>Vesti</title><p>Danas<br>sutra")]
    [InlineData("<p lang=\"ru\">Новости мира</p>", "<p lang=\"ru\">Новости мира</p>")]
    [InlineData("<p lang=\"en\">In <b lang=\"sr-Cyrl\">Београд</b>, Београд</p>", "<p lang=\"en\">In <b lang=\"sr-Latn\">Beograd</b>, Београд</p>")]
    [InlineData("<p lang=\"sr-Cyrl\">Реч <i lang=\"ru\">мир</i> реч</p>", "<p lang=\"sr-Latn\">Reč <i lang=\"ru\">мир</i> reč</p>")]
    [InlineData("<p lang=\"sr-Cyrl\">А <code>б</code> <a translate=\"no\" lang=\"sr-Cyrl\">Српски</a> в</p>", "<p lang=\"sr-Latn\">A <code>б</code> <a translate=\"no\" lang=\"sr-Cyrl\">Српски</a> v</p>")]
    [InlineData("<div lang='sr-Cyrl'><img alt='Мост' src='/медији/мост.jpg' title=\"Два\"><input placeholder=\"Тражи\" value=\"мост\"></div>", "<div lang='sr-Latn'><img alt='Most' src='/медији/мост.jpg' title=\"Dva\"><input placeholder=\"Traži\" value=\"мост\"></div>")]
    [InlineData("<div lang=\"sr-Cyrl\"><select><option value=\"1\">Један<option>Два</select><textarea>Три</textarea></div>", "<div lang=\"sr-Latn\"><select><option value=\"1\">Jedan<option>Два</select><textarea>Три</textarea></div>")]
    [InlineData("<p lang=\"sr-Cyrl\">А &lt;б&gt; &amp; &#x432;</p>", "<p lang=\"sr-Latn\">A &lt;b&gt; &amp; v</p>")]
    [InlineData("<html lang=\"sr-Cyrl\"><script>const a = 'а' < 1;</script><!-- а --><p>а", "<html lang=\"sr-Latn\"><script>const a = 'а' < 1;</script><!-- а --><p>a")]
    [InlineData("<ul><li lang=\"sr-Cyrl\">а<li>а</ul>а", "<ul><li lang=\"sr-Latn\">a<li>а</ul>а")]
    [InlineData("<p lang=\"sr-Cyrl\">Пише на https://пример.срб/пут и ana@пример.rs</p>", "<p lang=\"sr-Latn\">Piše na https://пример.срб/пут i ana@пример.rs</p>")]
    public void In_Latin_letters(string page, string expected) => SerbianPage.Convert(page, SerbianAlphabet.Latin).ShouldBe(expected);

    [Theory]
    [InlineData("<p lang=\"sr-Latn\">Ljubav, injekcija, NATO i Ćuprija</p>", "<p lang=\"sr-Cyrl\">Љубав, инјекција, НАТО и Ћуприја</p>")]
    [InlineData("<html lang=\"sr-Cyrl\"><p>Вест из листа Savska hronika</p><p lang=\"sr-Latn\">Vest", "<html lang=\"sr-Cyrl\"><p>Вест из листа Savska hronika</p><p lang=\"sr-Cyrl\">Вест")]
    [InlineData("<p lang=\"en\">News</p><p lang=\"hr\">Vijest</p><p lang=\"sr-Latn\">Windows <span lang=\"en\">and</span></p>", "<p lang=\"en\">News</p><p lang=\"hr\">Vijest</p><p lang=\"sr-Cyrl\">Windows <span lang=\"en\">and</span></p>")]
    [InlineData("<p lang=\"sr-Latn\"><a href=\"/vesti\">Vesti</a> &nbsp;i&nbsp;još</p>", "<p lang=\"sr-Cyrl\"><a href=\"/vesti\">Вести</a> &#xA0;и&#xA0;још</p>")]
    public void In_Cyrillic_letters(string page, string expected) => SerbianPage.Convert(page, SerbianAlphabet.Cyrillic).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<p lang=\"sr-Cyrl")]
    [InlineData("<p = lang=sr-Cyrl ===>а</q></p></p>< b")]
    [InlineData("<!--")]
    [InlineData("<!doctype html><script>")]
    [InlineData("</")]
    [InlineData("<a\"'=>")]
    public void What_is_broken_ends_somewhere(string page) => SerbianPage.Convert(page, SerbianAlphabet.Latin).ShouldNotBeNull();
}
