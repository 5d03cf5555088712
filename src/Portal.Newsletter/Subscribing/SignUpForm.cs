using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Portal.Content.Localization;

namespace Portal.Newsletter.Subscribing;

/// <summary>The form by which people subscribe, on its page and in the widget.</summary>
sealed class SignUpForm(IDataProtectionProvider protection, NewsletterOptions options, TimeProvider time)
{
    readonly IDataProtector _stamps = protection.CreateProtector("Portal.Newsletter.SignUpForm");

    /// <summary>Name of the field that people don't see and programs fill in.</summary>
    public const string Trap = "website";

    /// <summary>When the form was drawn, sealed, so that nobody can write one. On a kept page that is earlier than it was shown, which only lets more through.</summary>
    public string Opened => _stamps.Protect(time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a program filled the form in: the trap is full, the form was never drawn, or it took no time. It gets the answer that people get.</summary>
    public bool IsRobot(IFormCollection form) =>
        form[Trap].ToString().Length > 0
        || !long.TryParse(Unseal(form["opened"].ToString()), NumberStyles.None, CultureInfo.InvariantCulture, out var opened)
        || time.GetUtcNow().ToUnixTimeSeconds() - opened < Math.Clamp(options.FormSeconds, 0, 60);

    string? Unseal(string stamp)
    {
        try
        {
            return stamp.Length is > 0 and < 1000 ? _stamps.Unprotect(stamp) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What was filled in.</summary>
    public static SignUp Read(HttpContext http, IFormCollection form, Offer offer) => new(
        form["email"].ToString(), PlanNames.Read(form["rhythm"]), ChoiceList.Store(form["topics"], offer.Topics), Language(form["language"].ToString()).Culture,
        form["form"] == "widget" ? "widget" : "page", http.Connection.RemoteIpAddress ?? IPAddress.None, http.Request.Headers.UserAgent.ToString())
    {
        Regions = ChoiceList.Store(form["regions"], offer.Regions),
        Sources = ChoiceList.Store(form["sources"], offer.Sources, ChoiceList.MaxSourcesLength),
    };

    /// <summary>The interface language of that culture name; that of the request where there is none.</summary>
    public static InterfaceLanguage Language(string name) =>
        InterfaceLanguage.All.FirstOrDefault(language => language.Culture.Name == name) ?? InterfaceLanguage.Of(CultureInfo.CurrentUICulture);

    /// <summary>What the form's template needs.</summary>
    public Dictionary<string, object?> Model(IReadOnlyList<Choice> topics, IReadOnlyList<Choice> regions, string action, string consentText) => new(StringComparer.Ordinal)
    {
        ["Action"] = action,
        ["Opened"] = Opened,
        ["Language"] = InterfaceLanguage.Of(CultureInfo.CurrentUICulture).Culture.Name,
        ["ConsentText"] = consentText,
        ["Topics"] = ChoiceModels(topics, ""),
        ["Regions"] = ChoiceModels(regions, ""),
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
