#!/usr/bin/env python3
"""Finds the scores from which on something is said: the record F1 on held-out reports decides.

    tune.py DATELINE MODEL_FOLDER RECORD_SCORER [--share 0.05] > thresholds.json

DATELINE is the built program, RECORD_SCORER the script that scores records against coded ones (its figure `record`). One
threshold after another is moved by steps for as long as that helps. Only reports that training held out are read (the
same --share as `train.py --hold`).
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from examples import load, split

HERE = os.path.dirname(os.path.abspath(__file__))
STEPS = {"trigger_bias": (-0.5, 0.5), "mention_bias": (-0.4, 0.4)}
# Kilometres within which a place of a precision counts as found.
NEAR = {"country": 600, "region": 120}


def coded(line):
    """A corpus line as the scorer wants it: each slot with the texts that are right."""
    report, events = line["report"], []
    for e in line["events"]:
        place, time = e.get("place"), e.get("time")
        events.append({
            "anchor": e["evidence"][0]["text"], "type": e["type"], "modes": e["modes"], "status": e["status"],
            "time": [time["edtf"]] if time and time.get("edtf") else [],
            "place": [{"name": place.get("name") or place["text"], "alt": [place["text"]], "lat": place.get("lat"),
                       "lon": place.get("lon"), "km": NEAR.get(place.get("precision"), 30)}] if place else [],
            "participants": [{"role": p["role"], "name": p.get("name") or p["text"], "alt": [p["text"]]} for p in e["participants"]],
            "counts": [{k: c.get(k) for k in ("of", "low", "high")} for c in e["counts"]],
            "responsibility": [{"actor": r["actor"], "alt": [r["text"]], "status": r["status"]} for r in e["responsibility"]],
            "claims": [{"source": c["source"].get("name") or c["source"]["text"], "alt": [c["source"]["text"]],
                        "stance": c["stance"]} for c in e["claims"] if c.get("source")]})
    return {"id": report["name"], "lang": report["language"], "published": report.get("published"), "events": events}


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("dateline")
    a.add_argument("model")
    a.add_argument("scorer")
    a.add_argument("--share", type=float, default=0.05)
    a.add_argument("--rounds", type=int, default=2)
    o = a.parse_args()
    lines = split(load([os.path.join(HERE, "corpus", "*.jsonl")]), o.share)[1]
    with tempfile.TemporaryDirectory() as folder:
        gold, reports, said = (os.path.join(folder, name) for name in ("gold.jsonl", "reports.jsonl", "said.jsonl"))
        with open(gold, "w") as g, open(reports, "w") as r:
            for line in lines:
                report = line["report"]
                g.write(json.dumps(coded(line)) + "\n")
                r.write(json.dumps({"id": report["name"], "text": report["text"], "language": report["language"],
                                    "published": report.get("published")}) + "\n")
        model = os.path.join(folder, "model")
        shutil.copytree(o.model, model)
        with open(os.path.join(model, "labels.json")) as file:
            labels = json.load(file)

        def figure(thresholds):
            with open(os.path.join(model, "labels.json"), "w") as file:
                json.dump({**labels, "thresholds": thresholds}, file)
            with open(said, "w") as file:
                subprocess.run([o.dateline, "read", "--model", model, "--format", "jsonl", reports], stdout=file, check=True)
            table = subprocess.run([sys.executable, o.scorer, gold, said], capture_output=True, text=True, check=True).stdout
            tp, wanted, told = map(int, re.search(r"^record .*\((\d+)/(\d+) gold, (\d+) said\)", table, re.M).groups())
            return 200 * tp / (wanted + told)

        best = labels["thresholds"]
        top = figure(best)
        print(f"{top:.2f} {best}", file=sys.stderr)
        for _ in range(o.rounds):
            before = top
            for name in list(best):
                for step in STEPS.get(name, (-0.08, 0.08)):
                    while True:
                        tried = {**best, name: round(best[name] + step, 2)}
                        now = figure(tried)
                        if now <= top + 0.02:
                            break
                        best, top = tried, now
                        print(f"{top:.2f} {name} {best[name]}", file=sys.stderr)
            if top - before < 0.1:
                break
    json.dump(best, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
