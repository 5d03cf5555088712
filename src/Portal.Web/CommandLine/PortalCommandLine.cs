using System.CommandLine;
using System.Data.Common;
using Portal.Content.Hosting;
using Portal.Content.Recipes;
using Portal.Web.Hosting;

namespace Portal.Web.CommandLine;

/// <summary>The program's command line: without a verb it serves the site.</summary>
static class PortalCommandLine
{
    /// <summary>Runs what the arguments say. Exit codes: 0 done, 1 failed, 2 wrong usage.</summary>
    public static async Task<int> RunAsync(string[] args, Func<PortalHostOptions, WebApplication> build, Func<SiteAccess, IEnumerable<Command>> verbs)
    {
        var data = new Option<string>("--data") { Description = "The folder that holds everything the site keeps (App_Data where none is given).", Recursive = true };
        var urls = new Option<string>("--urls") { Description = "The addresses to listen on, such as http://localhost:5000." };
        var root = new RootCommand("Portal: imports feeds, serves a site, and mails digests. Without a verb it serves the site.") { data, urls };
        var site = new SiteAccess(OpenAsync);
        var serve = new Command("serve", "Serves the site; sets it up first where that was not done yet.") { urls };
        root.SetAction(ServeAsync);
        serve.SetAction(ServeAsync);
        root.Add(serve);
        root.Add(SetupCommand.Create(parsed => build(new(parsed.GetValue(data), null, Serving: false))));
        foreach (var verb in verbs(site))
            root.Add(verb);

        var command = root.Parse(args);
        if (command.Errors.Count > 0)
        {
            foreach (var error in command.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("“portal --help” tells the verbs, “portal VERB --help” what a verb takes.");
            return 2;
        }
        try
        {
            return await command.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // Longer than the host's own limit: else the process would be ended after two seconds, in the middle of a mail or an import.
                ProcessTerminationTimeout = PublicServer.ShutdownTimeout + TimeSpan.FromSeconds(10),
            });
        }
        catch (Exception exception) when (exception is RecipeException or InvalidDataException or InvalidOperationException or IOException or UnauthorizedAccessException or DbException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (OperationCanceledException interrupted)
        {
            await Console.Error.WriteLineAsync($"It was interrupted before it was done: {interrupted.Message}{(interrupted.InnerException is { } cause ? $" ({cause.Message})" : "")}");
            return 1;
        }

        Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken) =>
            Serving.RunAsync(build(new(parsed.GetValue(data), parsed.GetValue(urls), Serving: true)), cancellationToken);

        async Task<IHost> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
        {
            var app = build(new(parsed.GetValue(data), null, Serving: false));
            var startup = app.Services.GetRequiredService<SiteStartup>();
            await startup.MigrateAsync(serving: false, cancellationToken);
            await startup.EnsureSetUpAsync(cancellationToken);
            return app;
        }
    }
}
