using System.Text.Json;

namespace Portal.Content.Recipes;

/// <summary>A piece of a file.</summary>
readonly record struct FilePiece(long Start, long Length);

/// <summary>Where a step lies in the file; of a <c>content</c> step, also where each of its items lies.</summary>
sealed class StepPlace
{
    public string Name { get; set; } = "";

    public FilePiece Whole { get; set; }

    public List<FilePiece>? Items { get; set; }
}

/// <summary>
/// What stands where in a recipe file. The whole file is looked through before anything is done, so that a broken one is refused at
/// once; afterwards steps and items are read one at a time, so that a file of any size needs little memory.
/// </summary>
sealed class RecipeMap
{
    string _property = "";
    string _stepProperty = "";
    long _start;
    long _itemStart;
    bool _inSteps;
    bool _inItems;

    public JsonTokenType Root { get; private set; }

    public string Name { get; private set; } = "";

    public string DisplayName { get; private set; } = "";

    public FilePiece? Variables { get; private set; }

    /// <summary>The steps; null where the file has no list of steps.</summary>
    public List<StepPlace>? Steps { get; private set; }

    /// <summary>The elements of a file that is one list.</summary>
    public List<FilePiece> Elements { get; } = [];

    /// <summary>Whether the file is one content item.</summary>
    public bool IsItem { get; private set; }

    /// <exception cref="JsonException">The file is no JSON.</exception>
    /// <exception cref="RecipeException">A step is no object or has no name.</exception>
    public static RecipeMap Read(Stream file, CancellationToken cancellationToken)
    {
        var map = new RecipeMap();
        JsonTokens.Read(file, map.Take, cancellationToken);
        for (var number = 1; number <= map.Steps?.Count; number++)
        {
            if (map.Steps[number - 1].Name.Length == 0)
                throw new RecipeException($"Step {number} of the recipe has no name.");
        }
        return map;
    }

    void Take(ref Utf8JsonReader json, long start, long end)
    {
        var token = json.TokenType;
        switch (json.CurrentDepth)
        {
            case 0 when token is not (JsonTokenType.EndObject or JsonTokenType.EndArray):
                Root = token;
                break;
            case 1 when Root == JsonTokenType.StartArray:
                TakeElement(Elements, token, start, end);
                break;
            case 1:
                TakeHeader(ref json, start, end);
                break;
            case 2 when _inSteps:
                TakeStep(token, start, end);
                break;
            case 3 when _inSteps:
                TakeStepProperty(ref json);
                break;
            case 4 when _inItems:
                TakeElement(Steps![^1].Items!, token, start, end);
                break;
        }
    }

    void TakeHeader(ref Utf8JsonReader json, long start, long end)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                _property = json.GetString()!.ToLowerInvariant();
                break;
            case JsonTokenType.String when _property == "name":
                Name = json.GetString()!;
                break;
            case JsonTokenType.String when _property == "displayname":
                DisplayName = json.GetString()!;
                break;
            case JsonTokenType.String when _property == "contenttype":
                IsItem = true;
                break;
            case JsonTokenType.StartObject when _property == "variables":
                _start = start;
                break;
            case JsonTokenType.EndObject when _property == "variables":
                Variables = new(_start, end - _start);
                break;
            case JsonTokenType.StartArray when _property == "steps":
                (Steps, _inSteps) = ([], true);
                break;
            case JsonTokenType.EndArray:
                _inSteps = false;
                break;
        }
    }

    void TakeStep(JsonTokenType token, long start, long end)
    {
        switch (token)
        {
            case JsonTokenType.StartObject:
                Steps!.Add(new StepPlace());
                (_start, _stepProperty) = (start, "");
                break;
            case JsonTokenType.EndObject:
                Steps![^1].Whole = new(_start, end - _start);
                break;
            case not (JsonTokenType.StartArray or JsonTokenType.EndArray):
                throw new RecipeException($"Step {Steps!.Count + 1} of the recipe is no JSON object.");
            default:
                throw new RecipeException($"Step {Steps!.Count + 1} of the recipe is a list, where an object with a name should stand.");
        }
    }

    void TakeStepProperty(ref Utf8JsonReader json)
    {
        var step = Steps![^1];
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                _stepProperty = json.GetString()!.ToLowerInvariant();
                break;
            case JsonTokenType.String when _stepProperty == "name":
                step.Name = json.GetString()!;
                break;
            case JsonTokenType.StartArray when _stepProperty == "data":
                (step.Items, _inItems) = ([], true);
                break;
            case JsonTokenType.EndArray:
                _inItems = false;
                break;
        }
    }

    void TakeElement(List<FilePiece> pieces, JsonTokenType token, long start, long end)
    {
        if (token is JsonTokenType.StartObject or JsonTokenType.StartArray)
            _itemStart = start;
        else if (token is JsonTokenType.EndObject or JsonTokenType.EndArray)
            pieces.Add(new(_itemStart, end - _itemStart));
        else
            pieces.Add(new(start, end - start));
    }
}
