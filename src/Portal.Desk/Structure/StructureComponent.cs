using System.Security.Claims;
using Portal.Content.Items;
using Portal.Desk.Shell;

namespace Portal.Desk.Structure;

/// <summary>What the pages of the site's structure have in common: what was done is said, and so is what was refused.</summary>
public abstract class StructureComponent : DeskComponent
{
    /// <summary>What was done, in the person's language; null for nothing.</summary>
    protected string? Notice { get; set; }

    /// <summary>What was refused, in the person's language; null for nothing.</summary>
    protected string? Problem { get; private set; }

    /// <summary>Whether something is being done.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Does something on behalf of the person, and says when it is refused.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> TryAsync(Func<ClaimsPrincipal, Task> work)
    {
        if (Busy)
            return false;
        (Busy, Notice, Problem) = (true, null, null);
        try
        {
            await work(await PersonAsync());
            return true;
        }
        catch (StructureRefusedException refused)
        {
            Problem = T[refused.Message];
        }
        catch (ContentConflictException)
        {
            Problem = T["Somebody else changed this at the same moment. Look at it again and repeat what you did."];
        }
        finally
        {
            Busy = false;
        }
        return false;
    }
}
