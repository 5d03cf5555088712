using Portal.Content.Storage;
using Portal.Web.Storage.Compiled;

namespace Portal.Web.Storage;

/// <summary>
/// The model of the database that a new user meets first, compiled ahead. After a change of the tables it is made anew, after the
/// migrations: <c>dotnet ef dbcontext optimize --context SqlitePortalDbContext --output-dir Storage/Compiled --namespace Portal.Web.Storage.Compiled</c>.
/// </summary>
static class CompiledModels
{
    public static IServiceCollection AddCompiledModel(this IServiceCollection services) =>
        services.AddSingleton(_ => new CompiledModel(DatabaseProvider.Sqlite, SqlitePortalDbContextModel.Instance));
}
