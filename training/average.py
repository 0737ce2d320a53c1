#!/usr/bin/env python3
"""The mean of several checkpoints (Wortsman et al. 2022, "Model soups"), steadier than any of them.

    average.py OUT.pt CHECKPOINT.pt...
"""
import sys

import torch


def main():
    out, *paths = sys.argv[1:]
    saved = [torch.load(path) for path in paths]
    state = {name: sum(s["state"][name].float() for s in saved) / len(saved) for name in saved[0]["state"]}
    torch.save({**saved[0], "state": state}, out)


if __name__ == "__main__":
    main()
