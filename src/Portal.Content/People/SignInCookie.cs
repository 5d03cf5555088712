namespace Portal.Content.People;

/// <summary>The cookie of people who are signed in. Large ones come in pieces whose names begin with this one.</summary>
public static class SignInCookie
{
    /// <summary>Name of the cookie.</summary>
    public const string Name = "Portal.SignIn";
}
