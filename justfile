# Short names for what the README says in full; every line can be typed as it is. `just --list` shows them all.

set positional-arguments

letta := "dotnet run --project Letta.Migrations.Host --"
compose := "docker compose -f deploy/compose.yaml"

# What is there, what is missing, and the command that fixes it.
ready *args:
    {{letta}} ready "$@"

# A local Postgres with pgvector. SQLite needs nothing.
start-services:
    {{compose}} up --detach --wait postgres

# Stops it; what it holds stays in its volume.
stop-services:
    {{compose}} down

# To head, or to another target.
upgrade *args:
    {{letta}} upgrade "$@"

# A new revision: just revision --autogenerate -m "add project_id to archives"
revision *args:
    {{letta}} revision "$@"

# What differs between the model and the database.
check *args:
    {{letta}} check "$@"

# Drops everything in the local database and builds head from scratch.
reset *args:
    {{letta}} reset "$@"

# The program as it was built last, without a look at what was edited since: starts in a quarter of a second.
letta-migrate *args:
    artifacts/bin/Letta.Migrations.Host/debug/letta-migrate "$@"

# Every test; those on Postgres need Docker.
test *args:
    dotnet test Letta.sln "$@"
