#!/usr/bin/env python3
"""Trains the screen: whether a report may tell of an act at all, so that the others skip the encoder.

    screen.py TAGGER.pt vocabulary.tsv OUT --corpus 'corpus/*.jsonl' [--lost 0.008] [--seed 1]

A piece has a few numbers: what the encoder says of it alone, brought down to WIDTH dimensions, and a correction that is
learnt. A sentence is the mean and the greatest of its pieces' numbers, through one layer; a report is the mean
and the greatest of its sentences, through another. A fifth of the reports is held out: the threshold is the greatest that
loses no more than a share `--lost` of their events. Prints what it lets through; writes OUT/screen.table (8-bit rows, one a
piece) and OUT/screen.json (the rest).
"""
import argparse
import json
import math
import os
import random
import re
import zlib

import torch
from torch import nn
from torch.nn import functional

from examples import load
from model import Tagger, go_on
from tokens import BEGIN, END, Vocabulary

WIDTH, INNER, OUTER = 16, 32, 24
SHORT = 48  # reports of fewer pieces are always let through, as in `screen.rs`
END_OF_SENTENCE = re.compile(r"[.?!؟…]+[\"'»”)\]]*(?=\s)|\n+")


def options():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("tagger")
    a.add_argument("vocabulary")
    a.add_argument("out")
    a.add_argument("--corpus", nargs="+", required=True)
    a.add_argument("--lost", type=float, default=0.008, help="share of held-out events that the threshold may lose")
    a.add_argument("--epochs", type=int, default=14)
    a.add_argument("--seed", type=int, default=1)
    return a.parse_args()


@torch.no_grad()
def alone(path):
    """What the encoder says of each piece alone [words, hidden], each dimension around 0."""
    saved = torch.load(path)
    tagger = Tagger(saved["shape"], saved["layers"])
    go_on(tagger, path)
    tagger.eval()
    rows = []
    for ids in torch.arange(saved["shape"]["words"]).split(512):
        window = torch.stack([torch.full_like(ids, BEGIN), ids, torch.full_like(ids, END)], 1)
        rows.append(tagger.encoder(window)[:, 1])
    table = torch.cat(rows)
    return (table - table.mean(0)) / table.std()


class Report:
    """A report's sentences as sets of pieces, and how many acts each names."""

    def __init__(self, line, vocabulary):
        report = line["report"]
        text, starts = report["text"], [e["trigger"]["span"][0] for e in line["events"]]
        self.sentences = []
        first = self.pieces = 0
        for last in [m.end() for m in END_OF_SENTENCE.finditer(text)] + [len(text)]:
            ids = vocabulary.encode(text[first:last])[0]
            self.pieces += len(ids)
            ids = sorted(set(ids))
            if ids:
                self.sentences.append((torch.tensor(ids), sum(first <= at < last for at in starts)))
            first = last
        self.events = len(starts)
        self.held = zlib.crc32(report["name"].encode()) % 5 == 0

    def stretch(self, chosen):
        """A few sentences in a row, as a report of their own."""
        first = chosen.randrange(len(self.sentences))
        short = object.__new__(Report)
        short.sentences = self.sentences[first:first + chosen.randint(1, 6)]
        short.events = sum(acts for _, acts in short.sentences) if self.events else 0
        return short


class Screen(nn.Module):
    def __init__(self, table):
        super().__init__()
        self.register_buffer("alone", table)
        self.down = nn.Linear(table.shape[1], WIDTH, bias=False)
        self.own = nn.Embedding(len(table), WIDTH)
        nn.init.zeros_(self.own.weight)
        self.sentence = nn.Linear(2 * WIDTH, INNER)
        self.tells = nn.Linear(INNER, 1)
        self.report, self.out = nn.Linear(2 * INNER, OUTER), nn.Linear(OUTER, 1)

    def table(self):
        return self.down(self.alone) + self.own.weight

    def forward(self, reports, dropout=0.0):
        """(score of each report, score of each sentence, size of the corrections)"""
        ids, of, report_of = [], [], []
        for number, report in enumerate(reports):
            for sentence, _ in report.sentences:
                if dropout:
                    kept = torch.rand(len(sentence)) >= dropout
                    sentence = sentence[kept] if kept.any() else sentence
                of.append(torch.full((len(sentence),), len(report_of)))
                ids.append(sentence)
                report_of.append(number)
        ids, of, report_of = torch.cat(ids), torch.cat(of), torch.tensor(report_of)
        own = self.own(ids)
        inner = functional.relu(self.sentence(both(self.down(self.alone[ids]) + own, of, len(report_of))))
        inner = functional.dropout(inner, 0.2, self.training)
        outer = functional.relu(self.report(both(inner, report_of, len(reports))))
        score = self.out(functional.dropout(outer, 0.2, self.training))
        return score[:, 0], self.tells(inner)[:, 0], (own ** 2).sum() / len(report_of)


def both(rows, of, count):
    """Mean and greatest of the rows of each group, side by side."""
    width = rows.shape[1]
    sizes = torch.zeros(count).index_add(0, of, torch.ones(len(of)))
    mean = torch.zeros(count, width).index_add(0, of, rows) / sizes[:, None]
    greatest = torch.full((count, width), -1e9).scatter_reduce(0, of[:, None].expand(-1, width), rows, "amax")
    return torch.cat([mean, greatest], 1)


def train(screen, reports, o):
    chosen = random.Random(o.seed)
    optimiser = torch.optim.AdamW(screen.parameters(), lr=2e-3, weight_decay=1e-2)
    told = functional.binary_cross_entropy_with_logits
    for _ in range(o.epochs):
        chosen.shuffle(reports)
        for at in range(0, len(reports), 32):
            batch = [r.stretch(chosen) if chosen.random() < 0.4 else r for r in reports[at:at + 32]]
            scores, sentences, size = screen(batch, 0.15)
            acts = torch.tensor([float(acts > 0) for r in batch for _, acts in r.sentences])
            # A sentence without an act between such that have one says little.
            weight = torch.tensor([1.0 if acts or not r.events else 0.15 for r in batch for _, acts in r.sentences])
            loss = 2 * told(scores, torch.tensor([float(r.events > 0) for r in batch]))
            loss = loss + (told(sentences, acts, reduction="none") * weight).sum() / weight.sum() + 1e-3 * size
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()


def main():
    o = options()
    torch.manual_seed(o.seed)
    vocabulary = Vocabulary(o.vocabulary)
    reports = [r for r in (Report(line, vocabulary) for line in load(o.corpus)) if r.sentences]
    screen = Screen(alone(o.tagger))
    train(screen, [r for r in reports if not r.held], o)
    screen.eval()
    with torch.no_grad():
        table = screen.table()
        scale = float(table.abs().max()) / 127
        rounded = torch.round(table / scale).to(torch.int8)
        held = [r for r in reports if r.held]
        scores = [math.inf if r.pieces < SHORT else float(screen([r])[0]) for r in held]
    events, lost, threshold = sum(r.events for r in held), 0, None
    for score, report in sorted(zip(scores, held), key=lambda pair: pair[0]):
        if lost + report.events > o.lost * events:
            threshold = score
            break
        lost += report.events
    free = [score for score, report in zip(scores, held) if not report.events]
    print(f"{len(reports)} reports, {len(held)} held out; threshold {threshold:.2f}: {lost} of {events} events lost, "
          f"{sum(s >= threshold for s in free)} of {len(free)} reports without an event let through")
    os.makedirs(o.out, exist_ok=True)
    rounded.numpy().tofile(os.path.join(o.out, "screen.table"))
    layer = lambda linear: {"weight": [[round(w, 5) for w in row] for row in linear.weight.tolist()],
                            "bias": [round(b, 5) for b in linear.bias.tolist()]}
    with open(os.path.join(o.out, "screen.json"), "w") as file:
        json.dump({"scale": scale, "threshold": round(threshold, 4), "sentence": layer(screen.sentence),
                   "report": layer(screen.report), "out": layer(screen.out)}, file)
        file.write("\n")


if __name__ == "__main__":
    main()
