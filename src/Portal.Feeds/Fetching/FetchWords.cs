namespace Portal.Feeds.Fetching;

/// <summary>HTTP statuses in plain words.</summary>
static class FetchWords
{
    public static string Status(int status) => status switch
    {
        401 => "The server asks for a password (401).",
        403 => "The server refuses access (403).",
        404 => "There is nothing at this address (404).",
        410 => "The feed was given up by its publisher (410).",
        429 => "The server asks for fewer requests (429).",
        503 => "The server is not available at the moment (503).",
        >= 500 => $"The server has an error of its own ({status}).",
        _ => $"The server answered with the status {status}.",
    };
}
