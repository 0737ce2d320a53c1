"""Scores how Dateline brings reports of one incident together, beside what plain likeness of words does.

    cargo build --release
    nice -n 5 python bench/linking.py [--reader target/release/dateline] [--data ../shared/data/gva]
    python bench/linking.py --stored      scores the store that is there, without reading again
    python bench/linking.py --test        the scores and groupings, on invented values

The data are 400 incidents of the Gun Violence Archive with the articles filed under each. Both are given the same
articles, as title, text and day of publication; an article's address is kept from them. The archive's filing is taken
as right as it is, though a few articles are about something else.

- Dateline: `dateline add` into a new store, then `dateline incidents`. A report's main incident is the ASSAULT with
  most reports among those of its first two ASSAULT events (the first of equals); reports with one main incident are one
  group, a report without ASSAULT is alone. The row `any ASSAULT in common` instead takes two reports for together
  where any ASSAULT has events of both; its groups are what hangs together so.
- tf-idf: words of two letters and more, 1 + log of their number, smoothed idf over these articles, cosine. Groups are
  what hangs together over pairs at or above a threshold, or average linkage down to it. With `day and place` only
  articles count that were published within 3 days of each other and whose headline and first two sentences have a
  name in common: a word that is written large more often than small, and no day or month.

Thresholds are those that are best on this very set, one for pairs and one for B-cubed, for each row: all in favour of
tf-idf. Dateline has none to choose here. Seconds are of the clock: of `dateline add`, reading included, and of
tf-idf's vectors and cosines.

Scores: precision, recall and F1 of pairs of articles, and B-cubed. WORK/pairs.tsv has Dateline's lost and wrong pairs:
`lost` or `wrong`, the two articles, the archive's incidents of both.
"""

import argparse
import heapq
import json
import math
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
DAYS_APART = 3
OPENING_SENTENCES = 2
THRESHOLDS = [step / 50 for step in range(2, 46)]
CALENDAR = set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep sept"
    " oct nov dec".split()
)


# Scores of a grouping, given as article -> group, against the filing in the same form.


def shares(right, said, true):
    precision, recall = right / said if said else 0.0, right / true if true else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def members(groups):
    found = defaultdict(set)
    for name in sorted(groups):
        found[groups[name]].add(name)
    return found


def pairs_of(groups):
    return {pair for group in members(groups).values() for pair in combinations(sorted(group), 2)}


def pair_scores(said, true):
    return shares(len(said & true), len(said), len(true))


def b_cubed(groups, filed):
    said, true = members(groups), members(filed)
    precision = recall = 0.0
    for name in sorted(filed):
        common = len(said[groups[name]] & true[filed[name]])
        precision += common / len(said[groups[name]])
        recall += common / len(true[filed[name]])
    precision, recall = precision / len(filed), recall / len(filed)
    return precision, recall, 2 * precision * recall / (precision + recall)


# Groupings.


def connected(names, links):
    """The groups that links make, each named by one of its members."""
    parent = {name: name for name in names}

    def root(name):
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one, other in links:
        parent[root(one)] = root(other)
    return {name: root(name) for name in names}


def joins(likeness, floor):
    """The steps of average linkage down to the floor, as (mean, one, other); pairs that are not given count as 0."""
    sums = defaultdict(dict)
    for (one, other), value in likeness.items():
        sums[one][other] = sums[other][one] = value
    held = {name: 1 for name in sums}
    waiting = [(-value, one, other, 1, 1) for (one, other), value in likeness.items() if value >= floor]
    heapq.heapify(waiting)
    steps = []
    while waiting:
        mean, one, other, size, other_size = heapq.heappop(waiting)
        if held.get(one) != size or held.get(other) != other_size:
            continue
        steps.append((-mean, one, other))
        del sums[one][other], sums[other][one], held[other]
        held[one] = size + other_size
        for third, value in sums.pop(other).items():
            del sums[third][other]
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + value
        for third, value in sums[one].items():
            mean = value / (held[one] * held[third])
            if mean >= floor:
                first, second = sorted([one, third])
                heapq.heappush(waiting, (-mean, first, second, held[first], held[second]))
    return steps


# Likeness of words.


def cosines(texts):
    counts = {name: Counter(re.findall(r"\w\w+", text.lower())) for name, text in texts.items()}
    spread = Counter(word for words in counts.values() for word in words)
    likeness, seen = defaultdict(float), defaultdict(list)
    for name, words in counts.items():
        weights = {
            word: (1 + math.log(number)) * (1 + math.log((1 + len(texts)) / (1 + spread[word])))
            for word, number in words.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        for word, weight in weights.items():
            for other, other_weight in seen[word]:
                likeness[other, name] += other_weight * weight / length
            seen[word].append((name, weight / length))
    return likeness


def opening_names(articles):
    """The names in the headline and first sentences of each article, in small letters."""
    large, small = Counter(), Counter()
    for article in articles:
        # The word that begins a sentence is large whatever it is.
        for word in re.findall(r"(?<=[\w,;:] )[^\W\d_]{2,}", article["body"]):
            (large if word[0].isupper() else small)[word.lower()] += 1
    found = {}
    for article in articles:
        sentences = re.split(r"(?<=[.!?])\s+|\n+", article["body"].strip())[:OPENING_SENTENCES]
        words = re.findall(r"[^\W\d_]{2,}", " ".join([article["title"], *sentences]))
        names = {word.lower() for word in words if word[0].isupper()} - CALENDAR
        found[article["id"]] = {name for name in names if large[name] > small[name]}
    return found


def near(articles, likeness):
    """Of the pairs, those published within a few days of each other that have a name in common."""
    names = opening_names(articles)
    day = {article["id"]: date.fromisoformat(article["published"]).toordinal() for article in articles}
    return {
        (one, other): value
        for (one, other), value in likeness.items()
        if abs(day[one] - day[other]) <= DAYS_APART and names[one] & names[other]
    }


# What is measured.


def articles_of(path):
    """The articles by name, and the incident that each is filed under."""
    articles, filed = [], {}
    for line in (path / "incidents.jsonl").read_text(encoding="utf-8").splitlines():
        incident = json.loads(line)
        for article in incident["articles"]:
            text = f"{article['title']}\n\n{article['text']}"
            known = {name: article[name] for name in ("id", "title", "published")}
            articles.append({**known, "text": text, "body": article["text"]})
            filed[article["id"]] = incident["id"]
    return sorted(articles, key=lambda article: article["id"]), filed


def put(program, store, articles, work):
    """Reads the articles into a new store; gives the seconds."""
    path = work / "articles.jsonl"
    with open(path, "w", encoding="utf-8") as file:
        for article in articles:
            kept = {name: article[name] for name in ("id", "title", "published", "text")}
            file.write(json.dumps(kept, ensure_ascii=False) + "\n")
    for old in work.glob(store.name + "*"):
        old.unlink()
    begun = time.monotonic()
    ran = subprocess.run([program, "add", "--store", str(store), str(path)], capture_output=True, text=True)
    if ran.returncode:
        sys.exit(f"dateline add: {ran.stderr[-2000:]}")
    return time.monotonic() - begun


def assaults(program, store):
    """The events of each incident that is an ASSAULT, as (report, number of the event)."""
    command = [program, "incidents", "--store", str(store), "--type", "assault", "--format", "jsonl"]
    output = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    incidents = sorted((json.loads(line) for line in output.split("\n") if line), key=lambda one: one["id"])
    return [[(one["report"], int(one["event"][1:])) for one in incident["members"]] for incident in incidents]


def main_incidents(names, incidents):
    """Groups by main incident; a report without an incident is alone."""
    events = defaultdict(list)
    for index, incident in enumerate(incidents):
        for report, event in incident:
            events[report].append((event, index))
    groups = {}
    for name in names:
        first = [index for _, index in sorted(events[name])[:2]]
        groups[name] = max(first, key=lambda index: len(incidents[index])) if first else name
    return groups


def line_of(label, pairs, cubed, chosen=""):
    cells = "".join(f"{100 * value:8.2f}" for value in (*pairs, *cubed))
    print(f"{label:44}{cells}   {chosen}".rstrip(), flush=True)


def baseline(label, names, likeness, filed, true):
    links = sorted(((value, *pair) for pair, value in likeness.items()), reverse=True)
    for way, steps in [
        ("what hangs together", [link for link in links if link[0] >= THRESHOLDS[0]]),
        ("average linkage", joins(likeness, THRESHOLDS[0])),
    ]:
        pairs = cubed = ((0.0, 0.0, 0.0), 0.0)
        for threshold in THRESHOLDS:
            groups = connected(names, [link[1:] for link in steps if link[0] >= threshold])
            pairs = max(pairs, (pair_scores(pairs_of(groups), true), threshold), key=lambda one: one[0][2])
            cubed = max(cubed, (b_cubed(groups, filed), threshold), key=lambda one: one[0][2])
        line_of(f"{label}, {way}", pairs[0], cubed[0], f"{pairs[1]:.2f} {cubed[1]:.2f}")


def measure(program, data, work, stored):
    articles, filed = articles_of(data)
    names, true, store = sorted(filed), pairs_of(filed), work / "gva.db"
    print(f"{len(articles)} articles, {len(set(filed.values()))} incidents, {len(true)} pairs filed together\n")
    work.mkdir(parents=True, exist_ok=True)
    if not stored:
        print(f"dateline add: {put(program, store, articles, work):.1f} s")
    begun = time.monotonic()
    likeness = cosines({article["id"]: article["text"] for article in articles})
    print(f"tf-idf: {time.monotonic() - begun:.1f} s")
    candidates = near(articles, likeness)
    print(f"within day and place: {len(candidates)} pairs, {len(true & candidates.keys())} of those filed together\n")

    print(f"{'':44}{'pairs':>8}{'':16}{'B-cubed':>8}")
    print(f"{'':44}" + f"{'P':>8}{'R':>8}{'F1':>8}" * 2 + "   thresholds")
    incidents = assaults(program, store)
    groups = main_incidents(names, incidents)
    said = pairs_of(groups)
    line_of("Dateline, main incident", pair_scores(said, true), b_cubed(groups, filed))
    together = {
        pair for incident in incidents for pair in combinations(sorted({report for report, _ in incident}), 2)
    }
    hanging = b_cubed(connected(names, sorted(together)), filed)
    line_of("Dateline, any ASSAULT in common", pair_scores(together, true), hanging)
    baseline("tf-idf, day and place", names, candidates, filed, true)
    baseline("tf-idf alone", names, likeness, filed, true)

    with open(work / "pairs.tsv", "w", encoding="utf-8") as file:
        for kind, found in [("lost", true - said), ("wrong", said - true)]:
            for one, other in sorted(found):
                print(kind, one, other, filed[one], filed[other], sep="\t", file=file)


def test():
    filed = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
    groups = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}
    assert pair_scores(pairs_of(groups), pairs_of(filed)) == (0.5, 0.5, 0.5)
    assert [round(value, 4) for value in b_cubed(groups, filed)] == [0.7333, 0.7333, 0.7333]
    assert pairs_of(connected("abcd", ["ab", "bc"])) == {("a", "b"), ("a", "c"), ("b", "c")}

    # c is like b and not like a: its mean to both is 0.3, then d's to all three 0.2.
    likeness = {("a", "b"): 0.8, ("b", "c"): 0.6, ("a", "d"): 0.6}
    steps = [(round(mean, 4), one, other) for mean, one, other in joins(likeness, 0.1)]
    assert steps == [(0.8, "a", "b"), (0.3, "a", "c"), (0.2, "a", "d")], steps

    incidents = [[("x", 1)], [("x", 2), ("y", 1)], [("x", 3), ("y", 2), ("z", 1)]]
    assert main_incidents(["w", "x", "y", "z"], incidents) == {"w": "w", "x": 1, "y": 2, "z": 2}

    values = cosines({"one": "a fire in Newtown", "two": "fire in Newtown", "three": "rain"})
    assert set(values) == {("one", "two")} and abs(values["one", "two"] - 1) < 1e-9
    articles = [
        {"id": name, "title": "Two hurt in Newtown", "published": day, "body": body}
        for name, day, body in [
            ("one", "2021-05-03", "Police in Newtown said on Monday that two were hurt. Later, the police left."),
            ("two", "2021-05-05", "The mayor of Newtown spoke."),
            ("three", "2021-05-07", "The mayor of Newtown spoke again."),
        ]
    ]
    assert opening_names(articles)["one"] == {"newtown"}
    pairs = {("one", "two"): 0.1, ("one", "three"): 0.1}
    assert set(near(articles, pairs)) == {("one", "two")}
    print("scores and groupings: as expected")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", type=Path, default=HERE / "target/release/dateline")
    parser.add_argument("--data", type=Path, default=HERE / "../shared/data/gva")
    parser.add_argument("--work", type=Path, default=HERE / "target/bench/linking")
    parser.add_argument("--stored", action="store_true")
    parser.add_argument("--test", action="store_true")
    asked = parser.parse_args()
    if asked.test:
        return test()
    measure(str(asked.reader.resolve()), asked.data.resolve(), asked.work.resolve(), asked.stored)


if __name__ == "__main__":
    main()
