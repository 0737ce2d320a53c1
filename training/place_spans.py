#!/usr/bin/env python3
"""Turns passages written by hand into corpus lines: finds every quoted string's span, then checks.

    place_spans.py DRAFT.json... > corpus/NAME.jsonl      (messages on stderr, exit 1 where a draft is wrong)

A draft is a JSON array of reports in the shape of a corpus line (README.md, "A line of the corpus") without
spans and evidence: `trigger`, `cue` and `content` may be plain strings, and whatever has a `text` gets its
`span` by looking for that text in the report: the occurrence named by `nth` (from 1), else the one nearest
to the event's trigger. The trigger is looked for from the start of the report. Spans count Unicode code
points, end exclusive. Evidence is every sentence that holds the trigger, a count or a claim's cue.
"""
import json
import re
import sys

from check_corpus import faults

SENTENCE_END = re.compile(r"(?<=[.!?؟…])[\"'»“”’)]*\s+|\n+")


def occurrences(text, needle):
    found, at = [], text.find(needle)
    while at >= 0:
        found.append([at, at + len(needle)])
        at = text.find(needle, at + 1)
    return found


def whole_word(text, span):
    """True where a span does not cut a word at its left end (a prefix of Arabic or Hebrew may be cut)."""
    return span[0] == 0 or not (text[span[0] - 1].isalnum() and text[span[0]].isascii() and text[span[0]].isalnum())


def placed(text, item, near, problems, what):
    """The item as an object with `text` and `span`, or None."""
    if item is None:
        return None
    if isinstance(item, str):
        item = {"text": item}
    needle, nth = item.get("text"), item.pop("nth", None)
    if not needle:
        return None
    found = occurrences(text, needle)
    found = [s for s in found if whole_word(text, s)] or found
    if not found:
        problems.append(f"{what}: {needle!r} does not stand in the text")
        item["span"] = [0, 0]
    elif nth:
        if nth > len(found):
            problems.append(f"{what}: {needle!r} has no occurrence {nth}")
        item["span"] = found[min(nth, len(found)) - 1]
    elif near is None:
        item["span"] = found[0]
    else:
        item["span"] = min(found, key=lambda s: (abs(s[0] - near), s[0]))
    rest = {k: v for k, v in item.items() if k not in ("text", "span")}
    return {"text": needle, "span": item["span"], **rest}


def sentences(text):
    start, out = 0, []
    for m in SENTENCE_END.finditer(text):
        out.append([start, m.start()])
        start = m.end()
    out.append([start, len(text)])
    return [s for s in out if text[s[0]:s[1]].strip()]


def line(draft, problems):
    text = draft["text"]
    report = {k: draft.get(k) for k in ("name", "language", "published", "title")}
    report.update(text=text, removed=draft.get("removed", []))
    events = []
    for number, e in enumerate(draft.get("events", []), 1):
        what = f"{draft.get('name')} e{number}"
        trigger = placed(text, e.get("trigger"), None, problems, what + " trigger")
        near = trigger["span"][0] if trigger else 0
        place = lambda item, slot: placed(text, item, near, problems, f"{what} {slot}")
        claims = []
        for c in e.get("claims", []):
            cue = place(c.get("cue"), "cue")
            at = cue["span"][0] if cue else near
            claims.append({
                "source": placed(text, c.get("source"), at, problems, what + " source"), "cue": cue,
                "content": placed(text, c.get("content"), at, problems, what + " content"), "stance": c.get("stance")})
        event = {
            "id": e.get("id", f"e{number}"), "type": e.get("type"), "modes": e.get("modes", []),
            "status": e.get("status"), "trigger": trigger,
            "time": place(e.get("time"), "time"), "place": place(e.get("place"), "place"),
            "participants": [place(p, "participant") for p in e.get("participants", [])],
            "responsibility": [place(r, "responsibility") for r in e.get("responsibility", [])],
            "counts": [place(c, "count") for c in e.get("counts", [])],
            "claims": claims}
        marks = [trigger] + event["counts"] + [c["cue"] or c["source"] for c in claims]
        marks = [m["span"] for m in marks if m]
        event["evidence"] = [{"text": text[a:b], "span": [a, b]} for a, b in sentences(text)
                             if any(a <= m[0] < b for m in marks)]
        events.append(event)
    return {"schema": "dateline/1", "report": report, "events": events}


def main():
    problems, lines = [], []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            lines += [line(d, problems) for d in json.load(file)]
    for record in lines:
        problems += faults(record)
        print(json.dumps(record, ensure_ascii=False))
    for p in problems:
        print(p, file=sys.stderr)
    print(f"{len(lines)} reports, {sum(len(r['events']) for r in lines)} events, {len(problems)} faults", file=sys.stderr)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
