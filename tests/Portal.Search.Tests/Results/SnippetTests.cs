using Portal.Search.Querying;
using Portal.Search.Tests.Querying;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Results;

public sealed class SnippetTests
{
    [Fact]
    public void Markup_in_titles_and_texts_is_shown_and_never_run()
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "<b>Treaty</b> & \"law\"", "<script>alert('treaty')</script> <img src=x onerror=alert(1)> treaty"));
        var hit = index.Search(new() { Query = "treaty" }).Hits.ShouldHaveSingleItem();
        hit.TitleHtml.ShouldBe("&lt;b&gt;<mark>Treaty</mark>&lt;/b&gt; &amp; &quot;law&quot;");
        hit.SnippetHtml.ShouldNotContain("<script");
        hit.SnippetHtml.ShouldNotContain("<img");
        hit.SnippetHtml.Replace("<mark>", "").Replace("</mark>", "").ShouldNotContain("<");
    }

    [Fact]
    public void Words_are_marked_in_the_script_and_form_in_which_they_stand()
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "Вест", "Председник Вучић је у Београду разговарао са Ђоковићем."));
        index.Search(new() { Query = "vučić beograd djokovic" }).Hits.ShouldHaveSingleItem().SnippetHtml
            .ShouldBe("Председник <mark>Вучић</mark> је у <mark>Београду</mark> разговарао са <mark>Ђоковићем</mark>.");
    }

    [Fact]
    public void A_phrase_is_marked_as_a_whole_and_only_where_it_stands()
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "x", "Public diplomacy, then digital diplomacy."));
        index.Search(new() { Query = "digital diplomacy", Exact = true }).Hits.ShouldHaveSingleItem().SnippetHtml
            .ShouldBe("Public diplomacy, then <mark>digital diplomacy</mark>.");
    }

    [Fact]
    public void The_passage_with_the_most_of_the_words_is_shown()
    {
        var filler = string.Concat(Enumerable.Repeat("lorem ipsum dolor sit amet ", 40));
        using var index = new SampleIndex(SampleIndex.Document("a", "x", $"Vienna first. {filler} The Vienna convention on consular relations. {filler}"));
        var snippet = index.Search(new() { Query = "vienna convention consular" }).Hits.ShouldHaveSingleItem().SnippetHtml;
        snippet.ShouldContain("<mark>Vienna</mark> <mark>convention</mark> on <mark>consular</mark>");
        snippet.ShouldStartWith("… ");
        snippet.ShouldEndWith(" …");
        snippet.Length.ShouldBeLessThan(350);
    }

    [Fact]
    public void Marks_stand_only_where_was_looked()
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "Treaty", "The treaty of peace"));
        var hit = index.Search(new() { Query = "treaty", Fields = SearchFields.Title }).Hits.ShouldHaveSingleItem();
        hit.TitleHtml.ShouldBe("<mark>Treaty</mark>");
        hit.SnippetHtml.ShouldBe("The treaty of peace");
    }
}
