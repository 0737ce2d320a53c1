"""Corpus lines to what the tagger learns from."""
import glob
import json
import zlib

from labels import ASKED, KINDS, LAYERS, LINKS, MODES, SOURCE_KINDS, STATUSES, TYPES
from tokens import BEGIN, END, small

LIMIT = 512  # positions of the encoder, begin and end among them
ONLY_ASKED = "asked"  # stands for the language of an example of which nothing but the layers ASKED is known
LAYER = {name: number for number, name in enumerate(LAYERS + ASKED)}
LINK = {name: number for number, name in enumerate(LINKS)}


class Example:
    """One window: pieces, tags per layer (0 outside, 1 begins, 2 goes on), acts and mentions with their links.

    `mentions` are (layer, first piece, last piece); `kinds` has the number of what a mention is in KINDS and then
    SOURCE_KINDS, where that is known; `acts` are dictionaries with the trigger's pieces, type, modes,
    status and `links`: (mention, link) pairs. Pieces count with the begin mark as 0.
    """

    def __init__(self, name, language, ids, spans):
        self.name, self.language, self.ids, self.spans = name, language, ids, spans
        self.mentions, self.kinds, self.acts = [], {}, []

    def tags(self):
        rows = [[0] * len(self.ids) for _ in LAYERS + ASKED]
        marked = [(LAYER["trigger"], *act["trigger"]) for act in self.acts] + self.mentions
        for layer, first, last in sorted(set(marked), key=lambda m: (m[1] - m[2], m)):
            row = rows[layer]
            if any(row[first:last + 1]):
                continue  # the longer span of two that overlap stays
            row[first] = 1
            row[first + 1:last + 1] = [2] * (last - first)
        return rows


def pieces_of(spans, span):
    """First and last piece of a span of characters, or None. Pieces count with the begin mark."""
    inside = [i for i, (a, b) in enumerate(spans) if min(b, span[1]) - max(a, span[0]) > (b - a) / 2]
    return (inside[0] + 1, inside[-1] + 1) if inside else None


def read_line(record, vocabulary, text=None):
    """The example of one corpus line, whole: `cut` parts it where it is longer than the encoder reads."""
    report = record["report"]
    text = text or report["text"]
    ids, spans = vocabulary.encode(text)
    example = Example(report["name"], report["language"], [BEGIN] + ids + [END], [(0, 0)] + spans + [(0, 0)])
    index = {}

    def mention(layer, item):
        if not item or not item.get("span"):
            return None
        found = pieces_of(spans, item["span"])
        if not found:
            return None
        key = (LAYER[layer], *found)
        if key not in index:
            index[key] = len(example.mentions)
            example.mentions.append(key)
        if layer == "participant" and item.get("kind") in KINDS:
            example.kinds[index[key]] = KINDS.index(item["kind"])
        elif layer == "source" and item.get("kind") in SOURCE_KINDS:
            example.kinds[index[key]] = len(KINDS) + SOURCE_KINDS.index(item["kind"])
        return index[key]

    for event in record["events"]:
        trigger = pieces_of(spans, event["trigger"]["span"])
        if not trigger:
            continue
        links = []
        for p in event["participants"]:
            links.append((mention("participant", p), "role:" + p["role"]))
        for r in event["responsibility"]:
            own = r if r.get("span") else next(
                (p for p in event["participants"] if r["actor"] in (p.get("name"), p["text"])
                 or r.get("text") in (p.get("name"), p["text"])), None)
            links.append((mention("participant", own), "responsibility:" + r["status"]))
        links.append((mention("place", event.get("place")), "place"))
        links.append((mention("time", event.get("time")), "time"))
        for c in event["counts"]:
            links.append((mention("count", c), "count:" + c["of"]))
        for c in event["claims"]:
            anchor = mention("source", c.get("source"))
            cue = mention("cue", c.get("cue"))
            links.append((anchor if anchor is not None else cue, "stance:" + c["stance"]))
            links.append((cue, "cue"))
            links.append((mention("content", c.get("content")), "content"))
        example.acts.append({
            "trigger": trigger, "type": TYPES.index(event["type"]), "status": STATUSES.index(event["status"]),
            "modes": [MODES.index(m) for m in event["modes"] if m in MODES],
            "links": sorted({(m, LINK[name]) for m, name in links if m is not None})})
    return example


def read_asked(line, vocabulary):
    """The example of one line of `muc4.py`: mentions of the layers ASKED, and nothing else known."""
    ids, spans = vocabulary.encode(line["text"])
    example = Example(line["name"], ONLY_ASKED, [BEGIN] + ids + [END], [(0, 0)] + spans + [(0, 0)])
    for layer, marked in line["asked"].items():
        found = {pieces_of(spans, span) for span in marked} - {None}
        example.mentions += [(LAYER[layer], *pieces) for pieces in sorted(found)]
    return example


def part(example, first, last):
    """The example of pieces first..last alone, with what lies wholly within."""
    out = Example(example.name, example.language, [BEGIN] + example.ids[first:last] + [END],
                  [(0, 0)] + example.spans[first:last] + [(0, 0)])
    move = first - 1
    kept = {}
    for number, (layer, a, b) in enumerate(example.mentions):
        if first <= a and b < last:
            kept[number] = len(out.mentions)
            if number in example.kinds:
                out.kinds[kept[number]] = example.kinds[number]
            out.mentions.append((layer, a - move, b - move))
    for act in example.acts:
        a, b = act["trigger"]
        if first <= a and b < last:
            out.acts.append({**act, "trigger": (a - move, b - move),
                             "links": [(kept[m], l) for m, l in act["links"] if m in kept]})
    return out


def joined(examples):
    """Several examples behind one another as one."""
    out = Example("+".join(e.name for e in examples), examples[0].language, [BEGIN], [(0, 0)])
    for e in examples:
        move, mentions = len(out.ids) - 1, len(out.mentions)
        out.ids += e.ids[1:-1]
        out.spans += e.spans[1:-1]
        out.mentions += [(layer, a + move, b + move) for layer, a, b in e.mentions]
        out.kinds.update({m + mentions: kind for m, kind in e.kinds.items()})
        out.acts += [{**act, "trigger": (act["trigger"][0] + move, act["trigger"][1] + move),
                      "links": [(m + mentions, l) for m, l in act["links"]]} for act in e.acts]
    out.ids.append(END)
    out.spans.append((0, 0))
    return out


def cut(example):
    """Parts an example that is too long in two halves that overlap by a quarter, and again."""
    if len(example.ids) <= LIMIT:
        return [example]
    size = LIMIT - 2
    total = len(example.ids) - 2
    starts = list(range(1, max(2, total - size + 2), size * 3 // 4))
    if starts[-1] + size < total + 1:
        starts.append(total + 1 - size)
    return [part(example, s, min(s + size, total + 1)) for s in starts]


def load(patterns):
    lines = []
    for pattern in patterns:
        for path in sorted(glob.glob(pattern)):
            with open(path, encoding="utf-8") as file:
                lines += [json.loads(line) for line in file]
    return lines


def split(lines, share):
    """(training, held): about this share of the reports is held out, always the same, incidents of `clusters` together."""
    held = [zlib.crc32(group(line).encode()) % 1000 < 1000 * share for line in lines]
    return [l for l, h in zip(lines, held) if not h], [l for l, h in zip(lines, held) if h]


def group(line):
    name = line["report"]["name"]
    return name[:-1] if name.startswith("clusters-") else name


def small_letters(line):
    """The text of a line in small letters, every character in its place."""
    return "".join(map(small, line["report"]["text"]))
