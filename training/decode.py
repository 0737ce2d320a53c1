"""From scores to mentions and acts, as `dateline-tagger` does it in Rust."""
import torch

from labels import ASKED, LAYERS, LINKS, MODES, STATUSES, TYPES
from model import step


def spans_of(row):
    """The (first, last) pieces of a row of tags; a span may begin without its first tag."""
    out, start = [], None
    for at, tag in enumerate(row):
        if start is not None and tag != 2:
            out.append((start, at - 1))
            start = None
        if tag == 1 or (tag == 2 and start is None):
            start = at
    if start is not None:
        out.append((start, len(row) - 1))
    return out


def ends(hidden, spans):
    """[n, 2h]: the encoder's words at both ends of each span."""
    first = torch.tensor([s[0] for s in spans], dtype=torch.long)
    last = torch.tensor([s[1] for s in spans], dtype=torch.long)
    return torch.cat([hidden[first], hidden[last]], -1)


def pairs(triggers, mentions):
    """Steps from trigger to mention [t, m] and the mentions' layers [m]."""
    at = torch.tensor([t[0] for t in triggers])
    first = torch.tensor([m[1] for m in mentions])
    return step(first[None] - at[:, None]), torch.tensor([m[0] for m in mentions])


@torch.no_grad()
def decode(tagger, hidden, tag_scores, length, link_threshold=0.5, mode_threshold=0.5, trigger_bias=0.0):
    """(acts, mentions) of one window; acts as in `examples.Example` with `score` and link scores."""
    scores = tag_scores[:length].view(length, len(LAYERS + ASKED), 3).float()
    if trigger_bias:
        scores[:, 0, 0] -= trigger_bias
    rows = scores.argmax(-1).T.tolist()
    triggers = spans_of(rows[0])
    mentions = [(layer, a, b) for layer in range(1, len(LAYERS)) for a, b in spans_of(rows[layer])]
    if not triggers:
        return [], mentions
    out = tagger.acts(ends(hidden, triggers)).float()
    types, statuses, modes = out.split([len(TYPES), len(STATUSES), len(MODES)], -1)
    links = None
    if mentions:
        near, layers = pairs(triggers, mentions)
        links = torch.sigmoid(tagger.links(ends(hidden, triggers), ends(hidden, [m[1:] for m in mentions]), near, layers).float())
    acts = []
    for i, trigger in enumerate(triggers):
        kind = int(types[i].argmax())
        if TYPES[kind] == "none":
            continue
        found = [] if links is None else [
            (m, l) for m, l in (links[i] > link_threshold).nonzero().tolist()]
        acts.append({"trigger": trigger, "type": kind, "status": int(statuses[i].argmax()),
                     "modes": (torch.sigmoid(modes[i]) > mode_threshold).nonzero().flatten().tolist(), "links": found})
    return acts, mentions


def overlap(a, b):
    return min(a[1], b[1]) >= max(a[0], b[0])


class Meter:
    """Found, right and wanted by name; F1."""

    def __init__(self):
        self.rows = {}

    def add(self, name, right, said, wanted):
        row = self.rows.setdefault(name, [0, 0, 0])
        row[0] += right
        row[1] += said
        row[2] += wanted

    def f1(self, name):
        right, said, wanted = self.rows.get(name, (0, 0, 0))
        return 200 * right / (said + wanted) if said + wanted else 0.0

    def table(self):
        return {name: round(self.f1(name), 1) for name in self.rows}


def compare(meter, example, acts, mentions):
    """Adds one window's figures: spans by layer (overlap), acts (trigger overlaps), type, status, modes, links by group."""
    for layer, name in enumerate(LAYERS):
        said = [a["trigger"] for a in acts] if layer == 0 else [m[1:] for m in mentions if m[0] == layer]
        gold = [a["trigger"] for a in example.acts] if layer == 0 else [m[1:] for m in example.mentions if m[0] == layer]
        meter.add("span " + name, sum(any(overlap(s, g) for g in gold) for s in said), len(said), len(gold))
    left = list(acts)
    for gold in example.acts:
        match = next((a for a in left if overlap(a["trigger"], gold["trigger"])), None)
        if match is not None:
            left.remove(match)
            meter.add("type", match["type"] == gold["type"], 1, 1)
            meter.add("status", match["status"] == gold["status"], 1, 1)
        else:
            meter.add("type", 0, 0, 1)
            meter.add("status", 0, 0, 1)
        said_modes = set(match["modes"]) if match else set()
        meter.add("modes", len(said_modes & set(gold["modes"])), len(said_modes), len(gold["modes"]))
        said = [] if match is None else [(mentions[m], l) for m, l in match["links"]]
        want = [(example.mentions[m], l) for m, l in gold["links"]]
        links(meter, said, want)
    for extra in left:
        meter.add("type", 0, 1, 0)
        meter.add("modes", 0, len(extra["modes"]), 0)
        links(meter, [(mentions[m], l) for m, l in extra["links"]], [])


def links(meter, said, want):
    for name in ("role", "responsibility", "place", "time", "count", "stance"):
        mine = [x for x in said if LINKS[x[1]].split(":")[0] == name]
        gold = [x for x in want if LINKS[x[1]].split(":")[0] == name]
        right = sum(any(l == gl and overlap(m[1:], g[1:]) for g, gl in gold) for m, l in mine)
        meter.add("link " + name, min(right, len(gold)), len(mine), len(gold))
        meter.add("links", min(right, len(gold)), len(mine), len(gold))
