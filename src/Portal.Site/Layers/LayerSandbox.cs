using Acornima;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Portal.Site.Layers;

/// <summary>
/// Runs the script of a rule, which sees the functions of <see cref="LayerSituation"/> and nothing else of the program: no CLR, no
/// code from text, and limits of time, memory, statements, recursion and array size. What goes beyond a limit or fails does not hold.
/// </summary>
static class LayerSandbox
{
    /// <summary>Most statements that a script may execute.</summary>
    public const int MaxStatements = 5_000;

    /// <summary>Most memory that a script may take in all, in bytes.</summary>
    public const long MaxBytes = 4_000_000;

    /// <summary>Longest script, in characters.</summary>
    public const int MaxLength = 10_000;

    const int MaxRecursion = 50;
    const uint MaxArray = 10_000;

    static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(100);

    // A single call of these takes any amount of memory before a limit is looked at.
    const string Bounded = "delete String.prototype.repeat; delete String.prototype.padStart; delete String.prototype.padEnd;";

    static readonly Prepared<Acornima.Ast.Script> Prelude = Engine.PrepareScript(Bounded);

    // Both of these are tried when a rule is read, so that what fails is known before a visitor comes.
    static readonly LayerSituation[] Trials = [new(true, "/", "en", "", false, []), new(false, "/articles/some", "sr-Latn", "Article", true, ["Editor"])];

    /// <exception cref="FormatException">The script is no JavaScript, fails, breaks a limit, or gives neither true nor false.</exception>
    public static Func<LayerSituation, bool> Read(string script)
    {
        if (script.Length > MaxLength)
            throw new FormatException($"its script is longer than {MaxLength} characters");
        Prepared<Acornima.Ast.Script> prepared;
        try
        {
            prepared = Engine.PrepareScript(script, strict: false);
        }
        catch (Exception exception) when (exception is ScriptPreparationException or ParseErrorException)
        {
            throw new FormatException($"its script is no JavaScript: {(exception.InnerException ?? exception).Message}", exception);
        }
        foreach (var trial in Trials)
            Evaluate(prepared, trial);
        return situation =>
        {
            try
            {
                return Evaluate(prepared, situation);
            }
            catch (FormatException)
            {
                return false;
            }
        };
    }

    static bool Evaluate(Prepared<Acornima.Ast.Script> script, LayerSituation situation)
    {
        try
        {
            using var engine = new Engine(Limit);
            engine.Execute(Prelude);
            engine.SetValue("isHomepage", () => situation.IsHome);
            engine.SetValue("isAnonymous", () => !situation.IsAuthenticated);
            engine.SetValue("isAuthenticated", () => situation.IsAuthenticated);
            engine.SetValue("isInRole", (string role) => situation.IsInRole(role ?? ""));
            engine.SetValue("culture", (string culture) => situation.IsCulture(culture ?? ""));
            engine.SetValue("url", (string path) => situation.IsAt(path ?? ""));
            engine.SetValue("contentType", (string type) => situation.ContentType.Equals(type, StringComparison.OrdinalIgnoreCase));
            return engine.Evaluate(script) is JsBoolean answer ? answer == JsBoolean.True : throw new FormatException("its script gives neither true nor false");
        }
        catch (Exception exception) when (exception is not FormatException)
        {
            throw new FormatException(exception switch
            {
                StatementsCountOverflowException => $"its script takes more than {MaxStatements} statements",
                MemoryLimitExceededException or OutOfMemoryException => $"its script takes more than {MaxBytes / 1_000_000} MB of memory",
                TimeoutException or System.Text.RegularExpressions.RegexMatchTimeoutException => $"its script takes longer than {Longest.TotalMilliseconds:0} ms",
                RecursionDepthOverflowException => $"its script calls itself more than {MaxRecursion} deep",
                _ => $"its script fails: {exception.Message}",
            }, exception);
        }
    }

    static void Limit(Options options)
    {
        options.MaxStatements(MaxStatements).LimitMemory(MaxBytes).TimeoutInterval(Longest);
        options.Constraints.MaxRecursionDepth = MaxRecursion;
        options.Constraints.MaxArraySize = MaxArray;
        options.Constraints.RegexTimeout = LongestMatch;
        options.Host.StringCompilationAllowed = false;
        options.Interop.Enabled = false;
        options.Interop.AllowGetType = false;
        options.Interop.AllowSystemReflection = false;
        options.Interop.AllowWrite = false;
        options.Json.MaxParseDepth = 32;
    }
}
