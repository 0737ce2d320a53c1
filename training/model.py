"""The tagger: an encoder (BERT's, Devlin et al. 2019), a head for mentions, one for acts and one for links."""
import torch
from torch import nn
from torch.nn import functional

from labels import ASKED, KINDS, LAYERS, LINKS, MODES, SOURCE_KINDS, STATUSES, TYPES

# Distance from trigger to mention in pieces, in steps that grow (negative: the mention comes first).
STEPS = (0, 1, 2, 4, 7, 12, 20, 35, 60, 110, 200)
NEAR = 2 * len(STEPS) + 1


class Layer(nn.Module):
    def __init__(self, hidden, heads, inner):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(hidden, hidden) for _ in range(4))
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x, bias, dropout):
        batch, length, hidden = x.shape
        split = lambda y: y.view(batch, length, self.heads, hidden // self.heads).transpose(1, 2)
        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        if torch.onnx.is_in_onnx_export():
            weights = torch.softmax(query @ key.transpose(2, 3) * (hidden // self.heads) ** -0.5, -1)
            mixed = weights @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, bias)
        mixed = mixed.transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm1(x + functional.dropout(self.out(mixed), dropout, self.training))
        return self.norm2(x + functional.dropout(self.down(functional.gelu(self.up(x))), dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, shape, layers=None):
        super().__init__()
        hidden = shape["hidden"]
        self.word, self.position = nn.Embedding(shape["words"], hidden), nn.Embedding(shape["positions"], hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(hidden, shape["heads"], shape["inner"]) for _ in range(layers or shape["layers"]))

    def forward(self, ids, mask=None, dropout=0.0):
        x = self.word(ids) + self.position.weight[: ids.shape[1]]
        x = functional.dropout(self.norm(x), dropout, self.training)
        bias = None if mask is None else torch.zeros_like(mask, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias, dropout)
        return x


def step(distance):
    """The number of the step of a distance in pieces, for a tensor of distances."""
    edges = torch.tensor(STEPS, device=distance.device)
    size = torch.bucketize(distance.abs(), edges)
    return torch.where(distance < 0, len(STEPS) + size, size)


class Acts(nn.Module):
    """Type, modes and status of an act from the ends of its trigger."""

    def __init__(self, hidden):
        super().__init__()
        self.inner = nn.Linear(2 * hidden, hidden)
        self.out = nn.Linear(hidden, len(TYPES) + len(STATUSES) + len(MODES))

    def forward(self, ends):
        return self.out(functional.gelu(self.inner(ends)))


class Links(nn.Module):
    """What each mention is to each act: a score for each of LINKS, for every pair of trigger and mention."""

    def __init__(self, hidden, width=256):
        super().__init__()
        self.trigger, self.mention = nn.Linear(2 * hidden, width), nn.Linear(2 * hidden, width)
        self.near = nn.Embedding(NEAR, width)
        self.layer = nn.Embedding(len(LAYERS), width)
        self.product_trigger, self.product_mention = nn.Linear(2 * hidden, width), nn.Linear(2 * hidden, width)
        self.out = nn.Linear(2 * width, len(LINKS))

    def forward(self, triggers, mentions, near, layers):
        """triggers [t, 2h], mentions [m, 2h], near [t, m], layers [m] -> [t, m, links]"""
        total = self.trigger(triggers)[:, None] + (self.mention(mentions) + self.layer(layers))[None] + self.near(near)
        product = self.product_trigger(triggers)[:, None] * self.product_mention(mentions)[None]
        return self.out(torch.cat([functional.gelu(total), product], -1))


class Tagger(nn.Module):
    def __init__(self, shape, layers):
        super().__init__()
        hidden = shape["hidden"]
        self.encoder = Encoder(shape, layers)
        self.tags = nn.Linear(hidden, 3 * len(LAYERS + ASKED))
        self.acts, self.links = Acts(hidden), Links(hidden)
        self.kinds = nn.Linear(2 * hidden, len(KINDS) + len(SOURCE_KINDS))
        # Nearly all pieces are outside of mentions, nearly all pairs unlinked: begin there.
        with torch.no_grad():
            self.tags.bias.view(-1, 3)[:, 0] += 3.0
            self.links.out.bias -= 4.5
            self.acts.out.bias[-len(MODES):] -= 3.5


def go_on(tagger, path):
    """Gives a tagger the weights of a checkpoint; layers of tags that the checkpoint has not begin as new ones do."""
    state = torch.load(path)["state"]
    for part in ("weight", "bias"):
        new, old = tagger.state_dict()[f"tags.{part}"].clone(), state[f"tags.{part}"]
        new[: len(old)] = old
        state[f"tags.{part}"] = new
    tagger.load_state_dict(state)


def start(path, layers, keep=None):
    """A tagger on the recovered encoder, with its first `layers` layers or those numbered in `keep`."""
    saved = torch.load(path)
    keep = keep or list(range(layers))
    state = {}
    for name, value in saved["state"].items():
        if name.startswith("layers."):
            _, number, rest = name.split(".", 2)
            if int(number) in keep:
                state[f"layers.{keep.index(int(number))}.{rest}"] = value
        else:
            state[name] = value
    tagger = Tagger(saved["shape"], layers)
    tagger.encoder.load_state_dict(state)
    tagger.shape = saved["shape"]
    return tagger
