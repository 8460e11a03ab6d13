#!/usr/bin/env python3
"""What it costs to try an edit: processor seconds of the whole machine, build servers included, from `dotnet run` to its answer.

With nothing changed, after an edit of a revision, and after an edit of the model; in this checkout, or by turns in it and an earlier one.
The edit is a private constant of another value, which is taken back at the end. The machine must be quiet: what else runs is counted too.

Usage: bench/edits.py [--rounds 5] [--before DIRECTORY, another checkout] [--servers]
With --servers MSBuild's nodes and the compiler's server stay between the rounds, as on a developer's machine; else each round starts them.
"""
import argparse, os, re, statistics, subprocess, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RUN = ["dotnet", "run", "--project", "Letta.Migrations.Host", "--", "heads"]
EDITED = {
    "nothing changed": None,
    "a revision edited": "Letta.Migrations/History/2026/20260318164600_HideTheSubagents.cs",
    "the model edited": "Letta.Migrations.Model/Conventions/EnumTypes.cs",
}
CONSTANT = re.compile(r"    private const int Edited = \d+;\n")


def busy():
    """Seconds of all processors, without idling and waiting for disks (proc_stat(5))."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, softirq = map(int, file.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def write(path, edit):
    with open(path) as file:
        text = CONSTANT.sub("", file.read())
    if edit is not None:
        at = text.rstrip().rindex("}")
        text = f"{text[:at]}    private const int Edited = {edit};\n{text[at:]}"
    with open(path, "w") as file:
        file.write(text)


def measure(checkout, environment):
    cpu, clock = busy(), time.perf_counter()
    subprocess.run(RUN, cwd=checkout, env=environment, check=True, capture_output=True)
    return busy() - cpu, time.perf_counter() - clock


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--before")
    arguments.add_argument("--servers", action="store_true")
    options = arguments.parse_args()
    keep = {"UseSharedCompilation": "true", "MSBUILDDISABLENODEREUSE": "0", "DOTNET_CLI_USE_MSBUILD_SERVER": "0"}
    stop = {"UseSharedCompilation": "false", "MSBUILDDISABLENODEREUSE": "1", "DOTNET_CLI_USE_MSBUILD_SERVER": "0"}
    environment = os.environ | (keep if options.servers else stop)
    checkouts = {"now": ROOT} | ({"before": os.path.abspath(options.before)} if options.before else {})
    for what, path in EDITED.items():
        figures = {name: [] for name in checkouts}
        for round in range(options.rounds + 1):
            for name, checkout in checkouts.items():
                if path:
                    write(os.path.join(checkout, path), int(time.time() * 1000) % 1_000_000_000)
                figure = measure(checkout, environment)
                if round > 0:  # The first builds what an earlier edit left, and warms the caches.
                    figures[name].append(figure)
        for name, checkout in checkouts.items():
            cpu, clock = (statistics.median(f[i] for f in figures[name]) for i in (0, 1))
            print(f"{what:18}  {name:6}  {cpu:5.1f} s of processors  {clock:5.1f} s elapsed", flush=True)
            if path:
                write(os.path.join(checkout, path), None)
    if options.servers:
        subprocess.run(["dotnet", "build-server", "shutdown"], env=environment, capture_output=True)


main()
