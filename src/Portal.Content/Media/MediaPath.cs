using Portal.Content.Handlers;

namespace Portal.Content.Media;

/// <summary>
/// Rules for paths of media files: relative, separated by slashes, without a leading one. What is allowed here can be stored and
/// copied on every system that Portal runs on.
/// </summary>
public static class MediaPath
{
    /// <summary>Longest path, in characters.</summary>
    public const int MaxLength = 400;

    const int MaxNameLength = 100;

    static readonly HashSet<string> DeviceNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>Whether a file or folder may have this path. It says nothing about whether there is one.</summary>
    public static bool IsAllowed(string path) => path.Length is > 0 and <= MaxLength && path.IsNormalized() && Array.TrueForAll(path.Split('/'), IsAllowedName);

    /// <summary>The path of a name in a folder; the empty folder is the root.</summary>
    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>The folder of a path; empty at the root.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>The last name of a path.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Whether a path is the folder itself or lies below it.</summary>
    public static bool IsWithin(string path, string folder) =>
        folder.Length == 0 || path == folder || (path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>A name made of the words that a person gave, in letters that every system and address takes.</summary>
    /// <param name="given">What the person or their device called it.</param>
    /// <param name="extension">The ending with its dot, of what the file is; empty for folders.</param>
    public static string FitName(string given, string extension)
    {
        var words = Slug.From(extension.Length == 0 ? Name(given.Replace('\\', '/')) : Path.GetFileNameWithoutExtension(Name(given.Replace('\\', '/'))));
        var name = words.Length > MaxNameLength ? words[..MaxNameLength].TrimEnd('-') : words;
        if (name.Length == 0)
            name = extension.Length == 0 ? "folder" : "file";
        return DeviceNames.Contains(name) ? $"{name}-1{extension}" : name + extension;
    }

    static bool IsAllowedName(string name) =>
        name.Length > 0 && name[0] is not ('.' or ' ') && name[^1] is not ('.' or ' ')
        && !name.EndsWith(".part", StringComparison.OrdinalIgnoreCase)
        && !DeviceNames.Contains(name.Split('.')[0].TrimEnd(' '))
        && !name.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter) && !IsPaired(name) || letter is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|'
            // Signs that turn the direction of writing make "gpj.exe" look like "exe.jpg".
            or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C');

    static bool IsPaired(string name)
    {
        for (var index = 0; index < name.Length; index++)
        {
            if (!char.IsSurrogate(name[index]))
                continue;
            if (!char.IsHighSurrogate(name[index]) || index + 1 == name.Length || !char.IsLowSurrogate(name[index + 1]))
                return false;
            index++;
        }
        return true;
    }
}
