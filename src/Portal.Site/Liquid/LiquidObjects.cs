using Fluid;
using Fluid.Values;
using Portal.Content.Hosting;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Site.Caching;
using Portal.Site.Pages;

namespace Portal.Site.Liquid;

/// <summary>The objects that every template sees: <c>Site</c>, <c>Culture</c>, <c>Request</c>, <c>User</c>, <c>Content</c>, <c>Queries</c>.</summary>
sealed class LiquidObjects(PublishedItems items, SiteAddress address)
{
    public void AddTo(TemplateContext context, PageRender render, TemplateOptions options)
    {
        context.SetValue("Site", FluidValue.Create(new SiteObject(render, address), options));
        context.SetValue("Culture", FluidValue.Create(new CultureObject(render.Culture), options));
        context.SetValue("Request", FluidValue.Create(new RequestObject(render, address), options));
        context.SetValue("User", FluidValue.Create(new UserObject(render), options));
        context.SetValue("Content", new LookupValue(FindContentAsync));
        context.SetValue("Queries", new LookupValue((name, _) => ValueTask.FromResult<object?>(new NamedQuery(name))));
    }

    public static void Register(MemberAccessStrategy members)
    {
        members.Register<SiteObject, object?>((site, name) => name switch
        {
            "SiteName" => site.Render.Settings.SiteName,
            "PageSize" => site.Render.Settings.PageSize,
            "TimeZoneId" or "TimeZone" => site.Render.Settings.TimeZoneId,
            "BaseUrl" => site.Address.BaseUrl.AbsoluteUri.TrimEnd('/'),
            "Properties" => site.Render.Settings.Properties,
            _ => (object?)site.Render.Settings.Properties[name],
        });
        members.Register<CultureObject, object?>((culture, name) => name switch
        {
            "Name" => culture.Culture.Name,
            "Dir" => culture.Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr",
            "Prefix" => InterfaceLanguage.Of(culture.Culture).PathPrefix,
            _ => null,
        });
        members.Register<RequestObject, object?>((request, name) => name switch
        {
            "Path" => request.Render.Path,
            "PathBase" => InterfaceLanguage.Of(request.Render.Culture).PathPrefix is { Length: > 0 } prefix ? "/" + prefix : "",
            // Not what the visitor's request says: a kept page would hand a forged header on to others.
            "Host" => request.Address.BaseUrl.Authority,
            "Scheme" => request.Address.BaseUrl.Scheme,
            _ => null,
        });
        members.Register<UserObject, object?>((user, name) => name switch
        {
            "Identity" => user,
            "Name" => user.Render.Http?.User.Identity?.Name,
            "IsAuthenticated" => user.Render.Http?.User.Identity?.IsAuthenticated == true,
            _ => null,
        });
    }

    async ValueTask<object?> FindContentAsync(string name, PageRender render)
    {
        if (name is "ContentItemId" or "Latest")
            return new LookupValue(FindByIdAsync);
        var item = name.StartsWith("alias:", StringComparison.OrdinalIgnoreCase) ? await items.FindByAliasAsync(name["alias:".Length..], render.Http?.User, render.Cancellation) : null;
        if (item is not null)
            render.Use.Item(item);
        return item;
    }

    async ValueTask<object?> FindByIdAsync(string id, PageRender render)
    {
        if (id.Length == 0)
            return null;
        // The page depends on the item also while it is not there.
        render.Use.Add(CacheTag.Item(id));
        return await items.GetAsync(id, render.Http?.User, render.Cancellation);
    }

    internal sealed record SiteObject(PageRender Render, SiteAddress Address);

    internal sealed record CultureObject(System.Globalization.CultureInfo Culture);

    internal sealed record RequestObject(PageRender Render, SiteAddress Address);

    internal sealed record UserObject(PageRender Render);
}
