#!/usr/bin/env python3
"""Trims the encoder's vocabulary to the pieces that the eight languages use.

    vocabulary.py MODEL_FOLDER TEXTS.jsonl...      reads encoder.pt and pieces.tsv, writes trimmed.pt and vocabulary.tsv

Kept are the four marks, every piece of one character that a text or a common word has, every piece of the given
texts (lines with `text` or `report.text`), and of the 60,000 commonest words of each language (PyPI package
wordfreq; in small letters and with a capital) the pieces that make up all but 0.5 % of what they are read as.
"""
import collections
import json
import sys

import torch
from wordfreq import get_frequency_dict

from tokens import UNKNOWN, WORD, Vocabulary, normal

LANGUAGES = ("en", "de", "fr", "es", "ar", "he", "ru", "uk")
WORDS, LEFT_OUT, CAPITAL = 60_000, 0.005, 0.3


def texts(paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                yield record.get("report", record).get("text", "")


def common(language, vocabulary):
    """The pieces that cover all but LEFT_OUT of a language's common words."""
    weights, characters = collections.Counter(), set()
    frequencies = sorted(get_frequency_dict(language, "large").items(), key=lambda item: (-item[1], item[0]))[:WORDS]
    for word, frequency in frequencies:
        word = "".join(map(normal, word)).replace(" ", "")
        for form, share in ((word, 1 - CAPITAL), (word[:1].upper() + word[1:], CAPITAL)):
            if frequency > 2e-6:
                characters.update(form)
            for piece, _ in vocabulary.word(WORD + form):
                weights[piece] += frequency * share
    total, seen, kept = sum(weights.values()), 0.0, set()
    for piece, weight in weights.most_common():
        if seen > total * (1 - LEFT_OUT):
            break
        kept.add(piece)
        seen += weight
    print(f"{language}: {len(kept)} pieces")
    return kept, characters


def main():
    folder, paths = sys.argv[1], sys.argv[2:]
    full = Vocabulary(f"{folder}/pieces.tsv")
    kept, characters = set(), set()
    for language in LANGUAGES:
        pieces, letters = common(language, full)
        kept |= pieces
        characters |= letters
    for text in texts(paths):
        for form in (text, text.lower()):
            kept.update(full.encode(form)[0])
            characters.update(form)
    for character in characters:
        for form in (character, WORD + character):
            if form in full.ids:
                kept.add(full.ids[form])
    kept.add(full.ids[WORD])
    kept = list(range(UNKNOWN + 1)) + sorted(k for k in kept if k > UNKNOWN)
    with open(f"{folder}/vocabulary.tsv", "w", encoding="utf-8") as file:
        for k in kept:
            file.write(f"{full.pieces[k]}\t{full.scores[k]:.3f}\n")
    model = torch.load(f"{folder}/encoder.pt")
    model["state"]["word.weight"] = model["state"]["word.weight"][kept].clone()
    model["shape"]["words"] = len(kept)
    torch.save(model, f"{folder}/trimmed.pt")
    print(len(kept), "pieces kept of", len(full.pieces))


if __name__ == "__main__":
    main()
