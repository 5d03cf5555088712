using Microsoft.Extensions.Localization;
using Portal.Content.Checking;

namespace Portal.Desk.Items;

/// <summary>Something in an item that must be put right before it is stored.</summary>
/// <param name="Element">Identifier of the element of the form.</param>
/// <param name="Message">What is wrong and what to do, in the editor's language.</param>
public sealed record ItemProblem(string Element, string Message)
{
    /// <summary>A problem in the editor's language.</summary>
    public static ItemProblem Of(ContentProblem problem, IStringLocalizer texts) => new(problem.Element, problem.In(texts));
}
