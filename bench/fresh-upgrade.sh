#!/usr/bin/env bash
# A fresh upgrade to head beside `psql -1` loading a `pg_dump -s` of head: the same schema, once made by its history, once by its end.
# What is published is measured, as the image has it. Both are whole processes over the same TCP connection; they take turns, and what is printed is the ratio of the medians.
# Needs Docker, psql and the .NET SDK. Usage: bench/fresh-upgrade.sh [rounds]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-11}
image=pgvector/pgvector:pg17
export PGPASSWORD=bench PGOPTIONS='--client-min-messages=warning'

work=$(mktemp -d)
dotnet publish Letta.Migrations.Host --configuration Release --use-current-runtime --no-self-contained --output "$work/letta" >/dev/null
letta=$work/letta/letta.dll
container=$(docker run --detach --env POSTGRES_PASSWORD=$PGPASSWORD --publish 127.0.0.1::5432 $image)
trap 'docker rm --force "$container" >/dev/null; rm -r "$work"' EXIT
port=$(docker port "$container" 5432/tcp | head -1 | sed 's/.*://')
until docker exec "$container" pg_isready --quiet --host 127.0.0.1 --username postgres; do sleep 0.2; done

sql() { psql --quiet --no-psqlrc --host 127.0.0.1 --port "$port" --username postgres "$@"; }
upgrade() { LETTA_PG_URI="postgresql://postgres:$PGPASSWORD@127.0.0.1:$port/$1" dotnet $letta upgrade head >"$work/out" || { cat "$work/out"; exit 1; }; }
load() { sql --dbname "$1" --single-transaction --set ON_ERROR_STOP=1 --file "$work/head.sql" >/dev/null; }
milliseconds() { local begun; begun=$(date +%s%N); "$@"; echo $((($(date +%s%N) - begun) / 1000000)); }
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

sql --command 'create database head'
upgrade head
# The dumped tables of the tool itself belong to the schema that an upgrade leaves behind.
docker exec "$container" pg_dump --schema-only --username postgres head | grep -v '^\\' >"$work/head.sql"

for ((i = 1; i <= rounds; i++)); do
    sql --command "create database upgraded_$i" --command "create database loaded_$i"
    milliseconds upgrade "upgraded_$i" >>"$work/upgrade"
    milliseconds load "loaded_$i" >>"$work/load"
done

u=$(median "$work/upgrade") l=$(median "$work/load")
echo "rounds $rounds, $(nproc) cores"
echo "letta upgrade head on an empty database   $u ms"
echo "psql -1 of pg_dump -s of head             $l ms"
awk -v u="$u" -v l="$l" 'BEGIN { printf "ratio                                     %.2f\n", u / l }'
