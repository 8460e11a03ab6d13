# The migrator as an image: `docker run` with no arguments brings the database to head and exits with a documented code.

# Of the executable, the label and the bill of materials.
ARG VERSION=0.1.0

# What it is built with and on; .ci/pin-images pins both by digest, and renews that.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled

# Compiled for the platform that it is built on: to compile and link for another one takes that one's linker and libraries. Where a builder has
# several platforms (buildx), each builds its own.
FROM $SDK_IMAGE AS tools
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get install --yes --no-install-recommends clang zlib1g-dev jq

FROM tools AS build
ARG TARGETARCH
WORKDIR /source

# What decides the packages comes first: until it changes, the restore is not repeated.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY Letta.Migrations.Generator/Letta.Migrations.Generator.csproj Letta.Migrations.Generator/packages.lock.json Letta.Migrations.Generator/
COPY Letta.Migrations.Core/Letta.Migrations.Core.csproj Letta.Migrations.Core/Letta.Migrations.Core.targets Letta.Migrations.Core/packages.lock.json Letta.Migrations.Core/
COPY Letta.Migrations.Cli/Letta.Migrations.Cli.csproj Letta.Migrations.Cli/packages.lock.json Letta.Migrations.Cli/
COPY Letta.Migrations/Letta.Migrations.csproj Letta.Migrations/packages.lock.json Letta.Migrations/
COPY Letta.Migrations.Host/Letta.Migrations.Host.csproj Letta.Migrations.Host/packages.production.lock.json Letta.Migrations.Host/
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore Letta.Migrations.Host --locked-mode --arch $TARGETARCH -p:DesignTime=false

# The analyzers have judged these sources where they were tested; here they would only take time.
COPY . .
ARG VERSION
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish Letta.Migrations.Host --no-restore --configuration Release --arch $TARGETARCH -p:DesignTime=false -p:Version=$VERSION --output /out

# What the executable is made of, from the lock file that the restore was held to.
RUN mkdir -p /image/app /image/data && cp /out/letta-migrate /out/*.so /out/appsettings.json /image/app && chmod 755 /image/app/*.so \
    && jq --arg runtime "linux-$(echo $TARGETARCH | sed s/amd64/x64/)" --arg version $VERSION --from-file Letta.Migrations.Host/sbom.jq \
      Letta.Migrations.Host/packages.production.lock.json >/image/app/sbom.cdx.json

FROM $RUNTIME_IMAGE
ARG VERSION
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Letta.Migrations" \
      org.opencontainers.image.description="Brings a Letta database, Postgres or SQLite, to head and exits." \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION

COPY --from=build /image/app /app
# There is no shell to make a directory with; a new volume takes this one's owner.
COPY --from=build --chown=1654:1654 /image/data /var/lib/letta

# Without LETTA_PG_URI the database is ~/.letta/sqlite.db, so home is the volume; SQLite spills there too (a read-only root has no other place).
ENV HOME=/var/lib/letta \
    SQLITE_TMPDIR=/var/lib/letta
VOLUME /var/lib/letta
WORKDIR /app
USER 1654
ENTRYPOINT ["/app/letta-migrate"]
