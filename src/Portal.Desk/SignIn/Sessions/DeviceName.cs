namespace Portal.Desk.SignIn.Sessions;

/// <summary>Tells devices apart for people: “Firefox, Windows”. Browsers name one another in what they send, so the order counts.</summary>
static class DeviceName
{
    static readonly (string Sign, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    static readonly (string Sign, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Browser and system where they are known, else what the browser calls itself.</summary>
    public static string Of(string agent)
    {
        var browser = Browsers.FirstOrDefault(one => agent.Contains(one.Sign, StringComparison.Ordinal)).Name;
        var system = Systems.FirstOrDefault(one => agent.Contains(one.Sign, StringComparison.Ordinal)).Name;
        return browser is null && system is null ? agent : string.Join(", ", new[] { browser, system }.Where(one => one is not null));
    }
}
