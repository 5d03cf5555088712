using Portal.Desk.Items;

namespace Portal.Desk.Tests.Items;

public sealed class WordDifferencesTests
{
    [Theory]
    [InlineData("The talks go on in Vienna.", "The talks resume in Vienna.", "The talks [-go on-][+resume+] in Vienna.")]
    [InlineData("", "New", "[+New+]")]
    [InlineData("Old", "", "[-Old-]")]
    [InlineData("Same", "Same", "Same")]
    [InlineData("Разговори у Бечу", "Преговори у Бечу", "[-Разговори-][+Преговори+] у Бечу")]
    [InlineData("a b c d", "b c d e", "[-a -]b c d[+ e+]")]
    [InlineData("one, two", "one two", "one[-,-] two")]
    public void Words_that_differ_are_marked(string left, string right, string expected) =>
        string.Concat(WordDifferences.Between(left, right).Select(piece => piece.Side switch
        {
            TextSide.Left => $"[-{piece.Text}-]",
            TextSide.Right => $"[+{piece.Text}+]",
            _ => piece.Text,
        })).ShouldBe(expected);

    [Fact]
    public void Each_side_put_together_is_its_text_whatever_the_texts_are()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var (left, right) = (Text(random), Text(random));
            var pieces = WordDifferences.Between(left, right);
            string.Concat(pieces.Where(piece => piece.Side != TextSide.Right).Select(piece => piece.Text)).ShouldBe(left);
            string.Concat(pieces.Where(piece => piece.Side != TextSide.Left).Select(piece => piece.Text)).ShouldBe(right);
        }
    }

    [Fact]
    public void Long_texts_that_have_nothing_in_common_are_shown_as_replaced()
    {
        var left = string.Join(' ', Enumerable.Range(0, 5000).Select(number => $"l{number}"));
        var right = string.Join('-', Enumerable.Range(0, 5000).Select(number => $"r{number}"));
        WordDifferences.Between($"Start {left} end", $"Start {right} end").Select(piece => piece.Side)
            .ShouldBe([TextSide.Both, TextSide.Left, TextSide.Right, TextSide.Both]);
    }

    static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => new[] { "peace", " ", "talks", ", ", "у ", "Бечу", ".", "\n" }[random.Next(8)]));
}
