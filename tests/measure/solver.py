#!/usr/bin/env python3
"""Measures the solver beside what a user would otherwise pick, and prints a table in Markdown.

usage: tests/measure/solver.py [--peers greedy,highs] [--seconds 60] [--prove 5] [PROBLEM ...]
PROBLEM: SIZE-SEED, or SIZE-SEED-tight, as make_problem.py writes it (default: all sizes, five seeds up to county).

Runs one program at a time. Needs a release build, and the folder with the contract (FEMTRINN_SHARED or ../shared)
with numpy and scipy for its programs. Exit 1 where the contract's checker refuses a plan.
"""
import argparse, json, os, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = Path(os.environ.get("FEMTRINN_SHARED", ROOT.parent / "shared")) / "contract"
BINARY = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "femtrinn"
SIZES = {"mini": range(1, 6), "tiny": range(1, 6), "municipality": range(1, 6), "county": range(1, 6), "region": [1], "national": [1]}
ALL = [f"{size}-{seed}" for size, seeds in SIZES.items() for seed in seeds] + [f"municipality-{seed}-tight" for seed in range(1, 6)]


def timed(command):
    """Seconds, peak MB and output of a command that must succeed."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - start, usage.ru_maxrss / 1024, output, child.returncode


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--peers", default="")
    ap.add_argument("--seconds", type=float, default=60)
    ap.add_argument("--prove", type=int, default=5)
    ap.add_argument("problems", nargs="*", default=ALL)
    a = ap.parse_args()
    refused = 0
    row("problem", "who", "plan", "bound", "gap %", "s", "peak MB", "checked")
    row(*["---"] * 8)
    with tempfile.TemporaryDirectory() as folder:
        problem, plan = Path(folder) / "problem.json", Path(folder) / "plan.json"
        for name in a.problems:
            size, seed, *tight = name.split("-")
            make = [sys.executable, CONTRACT / "make_problem.py", size, seed, problem, *(["--tight", "0.7"] if tight else [])]
            subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
            seconds, peak, output, status = timed([BINARY, "solve", problem, "--out", plan, "--time-limit", str(a.seconds), "--json"])
            figures = json.loads(output)
            prove = [sys.executable, CONTRACT / "check_plan.py", problem, plan, "--prove", str(a.prove)]
            checked = subprocess.run(prove, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            refused += checked.returncode != 0
            row(name, "femtrinn", f"{figures['objective']:.4f}", f"{figures['bound']:.4f}", f"{100 * figures['gap']:.2f}",
                f"{seconds:.1f}", f"{peak:.0f}", "yes" if checked.returncode == 0 else "REFUSED")
            for peer in filter(None, a.peers.split(",")):
                limit = [] if peer == "greedy" else ["--time-limit", str(a.seconds)]
                seconds, peak, output, status = timed([sys.executable, CONTRACT / "peers.py", problem, peer, *limit])
                if status:
                    row(name, peer, "-", "-", "-", f"{seconds:.1f}", f"{peak:.0f}", "no answer")
                    continue
                told = json.loads(output.strip().splitlines()[-1])
                number = lambda key, digits: "-" if told.get(key) is None else f"{told[key]:.{digits}f}"
                gap = "-" if None in (told.get("objective"), told.get("bound")) or not told["objective"] else f"{100 * (told['bound'] / told['objective'] - 1):.2f}"
                row(name, peer, number("objective", 4), number("bound", 4), gap, f"{seconds:.1f}", f"{peak:.0f}", "")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
