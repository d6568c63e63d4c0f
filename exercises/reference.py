"""The eight functions in NumPy, whole arrays at a time.

Each takes the arguments by name and returns the outputs by name; `oracle.py` says how the two are written down.
"""

import numpy as np


def zero_pad(arguments):
    pad = int(arguments["pad"])
    return {"x_pad": np.pad(arguments["x"], ((0, 0), (pad, pad), (pad, pad), (0, 0)))}


FUNCTIONS = {
    "zero_pad": zero_pad,
}

STORED = {}
