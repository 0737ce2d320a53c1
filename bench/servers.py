"""Asks `dateline serve` and Datasette the same questions of the same store, and says how fast each answers.

    python -m venv servers && servers/bin/pip install datasette
    cargo build --release
    servers/bin/python bench/servers.py target/release/dateline servers/bin/datasette STORE [SECONDS]

Datasette is what people take to look at a SQLite file in a browser and by HTTP. A question is a filter or two (type,
grade, since, until, country; drawn with one seed for both), and wants the first 25 incidents that fit, how many do, and
how many are of each type, grade, status and country. Datasette is given a file of its own with the table `incident`, without
its packed column (a store needs SQLite 3.43, which not every Python has), and with an index for each column that is
asked by; it is asked for 25 rows, `_facet` for each of the four, `_nosuggest` so that it looks for no others, and its
limits of time for questions and facets are lifted, so that it counts all. Dateline's answer (`/overview.json`) has besides the time line,
the map, and the incidents whole. Neither knows a question from before: Datasette's answers say `max-age=5` and are asked
for anew, and what Dateline remembers is of words and names, which are not asked for here.

*No facets* is Datasette asked for the list and the number alone, which is less than what Dateline does.

Each runs alone, with CLIENTS clients that ask over connections which stay open, as fast as they are answered. The
clients are threads of this one process on the same machine, which can ask some 2,000 times a second at most.
"""

import http.client
import json
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from urllib.parse import urlencode

CLIENTS = 20
EPOCH = date(1970, 1, 1)


def questions(store, seed):
    """Filters by their own names, without end."""
    db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    first, last = db.execute("SELECT min(first), max(first) FROM incident").fetchone()
    values = {
        name: [value for (value,) in db.execute(f"SELECT DISTINCT {name} FROM incident WHERE {name} <> '' ORDER BY 1")]
        for name in ["type", "grade", "country"]
    }
    db.close()
    dice = random.Random(seed)
    while True:
        asked = {}
        for name in dice.sample(["type", "grade", "country", "since", "until"], dice.choice([1, 2])):
            if name in values:
                asked[name] = dice.choice(values[name])
            else:
                asked[name] = dice.randint(first, last)
        yield asked


def of_dateline(asked):
    """The address of a question."""
    names = {"country": "place"}
    told = {names.get(name, name): value for name, value in asked.items()}
    for name in ["since", "until"]:
        if name in told:
            told[name] = (EPOCH + timedelta(days=told[name])).isoformat()
    return "/overview.json?" + urlencode(told)


def of_datasette(asked, facets=("type", "grade", "status", "country")):
    """The same for Datasette; an incident fits a stretch of days when it may have been in it."""
    names = {"since": "last__gte", "until": "first__lte"}
    told = [(names.get(name, name), value) for name, value in asked.items()]
    told += [("_facet", name) for name in facets]
    told += [("_size", 25), ("_nosuggest", 1), ("_sort_desc", "sort")]
    return "/plain/incident.json?" + urlencode(told)


def ask(port, addresses, lock, until, times, wrong):
    """One client."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        with lock:
            address = next(addresses)
        begun = time.monotonic()
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
        times.append(time.monotonic() - begun)
        if answer.status != 200:
            wrong.append((address, answer.status, body[:200]))


def one(port, address):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address)
    return json.loads(connection.getresponse().read())


def measure(name, port, addresses, seconds):
    times, wrong, lock = [], [], threading.Lock()
    begun = time.monotonic()
    clients = [
        threading.Thread(target=ask, args=(port, addresses, lock, begun + seconds, times, wrong)) for _ in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    took = time.monotonic() - begun
    cuts = statistics.quantiles(times, n=100)
    print(
        f"{name:20} {len(times) / took:8.1f}/s   median {cuts[49] * 1e3:8.1f} ms   95 % {cuts[94] * 1e3:8.1f} ms"
        f"   99 % {cuts[98] * 1e3:8.1f} ms   {len(wrong)} failed",
        flush=True,
    )
    for failure in wrong[:3]:
        print("  ", *failure)
    return cuts[94]


def plain(store, folder):
    """A file with the incidents of a store, as a table for Datasette."""
    path = f"{folder}/plain.db"
    db = sqlite3.connect(path)
    held = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    rows = held.execute("SELECT * FROM incident")
    names = [column[0] for column in rows.description]
    kept = [at for at, name in enumerate(names) if name != "json"]
    db.execute(f"CREATE TABLE incident ({', '.join(names[at] for at in kept)}, PRIMARY KEY (row))")
    db.executemany(
        f"INSERT INTO incident VALUES ({', '.join('?' for _ in kept)})", ([row[at] for at in kept] for row in rows)
    )
    for name in ["type", "grade", "status", "country", "first", "last", "sort"]:
        db.execute(f"CREATE INDEX incident_{name} ON incident ({name})")
    db.execute("ANALYZE")
    db.commit()
    db.close()
    held.close()
    return path


def started(command, ready):
    """A server, once it says that it is ready; and the port that it names."""
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in server.stdout:
        if found := re.search(ready, line):
            threading.Thread(target=server.stdout.read, daemon=True).start()
            return server, int(found[1])
    raise SystemExit(f"{command[0]} did not begin")


def main():
    dateline, datasette, store = sys.argv[1:4]
    seconds = int(sys.argv[4]) if len(sys.argv) > 4 else 30
    folder = tempfile.mkdtemp()
    table = plain(store, folder)
    limits = ["sql_time_limit_ms", "60000", "facet_time_limit_ms", "60000"]
    limits = [word for pair in zip(limits[::2], limits[1::2]) for word in ["--setting", *pair]]
    servers = {
        "dateline": (
            [dateline, "serve", "--no-model", "--store", store, "--listen", "127.0.0.1:0"],
            r"http://127\.0\.0\.1:(\d+)/",
            of_dateline,
        ),
        "datasette": (
            [datasette, "serve", table, "--port", "8473", *limits],
            r"running on http://127\.0\.0\.1:(\d+)",
            of_datasette,
        ),
    }
    servers["datasette, no facets"] = (*servers["datasette"][:2], lambda asked: of_datasette(asked, ()))
    counts, slow = {}, {}
    for name, (command, ready, address) in servers.items():
        server, port = started(command, ready)
        try:
            same = questions(store, 1)
            told = [one(port, address(next(same))) for _ in range(20)]
            counts[name] = [answer.get("matching", answer.get("filtered_table_rows_count")) for answer in told]
            slow[name] = measure(name, port, map(address, questions(store, 2)), seconds)
        finally:
            server.terminate()
            server.wait()
    shutil.rmtree(folder)
    if len({tuple(count) for count in counts.values()}) > 1:
        raise SystemExit(f"they do not count the same: {counts}")
    for name, time_taken in slow.items():
        print(f"{name:20} {time_taken / slow['dateline']:8.1f} times Dateline's 95 %")


if __name__ == "__main__":
    main()
