using System.Collections.Concurrent;
using Fluid;
using Fluid.Values;
using Portal.Content.Items;

namespace Portal.Content.Handlers;

/// <summary>Evaluates the Liquid patterns by which types make addresses, aliases and titles, such as <c>articles/{{ ContentItem.DisplayText | slugify }}</c>.</summary>
public sealed class ItemPatterns
{
    const int MaxPatterns = 1000;

    readonly FluidParser _parser = new();
    readonly TemplateOptions _options = new() { MaxSteps = 10_000 };
    readonly ConcurrentDictionary<string, IFluidTemplate> _templates = new(StringComparer.Ordinal);

    /// <summary>Reads patterns, each once.</summary>
    public ItemPatterns()
    {
        _options.MemberAccessStrategy.Register<ContentItem>();
        _options.Filters.AddFilter("display_text", (input, _, _) => new StringValue((input.ToObjectValue() as ContentItem)?.DisplayText ?? ""));
        _options.Filters.AddFilter("container", (_, _, context) => context.AmbientValues.TryGetValue("container", out var list) && list is not null ? new ObjectValue(list) : NilValue.Instance);
        _options.Filters.AddFilter("slugify", (input, _, _) => new StringValue(Slug.From(input.ToStringValue())));
    }

    /// <summary>The path, each segment a slug; empty where the pattern gives nothing.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="item">The item that the address is for.</param>
    /// <param name="container">The list that the item is in (<c>ContainedPart</c>), which the filter <c>container</c> gives; or null.</param>
    /// <exception cref="InvalidDataException">The pattern is no valid Liquid.</exception>
    public async ValueTask<string> PathAsync(string pattern, ContentItem item, ContentItem? container = null) =>
        string.Join('/', (await RenderAsync(pattern, "address", item, container)).Split('/').Select(Slug.From).Where(segment => segment.Length > 0));

    /// <summary>The text on one line; empty where the pattern gives nothing.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="what">What the pattern is for, as messages name it.</param>
    /// <param name="item">The item that the text is for.</param>
    /// <exception cref="InvalidDataException">The pattern is no valid Liquid.</exception>
    public async ValueTask<string> TextAsync(string pattern, string what, ContentItem item) =>
        (await RenderAsync(pattern, what, item, null)).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim();

    async ValueTask<string> RenderAsync(string pattern, string what, ContentItem item, ContentItem? container)
    {
        if (!_templates.TryGetValue(pattern, out var template))
        {
            if (!_parser.TryParse(pattern, out template, out var error))
                throw new InvalidDataException($"The {what} pattern “{pattern}” of the type {item.ContentType} is no valid Liquid: {error}");
            if (_templates.Count < MaxPatterns)
                _templates[pattern] = template;
        }
        var context = new TemplateContext(_options);
        context.AmbientValues["container"] = container!;
        context.SetValue("ContentItem", item);
        context.SetValue("Model", new Dictionary<string, object> { ["ContentItem"] = item });
        return await template.RenderAsync(context);
    }
}
