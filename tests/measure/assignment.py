#!/usr/bin/env python3
"""Measures the two special cases that are solved to the optimum beside what a user would otherwise pick, and prints
tables in Markdown: the assignment problem (places alone) and the published generalised assignment problems (hours too).

usage: tests/measure/assignment.py [--people 13000] [--openings 8000] [--options 30] [--kinds random,alike,popular]
                                   [--peers ortools,highs,matching] [--only gap12]
KINDS: random worths; alike, of ten sizes; popular, where some openings are worth more to everybody.
PEERS of the assignment: ortools (its min-cost flow), highs (scipy's linear programmes), matching (scipy's sparse
matching); what is not installed is left out. The peer of the published ones is HiGHS, as peers.py runs it.

Runs one program at a time, with one thread; figures are CPU seconds, whole: of the program from its start to its end;
solve: of the peer's solver alone. Needs a release build, and the folder with the contract (FEMTRINN_SHARED or
../shared) with numpy and scipy for its programs. Exit 1 where a plan is refused or is not proved the best.
"""
import argparse, importlib.util, json, os, random, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = Path(os.environ.get("FEMTRINN_SHARED", ROOT.parent / "shared")) / "contract"
BINARY = Path(os.environ.get("FEMTRINN_BINARY", ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "femtrinn"))
NEEDED = {"ortools": "ortools", "highs": "scipy", "matching": "scipy"}
PROVED = 1e-9


def timed(command):
    """CPU seconds and the last line, read as JSON, of a command that must succeed."""
    child = subprocess.Popen([str(it) for it in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, json.loads(output.strip().splitlines()[-1])


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def solved(problem, plan):
    """CPU seconds and figures of our plan; whether it is proved the best, and the contract's checker agrees."""
    seconds, told = timed([BINARY, "solve", problem, "--gap", "0", "--threads", "1", "--out", plan, "--json"])
    judge = [sys.executable, CONTRACT / "check_plan.py", problem, plan, "--prove", "5"]
    accepted = subprocess.run(judge, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    return seconds, told, accepted and told["gap"] <= PROVED


def make(people, openings, options, kind, seed, out):
    """Writes an assignment problem: a week, trials that take no hours, one to three places in each opening."""
    chance = random.Random(seed)
    fame = [chance.random() for _ in range(openings)]
    worth = {
        "random": lambda at: round(chance.random(), 6),
        "alike": lambda at: (1 + chance.randrange(10)) / 10,
        "popular": lambda at: round(0.05 + 0.6 * fame[at] + 0.35 * chance.random(), 6),
    }[kind]
    pairs = [(who, at, worth(at)) for who in range(people) for at in sorted(chance.sample(range(openings), options))]
    person = {"specialist": None, "priority": 1, "max_jobbsmak": 0, "busy_weeks": [], "group": None}
    option = {"profile": "p", "topic": "t", "earliest_start": 0, "latest_start": 0}
    problem = {
        "format": "femtrinn-problem/1", "horizon_weeks": 1, "start_discount": 0, "specialists": [], "floors": [],
        "candidates": [{"id": f"c{who}", **person} for who in range(people)],
        "openings": [{"id": f"o{at}", "places": [chance.choice([1, 1, 1, 2, 3])], "mentor_hours": [0]} for at in range(openings)],
        "profiles": [{"id": "p", "activity": "trial", "mentor_hours": [0], "specialist_hours": [0]}],
        "options": [{"candidate": f"c{who}", "opening": f"o{at}", "value": value, **option} for who, at, value in pairs],
    }
    out.write_text(json.dumps(problem))


def peer(name, path):
    """Solves an assignment problem with a peer, and prints its value and the CPU seconds of the solver alone."""
    import numpy as np
    problem = json.loads(Path(path).read_text())
    who_is = {it["id"]: at for at, it in enumerate(problem["candidates"])}
    where_is = {it["id"]: at for at, it in enumerate(problem["openings"])}
    who = np.array([who_is[it["candidate"]] for it in problem["options"]])
    where = np.array([where_is[it["opening"]] for it in problem["options"]])
    worth = np.array([it["value"] for it in problem["options"]], float)
    places = np.array([it["places"][0] for it in problem["openings"]])
    people, openings = len(who_is), len(where_is)
    if name == "ortools":
        from ortools.graph.python import min_cost_flow
        flow, scale, end = min_cost_flow.SimpleMinCostFlow(), 1e6, people + openings
        everybody = np.arange(people)
        tail = np.concatenate([who, people + np.arange(openings), everybody])
        head = np.concatenate([people + where, np.full(openings + people, end)])
        room = np.concatenate([np.ones(len(who)), places, np.ones(people)]).astype(np.int64)
        cost = np.concatenate([-np.round(worth * scale), np.zeros(openings + people)]).astype(np.int64)
        flow.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
        flow.set_nodes_supplies(np.arange(end + 1), np.concatenate([np.ones(people), np.zeros(openings), [-people]]).astype(np.int64))
        start = time.process_time()
        flow.solve()
        value = -flow.optimal_cost() / scale
    elif name == "highs":
        from scipy.optimize import linprog
        from scipy.sparse import csr_array
        arcs = np.arange(len(who))
        rows = csr_array((np.ones(2 * len(who)), (np.concatenate([who, people + where]), np.concatenate([arcs, arcs]))))
        start = time.process_time()
        value = -linprog(-worth, A_ub=rows, b_ub=np.concatenate([np.ones(people), places]), bounds=(0, 1), method="highs").fun
    else:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import min_weight_full_bipartite_matching
        # a column for each place, and one for each person to stay without; every weight one more, since none may be 0
        first = np.concatenate([[0], np.cumsum(places)])
        of = np.concatenate([np.repeat(at, places[where[at]]) for at in range(len(who))])
        column = np.concatenate([np.arange(first[at], first[at + 1]) for at in where])
        rows, columns = np.concatenate([who[of], np.arange(people)]), np.concatenate([column, first[-1] + np.arange(people)])
        weights = csr_array((np.concatenate([worth[of], np.zeros(people)]) + 1, (rows, columns)))
        start = time.process_time()
        chosen = min_weight_full_bipartite_matching(weights, maximize=True)
        value = float(weights[chosen].sum()) - people
    print(json.dumps({"objective": value, "solve": time.process_time() - start}))


def assignments(a, folder):
    bad, problem = 0, folder / "problem.json"
    print(f"\n{a.people} people with {a.options} options each in {a.openings} openings, CPU seconds\n")
    row("kind", "who", "plan", "proved", "solve", "whole", "of ours")
    row(*["---"] * 7)
    for kind in a.kinds.split(","):
        make(a.people, a.openings, a.options, kind, 1, problem)
        ours, told, proved = solved(problem, folder / "plan.json")
        row(kind, "femtrinn", f"{told['objective']:.6f}", "yes" if proved else "NO", "", f"{ours:.2f}", "1.0")
        bad += not proved
        for name in filter(None, a.peers.split(",")):
            if importlib.util.find_spec(NEEDED[name]) is None:
                continue
            seconds, theirs = timed([sys.executable, __file__, "--peer", name, problem])
            bad += abs(theirs["objective"] - told["objective"]) > 1e-6 * told["objective"]
            row(kind, name, f"{theirs['objective']:.6f}", "", f"{theirs['solve']:.2f}", f"{seconds:.2f}", f"{seconds / ours:.1f}")
    return bad


def published(a, folder):
    bad, total, sums = 0, [0, 0.0, 0.0, 0.0, 0], {}
    problem, plan = folder / "problem.json", folder / "plan.json"
    for line in (CONTRACT / "published" / "optima.csv").read_text().splitlines()[1:]:
        name, least, most = line.split(",")
        if not name.startswith(a.only):
            continue
        instance = CONTRACT / "published" / name
        jobs = int(instance.read_text().split()[1])
        for sense, optimum in (("min", 10_000 * jobs - int(least)), ("max", 10_000 * jobs + int(most))):
            subprocess.run([sys.executable, CONTRACT / "gap_to_problem.py", instance, sense, problem], check=True)
            ours, told, proved = solved(problem, plan)
            theirs, other = timed([sys.executable, CONTRACT / "peers.py", problem, "highs", "--time-limit", "60"])
            is_best = proved and abs(told["objective"] - optimum) < 0.5
            bad += not is_best
            for figures in (total, sums.setdefault((name.split("-")[0], sense), [0, 0.0, 0.0, 0.0, 0])):
                for at, figure in enumerate((is_best, ours, other["cpu"], theirs, 1)):
                    figures[at] += figure
    print("\nPublished generalised assignment problems, CPU seconds\n")
    row("problems", "best and proved", "femtrinn, whole", "HiGHS, solve", "HiGHS, whole", "solve of ours")
    row(*["---"] * 6)
    for (name, sense), (best, ours, solve, whole, count) in [*sums.items(), (("all", ""), total)]:
        row(f"{name} {sense}", f"{best} of {count}", f"{ours:.2f}", f"{solve:.2f}", f"{whole:.2f}", f"{solve / max(ours, 1e-2):.1f}")
    return bad


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--people", type=int, default=13_000)
    ap.add_argument("--openings", type=int, default=8_000)
    ap.add_argument("--options", type=int, default=30)
    ap.add_argument("--kinds", default="random,alike,popular")
    ap.add_argument("--peers", default="ortools,highs,matching")
    ap.add_argument("--only", default="gap")
    ap.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    a = ap.parse_args()
    if a.peer:
        return peer(*a.peer)
    with tempfile.TemporaryDirectory() as folder:
        return 1 if assignments(a, Path(folder)) + published(a, Path(folder)) else 0


if __name__ == "__main__":
    sys.exit(main())
