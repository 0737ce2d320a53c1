#!/usr/bin/env python3
"""Writes a trained tagger as the files that `dateline-tagger` reads.

    export.py RUN/tagger.pt vocabulary.tsv OUT [--f32]

OUT/encoder.onnx   ids [1, n] -> hidden [n, h], tags [n, 3 * (layers + asked)]; word table and matrices as signed 8-bit numbers with a
                   scale for each row or column (--f32: left as they are, to measure what 8 bits cost)
OUT/heads.onnx     triggers [t, 2h], mentions [m, 2h], near [t, m], layers [m] ->
                   acts [t, types + statuses + modes], links [t, m, links], kinds [m, kinds + source kinds]; f32
OUT/vocabulary.tsv, OUT/labels.json
"""
import json
import os
import shutil
import sys

import onnx
import torch
from torch import nn

import labels
from examples import load
from model import STEPS, Tagger
from tokens import BEGIN, END, Vocabulary

HERE = os.path.dirname(os.path.abspath(__file__))


class Words(nn.Module):
    """A word table of 8-bit rows."""

    def __init__(self, weight):
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", torch.round(weight / scale).to(torch.int8))

    def forward(self, ids):
        return self.table[ids].to(torch.float32) * self.scale[ids]


class Smoothed(nn.Module):
    """A linear layer whose inputs are brought to one size first (Xiao et al. 2023, "SmoothQuant").

    A few channels are ten times the size of the others; numbers of 8 bits for all of them would leave the others none.
    """

    def __init__(self, linear, largest, share=0.8):
        super().__init__()
        weights = linear.weight.data.abs().amax(0).clamp_min(1e-4)
        scale = (largest.clamp_min(1e-4) ** share / weights ** (1 - share)).clamp_min(1e-3)
        self.register_buffer("inverse", 1 / scale)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        self.linear.weight.data = linear.weight.data * scale
        self.linear.bias.data = linear.bias.data

    def forward(self, x):
        return self.linear(x * self.inverse)


def smooth(encoder, texts):
    """Puts Smoothed in the place of the layers that need it, with the sizes that their inputs have on some texts."""
    largest, hooks = {}, []

    def watch(name):
        def hook(_, inputs, __):
            size = inputs[0].abs().flatten(0, -2).amax(0)
            largest[name] = torch.maximum(largest.get(name, size), size)
        return hook

    places = [(number, name) for number in range(len(encoder.layers)) for name in ("up", "down")]
    for number, name in places:
        hooks.append(getattr(encoder.layers[number], name).register_forward_hook(watch((number, name))))
    with torch.no_grad():
        for ids in texts:
            encoder(torch.tensor([ids]))
    for hook in hooks:
        hook.remove()
    for number, name in places:
        layer = encoder.layers[number]
        setattr(layer, name, Smoothed(getattr(layer, name), largest[number, name]))


class Front(nn.Module):
    def __init__(self, tagger):
        super().__init__()
        self.encoder, self.tags = tagger.encoder, tagger.tags

    def forward(self, ids):
        hidden = self.encoder(ids)
        return hidden[0], self.tags(hidden)[0]


class Heads(nn.Module):
    def __init__(self, tagger):
        super().__init__()
        self.acts, self.links, self.kinds = tagger.acts, tagger.links, tagger.kinds

    def forward(self, triggers, mentions, near, layers):
        return self.acts(triggers), self.links(triggers, mentions, near, layers), self.kinds(mentions)


def main():
    path, vocabulary, out = sys.argv[1:4]
    plain = "--f32" in sys.argv
    os.makedirs(out, exist_ok=True)
    saved = torch.load(path)
    tagger = Tagger(saved["shape"], saved["layers"])
    tagger.load_state_dict(saved["state"])
    tagger.eval()
    hidden = saved["shape"]["hidden"]
    if not plain:
        lines = load([os.path.join(HERE, "corpus", "*.jsonl")])[::12]
        pieces = Vocabulary(vocabulary)
        smooth(tagger.encoder, [[BEGIN] + pieces.encode(line["report"]["text"])[0][:510] + [END] for line in lines])
        tagger.encoder.word = Words(tagger.encoder.word.weight.data)
    ids = torch.randint(5, 1000, (1, 24))
    raw = f"{out}/encoder.f32.onnx"
    with torch.no_grad():
        torch.onnx.export(Front(tagger), (ids,), raw, input_names=["ids"], output_names=["hidden", "tags"],
                          dynamic_axes={"ids": {1: "n"}, "hidden": {0: "n"}, "tags": {0: "n"}}, opset_version=17, dynamo=False)
        torch.onnx.export(
            Heads(tagger), (torch.randn(3, 2 * hidden), torch.randn(5, 2 * hidden), torch.zeros(3, 5, dtype=torch.long),
                            torch.zeros(5, dtype=torch.long)), f"{out}/heads.onnx",
            input_names=["triggers", "mentions", "near", "layers"], output_names=["acts", "links", "kinds"],
            dynamic_axes={"triggers": {0: "t"}, "mentions": {0: "m"}, "near": {0: "t", 1: "m"}, "layers": {0: "m"},
                          "acts": {0: "t"}, "links": {0: "t", 1: "m"}, "kinds": {0: "m"}}, opset_version=17, dynamo=False)
    if plain:
        os.replace(raw, f"{out}/encoder.onnx")
    else:
        from onnxruntime.quantization import QuantType, quantize_dynamic
        quantize_dynamic(raw, f"{out}/encoder.onnx", per_channel=True, weight_type=QuantType.QInt8,
                         op_types_to_quantize=["MatMul"], extra_options={"MatMulConstBOnly": True},
                         nodes_to_exclude=[node.name for node in onnx.load(raw).graph.node if node.name.startswith("/tags/")])
        os.remove(raw)
    shutil.copy(vocabulary, f"{out}/vocabulary.tsv")
    with open(os.path.join(HERE, "thresholds.json")) as file:
        thresholds = json.load(file)
    names = {"layers": labels.LAYERS, "asked": labels.ASKED, "types": labels.TYPES, "statuses": labels.STATUSES, "modes": labels.MODES,
             "links": labels.LINKS, "kinds": labels.KINDS, "source_kinds": labels.SOURCE_KINDS, "steps": STEPS, "thresholds": thresholds}
    with open(f"{out}/labels.json", "w") as file:
        json.dump(names, file, indent=1)
        file.write("\n")
    print({name: f"{os.path.getsize(os.path.join(out, name)) / 1e6:.1f} MB" for name in sorted(os.listdir(out))})


if __name__ == "__main__":
    main()
