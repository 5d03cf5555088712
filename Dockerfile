# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# The packages change less often than the code: restored from the lock files alone, this layer is kept.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Portal.Content/Portal.Content.csproj src/Portal.Content/packages.lock.json src/Portal.Content/
COPY src/Portal.Site/Portal.Site.csproj src/Portal.Site/packages.lock.json src/Portal.Site/
COPY src/Portal.Desk/Portal.Desk.csproj src/Portal.Desk/packages.lock.json src/Portal.Desk/
COPY src/Portal.Feeds/Portal.Feeds.csproj src/Portal.Feeds/packages.lock.json src/Portal.Feeds/
COPY src/Portal.Search/Portal.Search.csproj src/Portal.Search/packages.lock.json src/Portal.Search/
COPY src/Portal.Newsletter/Portal.Newsletter.csproj src/Portal.Newsletter/packages.lock.json src/Portal.Newsletter/
COPY src/Portal.Web/Portal.Web.csproj src/Portal.Web/packages.lock.json src/Portal.Web/
# Not in locked mode: the lock file knows x64 alone, and every version is an exact one anyway.
RUN dotnet restore src/Portal.Web/Portal.Web.csproj

COPY src/ src/
RUN dotnet publish src/Portal.Web/Portal.Web.csproj -c Release --no-restore -o /app
COPY themes/ /app/themes/
COPY recipes/ /app/recipes/

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS portal
WORKDIR /app
# A new volume takes over the owner of the folder that it covers.
RUN mkdir /data && chown "$APP_UID" /data
COPY --from=build /app ./
ENV ASPNETCORE_HTTP_PORTS="" \
    Urls=http://+:8080 \
    Portal__DataDirectory=/data
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["dotnet", "portal.dll", "doctor", "--ping", "http://127.0.0.1:8080/health/live"]
ENTRYPOINT ["dotnet", "portal.dll"]
