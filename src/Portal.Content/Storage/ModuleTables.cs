using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Content.Storage;

/// <summary>Carries the modules' tables to the contexts: one that is pooled is given nothing but its options.</summary>
sealed class ModuleTables : IDbContextOptionsExtension
{
    public ModuleTables(IEnumerable<IEntityModel> models)
    {
        Models = [.. models];
        Names = string.Join(' ', Models.Select(model => model.GetType().FullName).Order(StringComparer.Ordinal));
        Info = new Described(this);
    }

    public IReadOnlyList<IEntityModel> Models { get; }

    /// <summary>Names of the modules' models, in one order.</summary>
    public string Names { get; }

    public DbContextOptionsExtensionInfo Info { get; }

    public void ApplyServices(IServiceCollection services)
    {
    }

    public void Validate(IDbContextOptions options)
    {
    }

    // EF's own services are the same whatever the tables are; the model is kept under the names.
    sealed class Described(ModuleTables extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => "";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is Described;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["Portal:Modules"] = extension.Names;
    }
}
