using System.Text.Json.Nodes;
using Fluid;
using Fluid.Values;

namespace Portal.Site.Liquid;

/// <summary>Members of a JSON object, read as they are asked for.</summary>
sealed class JsonIndexable(JsonObject json, TemplateOptions options) : IFluidIndexable
{
    public int Count => json.Count;

    public IEnumerable<string> Keys => json.Select(member => member.Key);

    public bool TryGetValue(string name, out FluidValue value)
    {
        var found = json.TryGetPropertyValue(name, out var node);
        value = found ? FluidValue.Create(node, options) : NilValue.Instance;
        return found;
    }
}

/// <summary>Members of a dictionary, read as they are asked for.</summary>
sealed class MapIndexable(IReadOnlyDictionary<string, object?> map, TemplateOptions options) : IFluidIndexable
{
    public int Count => map.Count;

    public IEnumerable<string> Keys => map.Keys;

    public bool TryGetValue(string name, out FluidValue value)
    {
        var found = map.TryGetValue(name, out var one);
        value = found ? FluidValue.Create(one, options) : NilValue.Instance;
        return found;
    }
}
