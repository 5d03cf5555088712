using System.Text.Json.Nodes;
using Portal.Content.People;

namespace Portal.Content.Recipes.Steps;

/// <summary>
/// Makes roles and gives them permissions (step <c>Roles</c>). <c>PermissionBehavior</c> tells whether the permissions replace the
/// role's own (the default), are added to them or are taken away.
/// </summary>
sealed class RolesStep : IRecipeStep
{
    public string Name => "Roles";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        foreach (var node in context.Data["Roles"] as JsonArray ?? [])
        {
            if (node is not JsonObject role || role["Name"]?.ToString() is not { Length: > 0 } name)
                throw new RecipeException("A role has no name.");
            var permissions = (role["Permissions"] as JsonArray ?? []).Select(permission => permission?.ToString() ?? "").Where(permission => permission.Length > 0).ToHashSet(StringComparer.Ordinal);
            await RoleStorage.StoreAsync(context.Scope, name, role["Description"]?.ToString(), permissions, role["PermissionBehavior"]?.ToString() ?? "Replace", cancellationToken);
        }
    }
}
