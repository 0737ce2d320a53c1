#!/usr/bin/env python3
"""Writes texts with their pieces, which the Rust side is tested against.

    fixture.py vocabulary.tsv corpus/*.jsonl > ../crates/dateline-tagger/tests/pieces.jsonl

Three reports of each language, and texts with what is hard: capitals, marks, other scripts, nothing at all.
"""
import json
import sys

from examples import load
from tokens import Vocabulary

HARD = ["", " \n\t ", "GUERRILLAS ATTACKED THE POWER STATION IN SAN MIGUEL.", "e\u0301lan naïve ﬁn 12½ km² ㎏",
        "مُحَمَّد ـــ قال", "שָׁלוֹם צה\"ל", "a\u200bb\u00adc\u2028d\u001fe", "停火 🕊 ceasefire", "İSTANBUL'DA PATLAMA: ÇOK SAYIDA YARALI VAR"]


def main():
    vocabulary, seen, texts = Vocabulary(sys.argv[1]), {}, list(HARD)
    for line in load(sys.argv[2:]):
        report = line["report"]
        seen[report["language"]] = seen.get(report["language"], 0) + 1
        if seen[report["language"]] in (2, 20, 40):
            texts.append(report["text"])
    for text in texts:
        ids, spans = vocabulary.encode(text)
        print(json.dumps({"text": text, "ids": ids, "spans": spans}, ensure_ascii=False))


if __name__ == "__main__":
    main()
