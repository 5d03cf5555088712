using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Portal.Content.Storage;

/// <summary>The model depends on the modules that are there, so they are part of the key under which EF keeps it.</summary>
sealed class PortalModelCacheKeyFactory : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) =>
        (context.GetType(), (context as PortalDbContext)?.Modules.Names, designTime);
}
