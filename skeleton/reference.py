"""The right answers in NumPy, for oracle.py. Written in another way than the solutions in Rust."""

import numpy as np


def scale_rows(arguments):
    y = np.einsum("hw,h->hw", arguments["x"], arguments["factors"])
    return {"y": (y, np.abs(y))}


FUNCTIONS = {"scale_rows": scale_rows}
STORED = {}
