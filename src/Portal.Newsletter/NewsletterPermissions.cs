using Portal.Content.People;

namespace Portal.Newsletter;

/// <summary>The newsletter's permissions.</summary>
public static class NewsletterPermissions
{
    /// <summary>To see subscribers and issues, and to decide about held mail.</summary>
    public const string ManageNewsletter = "ManageNewsletter";

    /// <summary>To arrange drafts and write letters, but not to let them go.</summary>
    public const string WriteNewsletter = "WriteNewsletter";

    internal static IReadOnlyList<Permission> All { get; } =
    [
        new(ManageNewsletter, "See subscribers and issues of the newsletter, send and hold them.", "Editor") { Group = "Newsletter" },
        new(WriteNewsletter, "Arrange drafts of the newsletter and write letters.") { Group = "Newsletter", ImpliedBy = [ManageNewsletter] },
    ];
}
