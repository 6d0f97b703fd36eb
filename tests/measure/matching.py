#!/usr/bin/env python3
"""What a municipal match and a recommendation cost over HTTP, on an invented municipality of 100 candidates.

    cargo build --release -p femtrinn-api --bin femtrinn
    tests/measure/matching.py                          # SQLite, in a folder of its own
    tests/measure/matching.py --url postgres://...     # an empty PostgreSQL database

A match is asked for and waited for in one request, and its CPU time (user and system, all threads of the service) is
held against that of `femtrinn rerun`, which answers the same case to the same bytes: at most 1.3 times. A recommendation, for
a candidate and for an opening, is held to 5 ms. It ends with 1 when they do not hold. What the client does counts
for nothing.
"""

import argparse
import datetime
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from service import TARGET, Server  # noqa: E402

FEMTRINN = str(TARGET / "release/femtrinn")
MATCH_MOST, RECOMMENDATION_MOST_MS = 1.3, 5.0
NEXT_MONDAY = datetime.date.today() + datetime.timedelta(days=7 - datetime.date.today().weekday())
QUESTION = {"first_monday": NEXT_MONDAY.isoformat(), "horizon_weeks": 8}


def generated(folder):
    """The case of an invented municipality, and its rules."""
    command = [FEMTRINN, "generate", "municipality", "--seed", "1", "--weeks", str(QUESTION["horizon_weeks"]),
               "--first-monday", QUESTION["first_monday"], "--out", f"{folder}/drawn"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    rules = pathlib.Path(f"{folder}/drawn/service-model.json")
    [case] = pathlib.Path(f"{folder}/drawn").glob("*/case.json")
    return case, rules


def fill(service, case, rules):
    """Stores a case as its municipality would."""
    number = case["municipality"]
    service.send("POST", f"/municipalities/{number}/service-models", rules)
    service.send("PUT", f"/municipalities/{number}/map", {"postal_codes": case["postal_codes"]}, {"If-Match": '"0"'})
    for kind in ("employers", "workplaces", "specialists", "candidates", "openings", "placements"):
        for item in case[kind]:
            service.send("POST", f"/{kind}" + ("?post=true" if kind == "openings" else ""), item)
    for candidate in case["candidates"]:
        by = candidate.get("specialist", case["specialists"][0]["id"])
        for number, (what, details) in enumerate(way(candidate)):
            event = {"on": min(candidate["waiting_since"], str(datetime.date.today())), "by": by, "what": what}
            service.send("POST", f"/candidates/{candidate['id']}/events", event | ({"details": details} if details else {}),
                         {"If-Match": f'"{number}"'})


def way(candidate):
    """What has happened on somebody's way, all of it on one day; those who have no job specialist yet wait for one."""
    spoken = {"explained": ["spoken"]}
    events = [("referred", {"source": "school"}), ("information_meeting_held", spoken)]
    if candidate["consent"] == "not_yet":
        return events
    events += [
        ("benefit_talk_held", spoken | {"topics": ["benefits", "wage"]}),
        ("answered", spoken | {"answer": candidate["consent"], "given_how": "spoken"}),
    ]
    if candidate["consent"] == "later" or "specialist" not in candidate:
        return events
    next_step = {"next_step": "a visit to a workplace"} if candidate["readiness"] == "not_yet" else {}
    return events + [
        ("specialist_assigned", {"specialist": candidate["specialist"]}),
        ("kartlegging_begun", None),
        ("kartlegging_recorded", {"version": 1}),
        ("readiness_set", {"readiness": candidate["readiness"]} | next_step),
    ]


def cpu_s_of_command(command):
    """CPU time of a command that ends."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cpu_s(service):
    """CPU time of the service, in ticks of the clock: threads that have ended count too, and planning has its own."""
    fields = pathlib.Path(f"/proc/{service.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def cost_s(service, request):
    """CPU time of a request at the service, or of several."""
    before = cpu_s(service)
    request()
    return cpu_s(service) - before


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--url", help="an empty database; SQLite in a folder of its own without it")
    arguments.add_argument("--rounds", type=int, default=5)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file, rules_file = generated(folder)
        case, rules = json.loads(file.read_text()), json.loads(rules_file.read_text())
        users = pathlib.Path(f"{folder}/users.json")
        user = {"name": "all", "municipality": case["municipality"], "roles": ["job_specialist", "administrator"],
                "specialist": case["specialists"][0]["id"]}
        users.write_text(json.dumps({"local": [user]}))
        url = chosen.url or f"sqlite:{folder}/femtrinn.db"
        keys = ["--keys-url", f"sqlite:{folder}/femtrinn.keys", "--master-key-file", f"{folder}/master"]
        subprocess.run([FEMTRINN, "keys", "new", f"{folder}/master"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([FEMTRINN, "migrate", "--database-url", url, *keys], check=True, stdout=subprocess.DEVNULL)
        service = Server([FEMTRINN, "serve", "--database-url", url, "--auth", str(users), *keys,
                          "--listen", "127.0.0.1:0", "--rate", "1000000"], "/v1")
        service.known["Femtrinn-Reason"] = "matching"
        fill(service, case, rules)

        def match():
            run = service.send("POST", "/match-runs", QUESTION, {"Prefer": "wait=20"})
            if run["state"] != "done":
                sys.exit(f"no plan within the request: {run}")
            return run

        engine, over_http, runs = [], [], []
        for _ in range(chosen.rounds):
            over_http.append(cost_s(service, lambda: runs.append(match())))
            again = [FEMTRINN, "rerun", runs[-1]["id"], "--municipality", case["municipality"], "--database-url", url]
            engine.append(cpu_s_of_command(again + keys))
        times = statistics.median(there / here for there, here in zip(over_http, engine))
        if not runs[0]["result"]["proposals"]:
            sys.exit(f"nothing is proposed: {runs[0]}")
        print(f"{url.split(':')[0]}, {len(case['candidates'])} candidates, {len(case['openings'])} openings, "
              f"{runs[0]['result']['proposals']} proposals; medians of {chosen.rounds} rounds")
        print(f"match           the engine again {statistics.median(engine):6.2f} s   over HTTP "
              f"{statistics.median(over_http):6.2f} s   times {times:4.2f} (at most {MATCH_MOST})")
        kept = times <= MATCH_MOST
        for kind, items in (("candidate", "candidates"), ("opening", "openings")):
            ids = [item["id"] for item in case[items]]

            def ask(path=items, ids=ids):
                for id in 5 * ids:
                    service.send("GET", f"/{path}/{id}/recommendations")

            ask()
            each = [cost_s(service, ask) / len(5 * ids) * 1e3 for _ in range(chosen.rounds)]
            kept = kept and statistics.median(each) <= RECOMMENDATION_MOST_MS
            print(f"recommendation  for {kind:9} {statistics.median(each):6.2f} ms (at most {RECOMMENDATION_MOST_MS:g})")
        service.end()
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
