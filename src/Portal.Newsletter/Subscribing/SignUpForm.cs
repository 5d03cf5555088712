using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Portal.Content.Localization;

namespace Portal.Newsletter.Subscribing;

/// <summary>The form by which people subscribe, on its page and in the widget.</summary>
sealed class SignUpForm(TimeProvider time)
{
    /// <summary>Nobody fills the form in faster.</summary>
    static readonly TimeSpan MinimumTime = TimeSpan.FromSeconds(2);

    /// <summary>Name of the field that people don't see and programs fill in.</summary>
    public const string Trap = "website";

    /// <summary>When the form was drawn, in Unix seconds. On a kept page that is earlier than it was shown, which only lets more through.</summary>
    public string Opened => time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a program filled the form in: the trap is full, or it took no time. It gets the answer that people get.</summary>
    public bool IsRobot(IFormCollection form) =>
        form[Trap].ToString().Length > 0
        || !long.TryParse(form["opened"], NumberStyles.None, CultureInfo.InvariantCulture, out var opened)
        || time.GetUtcNow().ToUnixTimeSeconds() - opened < (long)MinimumTime.TotalSeconds;

    /// <summary>What was filled in.</summary>
    public static SignUp Read(HttpContext http, IFormCollection form, IReadOnlyList<Choice> topics) => new(
        form["email"].ToString(), PlanNames.Read(form["rhythm"]), ChoiceList.Store(form["topics"], topics), Language(form["language"].ToString()).Culture,
        form["form"] == "widget" ? "widget" : "page", http.Connection.RemoteIpAddress ?? IPAddress.None, http.Request.Headers.UserAgent.ToString());

    /// <summary>The interface language of that culture name; that of the request where there is none.</summary>
    public static InterfaceLanguage Language(string name) =>
        InterfaceLanguage.All.FirstOrDefault(language => language.Culture.Name == name) ?? InterfaceLanguage.Of(CultureInfo.CurrentUICulture);

    /// <summary>What the form's template needs.</summary>
    public Dictionary<string, object?> Model(IReadOnlyList<Choice> topics, string action, string consentText) => new(StringComparer.Ordinal)
    {
        ["Action"] = action,
        ["Opened"] = Opened,
        ["Language"] = InterfaceLanguage.Of(CultureInfo.CurrentUICulture).Culture.Name,
        ["ConsentText"] = consentText,
        ["Topics"] = ChoiceModels(topics, ""),
    };

    /// <summary>Choices with the mark of those that are chosen.</summary>
    public static List<Dictionary<string, object?>> ChoiceModels(IReadOnlyList<Choice> choices, string stored)
    {
        var chosen = ChoiceList.Read(stored);
        return [.. choices.Select(choice => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Id"] = choice.Id,
            ["Name"] = choice.Name,
            ["Chosen"] = chosen.Contains(choice.Id, StringComparer.Ordinal),
        })];
    }
}
