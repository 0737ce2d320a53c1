#!/usr/bin/env python3
"""Trains the tagger.

    train.py --encoder trimmed.pt --vocabulary vocabulary.tsv --corpus 'corpus/*.jsonl' --out RUN [--layers 6] [--epochs 20] ...

Writes RUN/tagger.pt (after each epoch, so that a run can be gone on with by --from), RUN/log.tsv (a row an epoch) and
RUN/options.json. Chance is seeded; the same options on the same machine give the same weights but for the order in
which threads add numbers.
"""
import argparse
import json
import math
import os
import random
import shutil
import time

import torch
from torch.nn import functional

from decode import Meter, compare, decode, ends, overlap, pairs, spans_of
from examples import LIMIT, ONLY_ASKED, cut, joined, load, read_asked, read_line, small_letters, split
from labels import ASKED, KINDS, LAYERS, LINKS, MODES, STATUSES, TYPES
from model import go_on, start
from tokens import PAD, Vocabulary

NONE = TYPES.index("none")
# bf16 pays where the processor multiplies matrices in it (AMX); elsewhere f32 is as fast.
HALF = bool(os.environ.get("DATELINE_TRAIN_BF16"))


def options():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--encoder", required=True)
    a.add_argument("--vocabulary", required=True)
    a.add_argument("--corpus", nargs="+", required=True)
    a.add_argument("--asked", nargs="*", default=[], help="lines of muc4.py")
    a.add_argument("--asked-share", type=float, default=0.8, help="share of them read in an epoch")
    a.add_argument("--out", required=True)
    a.add_argument("--start", help="a tagger.pt to go on from")
    a.add_argument("--layers", type=int, default=6)
    a.add_argument("--epochs", type=int, default=20)
    a.add_argument("--pieces", type=int, default=2048, help="pieces in a batch")
    a.add_argument("--rate", type=float, default=1e-4, help="learning rate of the encoder")
    a.add_argument("--head-rate", type=float, default=7e-4)
    a.add_argument("--dropout", type=float, default=0.1)
    a.add_argument("--freeze-words", type=int, default=1)
    a.add_argument("--small", type=float, default=0.12, help="share of reports read in small letters")
    a.add_argument("--join", type=float, default=0.3, help="share of reports joined to others of their language")
    a.add_argument("--hold", type=float, default=0.08, help="share of the corpus held out; 0 trains on all")
    a.add_argument("--watch", type=int, default=0, help="1 takes up lines that are added to the corpus during the run")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--hours", type=float, default=99.0, help="stop with full decay within this time")
    return a.parse_args()


def batches(examples, pieces, chosen):
    """Examples of like length together."""
    order = sorted(examples, key=lambda e: len(e.ids) + chosen.random() * 24)
    out, batch, longest = [], [], 0
    for e in order:
        longest_now = max(longest, len(e.ids))
        if batch and longest_now * (len(batch) + 1) > pieces:
            out.append(batch)
            batch, longest_now = [], len(e.ids)
        batch.append(e)
        longest = longest_now
    out.append(batch)
    chosen.shuffle(out)
    return out


def tensors(batch):
    longest = max(len(e.ids) for e in batch)
    ids = torch.tensor([e.ids + [PAD] * (longest - len(e.ids)) for e in batch])
    mask = ids != PAD
    tags = torch.zeros(len(batch), longest, len(LAYERS + ASKED), dtype=torch.long)
    for i, e in enumerate(batch):
        tags[i, : len(e.ids)] = torch.tensor(e.tags()).T
    return ids, mask, tags


def loss_of_heads(tagger, hidden, rows, example):
    """(type, status, modes, links) losses summed over one example, and how many acts it has."""
    gold = [a["trigger"] for a in example.acts]
    extra = [t for t in spans_of(rows[0]) if not any(overlap(t, g) for g in gold)]
    triggers = gold + extra
    if not triggers:
        return None
    out = tagger.acts(ends(hidden, triggers))
    types, statuses, modes = out.split([len(TYPES), len(STATUSES), len(MODES)], -1)
    loss = functional.cross_entropy(
        types, torch.tensor([a["type"] for a in example.acts] + [NONE] * len(extra)), reduction="sum")
    if not gold:
        return loss, 0
    n = len(gold)
    loss = loss + 0.7 * functional.cross_entropy(statuses[:n], torch.tensor([a["status"] for a in example.acts]), reduction="sum")
    wanted = torch.zeros(n, len(MODES))
    for i, a in enumerate(example.acts):
        wanted[i, a["modes"]] = 1
    loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(modes[:n], wanted, reduction="sum")
    mentions = list(example.mentions)
    for layer in range(1, len(LAYERS)):
        own = [m[1:] for m in mentions if m[0] == layer]
        mentions += [(layer, a, b) for a, b in spans_of(rows[layer]) if not any(overlap((a, b), o) for o in own)]
    if mentions:
        near, layers = pairs(gold, mentions)
        at = ends(hidden, gold)
        scores = tagger.links(at, ends(hidden, [m[1:] for m in mentions]), near, layers)
        wanted = torch.zeros_like(scores)
        for i, a in enumerate(example.acts):
            for m, link in a["links"]:
                wanted[i, m, link] = 1
        loss = loss + functional.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
    if example.kinds:
        numbers = sorted(example.kinds)
        scores = tagger.kinds(ends(hidden, [example.mentions[m][1:] for m in numbers]))
        kinds = torch.tensor([example.kinds[m] for m in numbers])
        people = kinds < len(KINDS)
        for chosen, part, first in ((people, scores[:, : len(KINDS)], 0), (~people, scores[:, len(KINDS):], len(KINDS))):
            if chosen.any():
                loss = loss + 0.3 * functional.cross_entropy(part[chosen], kinds[chosen] - first, reduction="sum")
    return loss, n


def evaluate(tagger, examples):
    tagger.eval()
    meter = Meter()
    with torch.no_grad():
        for batch in batches(examples, 4096, random.Random(0)):
            ids, mask, _ = tensors(batch)
            with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
                hidden = tagger.encoder(ids, mask)
                scores = tagger.tags(hidden)
            hidden = hidden.float()
            for i, e in enumerate(batch):
                compare(meter, e, *decode(tagger, hidden[i], scores[i], len(e.ids)))
    tagger.train()
    return meter


def main():
    o = options()
    os.makedirs(o.out, exist_ok=True)
    json.dump(vars(o), open(f"{o.out}/options.json", "w"), indent=1)
    torch.manual_seed(o.seed)
    chosen = random.Random(o.seed)
    vocabulary = Vocabulary(o.vocabulary)
    training, held = split(load(o.corpus), o.hold)
    held = [p for line in held for p in cut(read_line(line, vocabulary))]
    plain = [(line, read_line(line, vocabulary)) for line in training]
    known = {line["report"]["name"] for line in training}
    asked = [read_asked(line, vocabulary) for line in load(o.asked)]
    low = {}
    print(len(plain), "reports for training,", len(held), "windows held out,",
          sum(len(e.ids) for _, e in plain), "pieces,", sum(len(e.acts) for _, e in plain), "acts", flush=True)
    tagger = start(o.encoder, o.layers)
    if o.start:
        go_on(tagger, o.start)
    if o.freeze_words:
        tagger.encoder.word.weight.requires_grad_(False)
    groups = {}
    for name, parameter in tagger.named_parameters():
        if parameter.requires_grad:
            slow = name.startswith("encoder")
            decay = parameter.dim() > 1
            groups.setdefault((slow, decay), []).append(parameter)
    optimiser = torch.optim.AdamW([
        {"params": p, "lr": o.rate if slow else o.head_rate, "weight_decay": 0.01 if decay else 0.0}
        for (slow, decay), p in groups.items()], betas=(0.9, 0.98), fused=True)
    rates = [g["lr"] for g in optimiser.param_groups]
    began, steps = time.time(), 0

    def share_done(epoch, place):
        by_epoch = (epoch + place) / o.epochs
        return max(by_epoch, (time.time() - began) / 3600 / o.hours)

    log = open(f"{o.out}/log.tsv", "a")
    for epoch in range(o.epochs):
        if o.watch:
            fresh = [line for line in split(load(o.corpus), o.hold)[0] if line["report"]["name"] not in known]
            known |= {line["report"]["name"] for line in fresh}
            plain += [(line, read_line(line, vocabulary)) for line in fresh]
        examples = []
        for line, e in plain:
            name = line["report"]["name"]
            if chosen.random() < o.small:
                if name not in low:
                    low[name] = read_line(line, vocabulary, small_letters(line))
                e = low[name]
            examples += cut(e)
        chosen.shuffle(examples)
        waiting, mixed = {}, []
        for e in examples:
            if chosen.random() < o.join and len(e.ids) < LIMIT - 40:
                other = waiting.pop(e.language, None)
                if other is None:
                    waiting[e.language] = e
                    continue
                both = joined([other, e])
                if len(both.ids) <= LIMIT:
                    mixed.append(both)
                else:
                    mixed += [other, e]
            else:
                mixed.append(e)
        mixed += waiting.values()
        windows = [window for e in asked if chosen.random() < o.asked_share for window in cut(e)]
        rows = batches(mixed, o.pieces, chosen) + (batches(windows, o.pieces, chosen) if windows else [])
        chosen.shuffle(rows)
        total, count = [0.0, 0.0], [0, 0]
        for place, batch in enumerate(rows):
            done = share_done(epoch, place / len(rows))
            factor = min(1.0, (steps + 1) / 60) * max(0.02, 1 - done)
            for g, rate in zip(optimiser.param_groups, rates):
                g["lr"] = rate * factor
            ids, mask, tags = tensors(batch)
            with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
                hidden = tagger.encoder(ids, mask, o.dropout)
                scores = tagger.tags(functional.dropout(hidden, o.dropout))
            hidden, scores = hidden.float(), scores.float().view(*ids.shape, len(LAYERS + ASKED), 3)
            own = slice(len(LAYERS), None) if batch[0].language == ONLY_ASKED else slice(len(LAYERS))
            scores, tags = scores[:, :, own], tags[:, :, own]
            spans = max(1, sum(len(e.mentions) + len(e.acts) for e in batch))
            loss = functional.cross_entropy(scores[mask].reshape(-1, 3), tags[mask].reshape(-1), reduction="sum") / spans
            heads, acts = 0.0, 0
            guessed = scores.detach().argmax(-1)
            for i, e in enumerate(batch if batch[0].language != ONLY_ASKED else []):
                part = loss_of_heads(tagger, hidden[i], guessed[i, : len(e.ids)].T.tolist() if epoch else [[]] * len(LAYERS), e)
                if part is not None:
                    heads, acts = heads + part[0], acts + part[1]
            loss = loss + heads / max(1, acts)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimiser.step()
            kind = batch[0].language == ONLY_ASKED
            total[kind], count[kind], steps = total[kind] + float(loss.detach()), count[kind] + 1, steps + 1
        ended = share_done(epoch, 1.0) >= 1.0
        figures = evaluate(tagger, held).table() if held and (epoch % 3 == 2 or ended or epoch == o.epochs - 1) else {}
        row = {"epoch": epoch + 1, "reports": len(plain), "loss": round(total[0] / count[0], 3), "loss of the asked": round(total[1] / max(1, count[1]), 3), "minutes": round((time.time() - began) / 60, 1), **figures}
        print(json.dumps(row), flush=True)
        log.write("\t".join(f"{k}={v}" for k, v in row.items()) + "\n")
        log.flush()
        torch.save({"shape": tagger.shape, "layers": o.layers, "state": tagger.state_dict()}, f"{o.out}/tagger.pt")
        if ended or epoch >= o.epochs - 4 or epoch % 3 == 2:
            shutil.copy(f"{o.out}/tagger.pt", f"{o.out}/tagger-{epoch + 1}.pt")
        if ended:
            break


if __name__ == "__main__":
    main()
