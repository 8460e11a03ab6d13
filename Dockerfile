# The migrator as an image: `docker run` with no arguments brings the database to head and exits with a documented code.

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source

# What decides the packages comes first: until it changes, the restore is not repeated.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY Letta.Migrations/Letta.Migrations.csproj Letta.Migrations/packages.lock.json Letta.Migrations/
COPY Letta.Migrations.Host/Letta.Migrations.Host.csproj Letta.Migrations.Host/packages.production.lock.json Letta.Migrations.Host/
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore Letta.Migrations.Host --locked-mode --arch $TARGETARCH -p:DesignTime=false

# The analyzers have judged these sources where they were tested; here they would only take time.
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish Letta.Migrations.Host --no-restore --configuration Release --arch $TARGETARCH --no-self-contained \
      -p:DesignTime=false -p:UseAppHost=false -p:RunAnalyzers=false -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false --output /app \
    && mkdir /data

FROM mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Letta.Migrations" \
      org.opencontainers.image.description="Brings a Letta database, Postgres or SQLite, to head and exits." \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION

COPY --from=build /app /app
# There is no shell to make a directory with; a new volume takes this one's owner.
COPY --from=build --chown=1654:1654 /data /var/lib/letta

# Without LETTA_PG_URI the database is ~/.letta/sqlite.db, so home is the volume; SQLite spills there too (a read-only root has no
# other place). Diagnostics off: the runtime would otherwise open sockets in /tmp.
ENV HOME=/var/lib/letta \
    SQLITE_TMPDIR=/var/lib/letta \
    DOTNET_EnableDiagnostics=0
VOLUME /var/lib/letta
WORKDIR /app
USER 1654
ENTRYPOINT ["dotnet", "/app/letta.dll"]
