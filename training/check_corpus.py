#!/usr/bin/env python3
"""Checks the corpus: format, vocabulary and spans.

    check_corpus.py [corpus/*.jsonl]        prints every fault, exit 1 where there is one

Needs Python's standard library alone, so that anybody (and the project's checks) can run it.
"""
import collections
import glob
import json
import os
import sys
import tomllib

HERE = os.path.dirname(os.path.abspath(__file__))
LANGUAGES = ("en", "de", "fr", "es", "ar", "he", "ru", "uk")
STATUSES = ("occurred", "attempted", "prevented", "ongoing", "planned", "threatened", "hypothetical", "denied")
ROLES = ("actor", "recipient", "victim", "object", "instrument")
KINDS = ("person", "armed-group", "armed-forces", "government", "organisation", "civilians", "place", "thing", "weapon")
COUNTS = ("munitions", "intercepted", "killed", "injured", "captured", "released", "missing", "displaced", "arrested",
          "participants", "held")
STANCES = ("asserts", "claims-responsibility", "denies", "accuses", "suspects", "doubts", "threatens", "warns",
           "demands", "promises")
RESPONSIBILITY = ("reported-as-fact", "claimed", "accused", "accused-by-authorities", "suspected", "possible", "denied",
                  "acquitted")
SOURCE_KINDS = ("named", "unnamed", "document", "media", "publisher")


def taxonomy():
    """The event types, each with its modes, as data/taxonomy/events.toml has them."""
    with open(os.path.join(HERE, "..", "data", "taxonomy", "events.toml"), "rb") as file:
        rows = tomllib.load(file)["event"]
    types = collections.defaultdict(set)
    for row in rows:
        types[row["type"]].add(row.get("mode"))
    return types


TYPES = taxonomy()


def faults(record):
    """What is wrong with one line of the corpus, as a list of messages."""
    out, report = [], record.get("report", {})
    name, text = report.get("name"), report.get("text", "")
    def fault(where, message):
        out.append(f"{name} {where}: {message}")
    def one_of(where, value, allowed):
        if value not in allowed:
            fault(where, f"{value!r} is not one of {', '.join(map(str, allowed))}")
    def spanned(where, item, may_be_absent=True):
        if item is None:
            if not may_be_absent:
                fault(where, "missing")
            return
        span = item.get("span")
        if not span or not 0 <= span[0] < span[1] <= len(text):
            fault(where, f"span {span} is not within the text")
        elif text[span[0]:span[1]] != item.get("text"):
            fault(where, f"the text at {span} is {text[span[0]:span[1]]!r}, not {item.get('text')!r}")
    if record.get("schema") != "dateline/1":
        fault("schema", "is not dateline/1")
    if not name or not text.strip():
        fault("report", "has no name or no text")
    one_of("language", report.get("language"), LANGUAGES)
    for debris in report.get("removed", []):
        if debris.get("text", "") not in text:
            fault("removed", f"{debris.get('text')!r} does not stand in the text")
    for event in record.get("events", []):
        where = event.get("id", "?")
        one_of(where + " type", event.get("type"), tuple(TYPES))
        for mode in event.get("modes", []):
            one_of(where + " mode", mode, tuple(sorted(m for m in TYPES.get(event.get("type"), ()) if m)))
        one_of(where + " status", event.get("status"), STATUSES)
        spanned(where + " trigger", event.get("trigger"), False)
        spanned(where + " time", event.get("time"))
        spanned(where + " place", event.get("place"))
        for p in event.get("participants", []):
            one_of(where + " role", p.get("role"), ROLES)
            one_of(where + " kind", p.get("kind"), KINDS)
            spanned(where + " participant", p, False)
        for r in event.get("responsibility", []):  # the text may be a name that the report does not have so
            one_of(where + " responsibility", r.get("status"), RESPONSIBILITY)
            spanned(where + " responsibility", r if r.get("span") else None)
        for c in event.get("counts", []):
            one_of(where + " count", c.get("of"), COUNTS)
            spanned(where + " count", c, False)
            low, best, high = c.get("low"), c.get("best"), c.get("high")
            known = [v for v in (low, best, high) if v is not None]
            if low is None or known != sorted(known):
                fault(where + " count", f"low {low}, best {best}, high {high} are not in order")
        for c in event.get("claims", []):
            one_of(where + " stance", c.get("stance"), STANCES)
            for part in ("source", "cue", "content"):
                spanned(f"{where} {part}", c.get(part))
            for via in c.get("via", []):
                spanned(where + " via", via if via.get("span") else None)
            if c.get("source"):
                one_of(where + " source", c["source"].get("kind"), SOURCE_KINDS)
        for e in event.get("evidence", []):
            spanned(where + " evidence", e, False)
        if not event.get("evidence"):
            fault(where, "has no evidence")
    return out


def main():
    paths = sys.argv[1:] or sorted(glob.glob(os.path.join(HERE, "corpus", "*.jsonl")))
    found, names, reports, events = [], collections.Counter(), 0, 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    record = json.loads(line)
                except ValueError as error:
                    found.append(f"{path}:{number}: {error}")
                    continue
                found += faults(record)
                names[record["report"]["name"]] += 1
                reports, events = reports + 1, events + len(record["events"])
    found += [f"{name}: stands {times} times" for name, times in names.items() if times > 1]
    print("\n".join(found + [f"{reports} reports, {events} events, {len(found)} faults"]))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
