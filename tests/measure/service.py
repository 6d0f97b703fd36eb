#!/usr/bin/env python3
"""CPU time of one request to the service, beside axum and sqlx alone on the same rows in the same run.

    cargo build --release -p femtrinn-api --features measure --examples --bins
    tests/measure/service.py                           # SQLite, in a folder of its own
    tests/measure/service.py --url postgres://...      # an empty PostgreSQL database

The requests go over one connection each, in rounds that alternate between the two; what is read is the user and
system time of each server in /proc, so that what the client does counts for neither. Reads hold to 2 times, writes
to 3 times, and a look at a person (opened, logged in a chain) to 2 times a bare read and insert in one transaction;
it ends with 1 when they do not.
"""

import argparse
import atexit
import http.client
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import uuid

TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", pathlib.Path(__file__).parents[2] / "target"))
USERS = pathlib.Path(__file__).parents[1] / "it/http/users.json"
OPENING = {
    "title": "Medhjelper i kantina", "workplace": "A-1", "family": "kitchen",
    "tasks": [{"kind": "food", "what": "smøre brødskiver"}, {"kind": "cleaning", "what": "rydde av bordene"}],
    "position": {"least": 20, "most": 50}, "places": 1,
    "hours": [{"days": ["monday", "tuesday", "wednesday"], "from": "08:00", "to": "14:00"}],
    "independence_asked": 2, "activities": ["jobbsmak", "trial"], "open": {"from": "2026-11-30"},
}

SPECIALIST = {"id": "S-1", "position": 100, "present_caseload": 0, "caseload_most": 200, "support_hours_week": 15}
CANDIDATE = {
    "specialist": "S-1", "postal_code": "2000", "step": "job_finding", "consent": "yes", "readiness": "trial",
    "waiting_since": "2026-03-02", "travel": {"modes": ["walk"], "minutes_most": 30},
    "wanted_position": {"least": 20, "most": 50},
    "available": [{"days": ["monday"], "from": "08:00", "to": "14:00"}],
}


class Server:
    """A server, and one connection to it."""

    def __init__(self, command, prefix):
        environment = os.environ | {"RUST_LOG": "info"}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
        # Whatever ends this program ends its servers.
        atexit.register(self.process.terminate)
        address = self.process.stdout.readline().split("http://")[1].strip()
        self.connection = http.client.HTTPConnection(address)
        self.prefix = prefix
        # The bare one asks nobody who they are.
        self.known = {"Authorization": f"Bearer {self.token()}"} if prefix else {}

    def token(self):
        """The first token that the local issuer prints."""
        for line in self.process.stdout:
            if line.startswith("  token "):
                return line.split()[2]
        sys.exit("the service printed no token")

    def send(self, method, path, body=None, more=()):
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())} if body else {}
        headers |= dict(more)
        self.connection.request(method, self.prefix + path, body and json.dumps(body), headers | self.known)
        response = self.connection.getresponse()
        text = response.read()
        if response.status not in (200, 201):
            sys.exit(f"{method} {path}: {response.status} {text.decode()}")
        return json.loads(text)

    def cpu_s(self):
        """Time on a processor, of all threads."""
        threads = pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(it.read_text().split()[0]) for it in threads) / 1e9

    def end(self):
        self.process.terminate()
        self.process.wait()


def cost_us(server, requests, request):
    """CPU time of one request, in microseconds."""
    before = server.cpu_s()
    for number in range(requests):
        request(server, number)
    return (server.cpu_s() - before) / requests * 1e6


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--url", help="an empty database; SQLite in a folder of its own without it")
    arguments.add_argument("--requests", type=int, default=400, help="of each kind in each round")
    arguments.add_argument("--rounds", type=int, default=25)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.url or f"sqlite:{folder}/femtrinn.db"
        femtrinn = str(TARGET / "release/femtrinn")
        keys = ["--keys-url", f"sqlite:{folder}/femtrinn.keys", "--master-key-file", f"{folder}/master"]
        subprocess.run([femtrinn, "keys", "new", f"{folder}/master"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([femtrinn, "migrate", "--database-url", url, *keys], check=True, stdout=subprocess.DEVNULL)
        ours = Server([femtrinn, "serve", "--database-url", url, "--auth", str(USERS), *keys,
                       "--listen", "127.0.0.1:0", "--rate", "1000000"], "/v1")
        ours.send("POST", "/employers", {"id": "V-1", "name": "Butikken", "organisation_number": "100000016"})
        ours.send("POST", "/workplaces", {"id": "A-1", "employer": "V-1", "name": "Kantina",
                                          "postal_code": "2000", "sector": "private"})
        ours.send("POST", "/specialists", SPECIALIST)
        ids = [ours.send("POST", "/openings", OPENING)["id"] for _ in range(100)]
        people = [ours.send("POST", "/candidates", CANDIDATE)["id"] for _ in range(100)]
        bare = Server([str(TARGET / "release/examples/bare"), url, "3205"], "")
        kinds = {
            "read": (2, lambda server, number: server.send("GET", f"/openings/{ids[number % len(ids)]}")),
            "write": (3, lambda server, _: server.send("POST", "/openings", OPENING)),
            "look": (2, lambda server, number: server.send("GET", f"/candidates/{people[number % len(people)]}")),
        }
        print(f"{url.split(':')[0]}, {chosen.rounds} rounds of {chosen.requests} requests; CPU time of one, median")
        print(f"{'':8}{'femtrinn':>12}{'bare':>12}{'times':>8}{'at most':>9}")
        kept = True
        for name, (most, request) in kinds.items():
            rounds = [[cost_us(server, chosen.requests, request) for server in (ours, bare)]
                      for _ in range(chosen.rounds)]
            here, there = (statistics.median(column) for column in zip(*rounds))
            times = statistics.median(ours_us / bare_us for ours_us, bare_us in rounds)
            kept = kept and times <= most
            print(f"{name:8}{here:9.0f} µs{there:9.0f} µs{times:8.2f}{most:9}")
        ours.end()
        bare.end()
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
