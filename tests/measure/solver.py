#!/usr/bin/env python3
"""Measures the solver beside what a user would otherwise pick, and prints tables in Markdown.

usage: tests/measure/solver.py [--gaps 5,2,1] [--seconds 600] [--peers greedy,highs] [--peer-seconds 60] [--again N] [--prove 5] [PROBLEM ...]
PROBLEM: SIZE-SEED, as make_problem.py writes it, then -tight7 or -tight14 (every capacity times 0.7 or 1.4) or -weeks16
(default: all sizes, five seeds up to county).

Solves each problem once for each gap asked for, until a plan is proven to be within so many per cent of the best, or the
seconds are over. A peer gets the problem with its own seconds; beside each, in the same run, femtrinn with as many CPU
seconds. --again changes N candidates of each problem, one at a time, and goes on from the last plan. Every plan is judged
by a checker that shares no code with the solver, which also tries to refute --prove block bounds of each certificate.

Runs one program at a time. Needs a release build, and the folder with the contract (FEMTRINN_SHARED or ../shared) with
numpy and scipy for its programs. Exit 1 where the contract's checker refuses a plan.
"""
import argparse, json, os, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = Path(os.environ.get("FEMTRINN_SHARED", ROOT.parent / "shared")) / "contract"
BINARY = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "femtrinn"
SIZES = {"mini": range(1, 6), "tiny": range(1, 6), "municipality": range(1, 6), "county": range(1, 6), "region": [1], "national": [1]}
ALL = [f"{size}-{seed}" for size, seeds in SIZES.items() for seed in seeds]
VARIANTS = {"tight7": ["--tight", "0.7"], "tight14": ["--tight", "1.4"], "weeks16": ["--weeks", "16"]}


class Timed:
    """A command that has ended: seconds, CPU seconds, peak MB, output and whether it succeeded."""

    def __init__(self, command):
        start = time.monotonic()
        child = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.output = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.seconds, self.cpu = time.monotonic() - start, usage.ru_utime + usage.ru_stime
        self.peak, self.is_done = usage.ru_maxrss / 1024, child.returncode == 0

    def took(self):
        return f"{self.seconds:.2f}", f"{self.cpu:.2f}", f"{self.peak:.0f}"


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def heading(*cells):
    row(*cells)
    row(*["---"] * len(cells))


class Measured:
    """One problem in a folder of its own."""

    def __init__(self, folder, name, prove):
        self.name, self.prove, self.refused = name, prove, 0
        self.problem, self.plan = folder / "problem.json", folder / "plan.json"
        size, seed, *more = name.split("-")
        options = [option for variant in more for option in VARIANTS[variant]]
        subprocess.run([sys.executable, CONTRACT / "make_problem.py", size, seed, self.problem, *options], check=True, stdout=subprocess.DEVNULL)

    def solve(self, problem, plan, *limits):
        """Solves, has the plan judged, and gives the run with its figures."""
        run = Timed([BINARY, "solve", problem, "--out", plan, "--json", *limits])
        figures = json.loads(run.output)
        checked = subprocess.run([sys.executable, CONTRACT / "check_plan.py", problem, plan, "--prove", str(self.prove)],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.refused += checked.returncode != 0
        figures["checked"] = "yes" if checked.returncode == 0 else "REFUSED"
        return run, figures

    def within(self, gaps, seconds):
        for gap in gaps:
            run, told = self.solve(self.problem, self.plan, "--gap", str(gap / 100), "--work", "100000000000", "--time-limit", str(seconds))
            reached = "" if told["gap"] <= gap / 100 + 1e-9 else "not reached"
            row(self.name, f"{gap:g} %", f"{told['objective']:.4f}", f"{told['bound']:.4f}", f"{100 * told['gap']:.2f}", *run.took(), told["checked"], reached)

    def beside(self, peer, seconds):
        limit = [] if peer == "greedy" else ["--time-limit", str(seconds)]
        theirs = Timed([sys.executable, CONTRACT / "peers.py", self.problem, peer, *limit])
        told = json.loads(theirs.output.strip().splitlines()[-1]) if theirs.is_done else {}
        worth, bound = told.get("objective"), told.get("bound")
        number = lambda it: "-" if it is None else f"{it:.4f}"
        gap = f"{100 * (bound / worth - 1):.2f}" if worth and bound is not None else "-"
        row(self.name, peer, number(worth), number(bound), gap, *theirs.took(), "" if theirs.is_done else "no answer", "")
        threads = os.cpu_count() or 1
        run, ours = self.solve(self.problem, self.plan, "--work", "100000000000", "--time-limit", str(max(theirs.cpu / threads, 0.1)))
        times = lambda a, b: "-" if not a or b is None else f"{b / a:.3f}"
        ratio = f"plan {times(worth, ours['objective'])}, bound {times(bound, ours['bound'])}"
        row(self.name, "femtrinn", f"{ours['objective']:.4f}", f"{ours['bound']:.4f}", f"{100 * ours['gap']:.2f}", *run.took(), ours["checked"], ratio)

    def again(self, count, folder):
        text = json.loads(self.problem.read_text())
        _, before = self.solve(self.problem, self.plan)
        starts = lambda path: {json.dumps(start, sort_keys=True) for start in json.loads(path.read_text())["starts"]}
        changed, plan = folder / "changed.json", folder / "next.json"
        for number in range(count):
            who = text["candidates"][(37 * number + 5) % len(text["candidates"])]
            now = json.loads(self.problem.read_text())
            if number % 2:
                what = "comes first"
                next(it for it in now["candidates"] if it["id"] == who["id"])["priority"] *= 3
            else:
                what = "leaves"
                now["candidates"] = [it for it in now["candidates"] if it["id"] != who["id"]]
                now["options"] = [it for it in now["options"] if it["candidate"] != who["id"]]
            changed.write_text(json.dumps(now))
            run, told = self.solve(changed, plan, "--from", self.problem, self.plan)
            moved = {json.loads(start)["candidate"] for start in starts(self.plan) ^ starts(plan)} - {who["id"]}
            row(self.name, f"{who['id']} {what}", f"{100 * before['gap']:.2f}", f"{100 * told['gap']:.2f}", *run.took(), len(moved), told["checked"])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--gaps", default="5,2,1")
    ap.add_argument("--seconds", type=float, default=600)
    ap.add_argument("--peers", default="")
    ap.add_argument("--peer-seconds", type=float, default=60)
    ap.add_argument("--again", type=int, default=0)
    ap.add_argument("--prove", type=int, default=5)
    ap.add_argument("problems", nargs="*", default=ALL)
    a = ap.parse_args()
    gaps, peers = [float(it) for it in a.gaps.split(",") if it], [it for it in a.peers.split(",") if it]
    refused = 0
    if gaps or peers:
        heading("problem", "who", "plan", "bound", "gap %", "s", "CPU s", "peak MB", "checked", "times the peer's" if peers else "")
    else:
        heading("problem", "change", "gap % before", "after", "s", "CPU s", "peak MB", "others who do something else", "checked")
    for name in a.problems:
        with tempfile.TemporaryDirectory() as folder:
            it = Measured(Path(folder), name, a.prove)
            it.within(gaps, a.seconds)
            for peer in peers:
                it.beside(peer, a.peer_seconds)
            it.again(a.again, Path(folder))
            refused += it.refused
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
