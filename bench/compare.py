#!/usr/bin/env python3
"""letta beside psql and dbmate, or beside an earlier build: with nothing to do, and filling an empty database.

All are whole processes over the same TCP connection, and take turns; what is printed are medians, their ratios, and the peak memory of each.
dbmate applies the same history: a file each revision, with the statements that letta sends (letta-bench history).

psql is the program itself: what Debian has on the PATH is a Perl script (pg_wrapper) that takes as long again before it starts psql.

Needs Docker, psql, the .NET SDK and a C linker; npm for dbmate, which is left out without it.
Usage: bench/compare.py [--rounds 21] [--letta FILE, published before] [--before FILE, an earlier build] [--psql FILE] [--check]
With --before that build takes dbmate's turns, on Postgres, and both fill SQLite files.
With --check the exit code is 1 where letta takes more of another's time than it should, or another could not be had.
"""
import argparse, glob, os, shutil, statistics, subprocess, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
IMAGE, PASSWORD, DBMATE = "pgvector/pgvector:pg17", "bench", "dbmate@2.36.0"
IDLE = {"psql": 2.2, "dbmate": 1.0}  # The most that letta may take of their time with nothing to do,
FRESH = {"psql": 2.3, "dbmate": 1.0}  # and to fill an empty database.
BEFORE = {"before": 1.03}  # The most that it may take of the time of an earlier build.


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, capture_output=True, cwd=options.pop("cwd", ROOT), **options).stdout.strip()


def measure(command, environment):
    """Milliseconds from start to end, and the peak memory in MB; what it prints goes nowhere, and failing ends the measurement."""
    null = os.open(os.devnull, os.O_RDWR)
    begun = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ | environment, file_actions=[(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1)])
    _, status, usage = os.wait4(child, 0)
    took = (time.perf_counter() - begun) * 1000
    os.close(null)
    if status:
        raise SystemExit(f"{command[0]} failed: {status >> 8}")
    return took, usage.ru_maxrss / 1024


def psql_binary():
    """The newest psql that is a program and no script: by pg_config, where Debian and Red Hat put it, or on the PATH."""
    try:
        found = [os.path.join(run("pg_config", "--bindir"), "psql")]
    except (OSError, subprocess.CalledProcessError):
        found = []
    found += sorted(glob.glob("/usr/lib/postgresql/*/bin/psql") + glob.glob("/usr/pgsql-*/bin/psql"), key=version, reverse=True)
    found += [shutil.which("psql") or ""]
    for path in found:
        if os.path.isfile(path) and not is_script(path):
            return path
    raise SystemExit("There is no psql, or only a script that starts it. Install it (Debian: postgresql-client), or name it: --psql FILE")


def version(path):
    return [int(part) for part in path.replace("-", "/").split("/") if part.isdigit()]


def is_script(path):
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def take_turns(title, rounds, contenders, targets, prepare=lambda name, turn: "head"):
    """Prints the medians, and returns the targets that were missed."""
    samples = {name: [] for name in contenders}
    for turn in range(rounds):
        for name, command in contenders.items():
            samples[name].append(measure(*command(prepare(name, turn))))
    print(f"\n{title}, {rounds} rounds, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    letta = statistics.median(ms for ms, _ in samples["letta"])
    ratios = {}
    for name, found in samples.items():
        ms = statistics.median(ms for ms, _ in found)
        ratios[name] = letta / ms
        print(f"  {name:8} {ms:7.1f} ms  {max(mb for _, mb in found):5.1f} MB" + ("" if name == "letta" else f"   letta takes {ratios[name]:.2f} of it"))
    return missed(title, ratios, targets)


def missed(title, ratios, targets):
    """By the two digits that are printed."""
    return [
        f"{title}: " + (f"letta takes {ratios[name]:.2f} of {name}'s time, and may take {most:.1f}" if name in ratios else f"{name} was left out")
        for name, most in targets.items() if name not in ratios or round(ratios[name], 2) > most
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--letta")
    parser.add_argument("--before")
    parser.add_argument("--psql")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    options.psql = options.psql or psql_binary()
    if is_script(options.psql):
        raise SystemExit(f"{options.psql} is a script that starts psql, and would be measured with it.")
    print(f"{options.psql}: {run(options.psql, '--version')}")
    work = tempfile.mkdtemp(prefix="letta-compare-")
    container = run("docker", "run", "--detach", "--env", f"POSTGRES_PASSWORD={PASSWORD}", "--publish", "127.0.0.1::5432", IMAGE)
    try:
        port = run("docker", "port", container, "5432/tcp").splitlines()[0].rsplit(":", 1)[1]
        while subprocess.run(["docker", "exec", container, "pg_isready", "--quiet", "--host", "127.0.0.1", "--username", "postgres"]).returncode:
            time.sleep(0.2)
        late = compare(options, work, container, port)
    finally:
        run("docker", "rm", "--force", "--volumes", container)
        shutil.rmtree(work)
    for line in late:
        print(f"missed   {line}")
    return 1 if late and options.check else 0


def compare(options, work, container, port):
    address = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}"
    psql = [options.psql, "--no-psqlrc", "--quiet", "--host", "127.0.0.1", "--port", port, "--username", "postgres"]
    secret = {"PGPASSWORD": PASSWORD, "PGOPTIONS": "--client-min-messages=warning"}
    letta = options.letta or f"{work}/letta/letta-migrate"
    if not options.letta:
        run("dotnet", "publish", "Letta.Migrations.Host", "-c", "Release", "--use-current-runtime", "-o", f"{work}/letta", "-p:DesignTime=false")

    def sql(statement):
        run(*psql, "--command", statement, env=os.environ | secret)

    def upgrade(database):
        return [letta, "upgrade"], {"LETTA_PG_URI": f"{address}/{database}"}

    def dbmate(database):
        url = f"postgres://postgres:{PASSWORD}@127.0.0.1:{port}/{database}?sslmode=disable"
        return [binary, "--url", url, "--migrations-dir", f"{work}/history", "--no-dump-schema", "migrate"], {}

    sql("create database head")
    measure(*upgrade("head"))
    # The dumped tables of the tool itself belong to the schema that an upgrade leaves behind. psql 15 does not know \restrict.
    dump = run("docker", "exec", container, "pg_dump", "--schema-only", "--username", "postgres", "head")
    with open(f"{work}/head.sql", "w") as file:
        file.writelines(line + "\n" for line in dump.splitlines() if not line.startswith("\\"))

    idle = {"letta": upgrade, "psql": lambda database: ([*psql, "--dbname", database, "--command", "select 1"], secret)}
    fresh = {
        "letta": upgrade,
        "psql": lambda database: ([*psql, "--dbname", database, "--single-transaction", "--set", "ON_ERROR_STOP=1", "--file", f"{work}/head.sql"], secret),
    }
    if options.before:
        return against_before(options, work, letta, address, sql)
    if binary := dbmate_binary(work):
        sql("create database history")
        run("dotnet", "run", "-c", "Release", "--project", "bench/Letta.Migrations.Bench", "--",
            "history", f"{work}/history", "--connection", f"{address}/history")
        sql("create database by_dbmate")
        measure(*dbmate("by_dbmate"))
        idle["dbmate"] = lambda _: dbmate("by_dbmate")
        fresh["dbmate"] = dbmate

    def empty(name, turn):
        sql(f"create database {name}_{turn}")
        return f"{name}_{turn}"

    return [
        *take_turns("Nothing to do: letta-migrate upgrade, psql -c 'select 1', dbmate migrate", options.rounds * 5, idle, IDLE),
        *take_turns("An empty database to head: letta-migrate upgrade, psql -1 of a dump of head, dbmate migrate", options.rounds, fresh, FRESH, empty),
    ]


def against_before(options, work, letta, address, sql):
    def on(target):
        return {name: (lambda database, file=file: ([file, "upgrade", "--connection", target(database)], {}))
                for name, file in {"letta": letta, "before": options.before}.items()}

    def empty(name, turn):
        sql(f"create database {name}_{turn}")
        return f"{name}_{turn}"

    postgres, sqlite = on(lambda database: f"{address}/{database}"), on(lambda database: f"sqlite:///{work}/{database}.db")
    measure(*sqlite["letta"]("head"))
    return [
        *take_turns("Nothing to do, Postgres", options.rounds * 5, postgres, BEFORE),
        *take_turns("Nothing to do, SQLite", options.rounds * 5, sqlite, BEFORE),
        *take_turns("An empty database to head, Postgres", options.rounds, postgres, BEFORE, empty),
        *take_turns("An empty file to head, SQLite", options.rounds, sqlite, BEFORE, lambda name, turn: f"{name}_{turn}"),
    ]


def dbmate_binary(work):
    try:
        run("npm", "install", "--silent", "--prefix", work, DBMATE)
        return run("find", f"{work}/node_modules/@dbmate", "-type", "f", "-name", "dbmate").splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        print("dbmate could not be had from npm, and is left out.")
        return None


if __name__ == "__main__":
    raise SystemExit(main())
