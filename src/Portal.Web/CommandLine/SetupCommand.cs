using System.CommandLine;
using Portal.Content.CommandLine;
using Portal.Web.Hosting;

namespace Portal.Web.CommandLine;

/// <summary>The verb <c>portal setup</c>.</summary>
static class SetupCommand
{
    public static Command Create(Func<ParseResult, WebApplication> build)
    {
        var recipe = new Option<string>("--recipe") { Description = "Name of a recipe that comes with the program, or a recipe file, also a folder or zip file with a Recipe.json.", DefaultValueFactory = _ => SiteStartup.DefaultRecipe };
        var email = new Option<string>("--admin-email") { Description = "Mail address of the administrator.", Required = true };
        var password = new Option<string>("--admin-password") { Description = "The administrator's password; without it a one-time sign-in link is printed." };
        var command = new Command("setup", "Sets a new site up by a recipe.") { recipe, email, password };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = build(parsed);
            var startup = app.Services.GetRequiredService<SiteStartup>();
            await startup.MigrateAsync(serving: false, cancellationToken);
            var done = await RecipeProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error,
                progress => startup.SetUpAsync(parsed.GetRequiredValue(recipe), parsed.GetRequiredValue(email), parsed.GetValue(password), progress, cancellationToken));
            if (done is not { } report)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync("This site is set up already. Choose another data directory by --data, or run a recipe on it by “portal recipe run”.");
                return 1;
            }
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"The site is set up ({report.Steps} steps of the recipe).");
            foreach (var note in report.Notes)
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"Note: {note}");
            if (await startup.FirstSignInAsync(serving: false, cancellationToken) is { } link)
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"Once it is served, this link signs the administrator in, once, within an hour:{Environment.NewLine}{link}");
            return 0;
        });
        return command;
    }
}
