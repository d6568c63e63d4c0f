"""The eight functions as one writes them first in NumPy, checked cell by cell on every case: the plain script that
this tool is compared with."""

import json
import sys

import numpy as np

MAX = 0


def zero_pad(x, pad):
    return np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))


def conv_single_step(a_slice_prev, w, b):
    return np.sum(a_slice_prev * w) + float(b.reshape(()))


def conv_forward(a_prev, w, b, stride, pad):
    m, n_h_prev, n_w_prev, _ = a_prev.shape
    f, n_c = w.shape[0], w.shape[3]
    n_h = (n_h_prev - f + 2 * pad) // stride + 1
    n_w = (n_w_prev - f + 2 * pad) // stride + 1
    z = np.zeros((m, n_h, n_w, n_c))
    a_prev_pad = zero_pad(a_prev, pad)
    for i in range(m):
        for h in range(n_h):
            for v in range(n_w):
                window = a_prev_pad[i, h * stride : h * stride + f, v * stride : v * stride + f]
                for c in range(n_c):
                    z[i, h, v, c] = conv_single_step(window, w[..., c], b[..., c])
    return z


def pool_forward(a_prev, f, stride, mode):
    m, n_h_prev, n_w_prev, n_c = a_prev.shape
    n_h, n_w = (n_h_prev - f) // stride + 1, (n_w_prev - f) // stride + 1
    a = np.zeros((m, n_h, n_w, n_c))
    for i in range(m):
        for h in range(n_h):
            for w in range(n_w):
                for c in range(n_c):
                    window = a_prev[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
                    a[i, h, w, c] = np.max(window) if mode == MAX else np.mean(window)
    return a


def conv_backward(dz, a_prev, w, b, stride, pad):
    m, n_h, n_w, n_c = dz.shape
    f = w.shape[0]
    da_prev_pad, dw, db = zero_pad(np.zeros_like(a_prev), pad), np.zeros_like(w), np.zeros_like(b)
    a_prev_pad = zero_pad(a_prev, pad)
    for i in range(m):
        for h in range(n_h):
            for v in range(n_w):
                at = np.s_[i, h * stride : h * stride + f, v * stride : v * stride + f]
                for c in range(n_c):
                    da_prev_pad[at] += w[..., c] * dz[i, h, v, c]
                    dw[..., c] += a_prev_pad[at] * dz[i, h, v, c]
                    db[..., c] += dz[i, h, v, c]
    _, height, width, _ = da_prev_pad.shape
    return da_prev_pad[:, pad : height - pad, pad : width - pad], dw, db


def create_mask_from_window(x):
    return x == np.max(x)


def distribute_value(dz, shape):
    return np.full(shape, dz / (shape[0] * shape[1]))


def pool_backward(da, a_prev, f, stride, mode):
    m, n_h, n_w, n_c = da.shape
    da_prev = np.zeros_like(a_prev)
    for i in range(m):
        for h in range(n_h):
            for w in range(n_w):
                for c in range(n_c):
                    at = np.s_[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
                    if mode == MAX:
                        da_prev[at] += create_mask_from_window(a_prev[at]) * da[i, h, w, c]
                    else:
                        da_prev[at] += distribute_value(da[i, h, w, c], (f, f))
    return da_prev


def window_of(given, prefix=""):
    return int(given[f"{prefix}hparameters.f"]), int(given[f"{prefix}hparameters.stride"])


def steps_of(given, prefix=""):
    return int(given[f"{prefix}hparameters.stride"]), int(given[f"{prefix}hparameters.pad"])


def backward(given):
    tensors = (given["dz"], given["cache.a_prev"], given["cache.w"], given["cache.b"])
    return dict(zip(("dA_prev", "dW", "db"), conv_backward(*tensors, *steps_of(given, "cache."))))


# By the names of a case's tensors; what a function passes on in its cache is what it was given.
FUNCTIONS = {
    "zero_pad": lambda given: {"x_pad": zero_pad(given["x"], int(given["pad"]))},
    "conv_single_step": lambda given: {"Z": conv_single_step(given["a_slice_prev"], given["w"], given["b"])},
    "conv_forward": lambda given: {
        "Z": conv_forward(given["a_prev"], given["w"], given["b"], *steps_of(given)),
        **{f"cache.{name}": value for name, value in given.items()},
    },
    "pool_forward": lambda given: {
        "A": pool_forward(given["a_prev"], *window_of(given), given["mode"]),
        **{f"cache.{name}": value for name, value in given.items()},
    },
    "conv_backward": backward,
    "create_mask_from_window": lambda given: {"mask": create_mask_from_window(given["x"])},
    "distribute_value": lambda given: {
        "a": distribute_value(given["dz"], (int(given["shape.0"]), int(given["shape.1"])))
    },
    "pool_backward": lambda given: {
        "dA_prev": pool_backward(given["da"], given["cache.a_prev"], *window_of(given, "cache."), given["mode"])
    },
}


CELLS = np.load("cells.npy")
with open("cases.json", encoding="utf-8") as index:
    CASES = json.load(index)


def tensors_of(described):
    """Tensors by name; a copy of each, since a function may write to what it is given."""
    tensors = {}
    for name, (start, shape, dtype) in described.items():
        size = int(np.prod(shape, dtype=int))
        tensors[name] = CELLS[start : start + size].reshape(shape).astype(dtype)
    return tensors


def is_right(actual, expected):
    actual = np.asarray(actual)
    return actual.shape == expected.shape and np.allclose(actual, expected, rtol=1e-9, atol=1e-12)


def check(name):
    for case in CASES[name].values():
        results = FUNCTIONS[name](tensors_of(case["in"]))
        if not all(is_right(results[tensor], expected) for tensor, expected in tensors_of(case["out"]).items()):
            return False
    return True


if __name__ == "__main__":
    verdicts = {name: check(name) for name in FUNCTIONS}
    for name, right in verdicts.items():
        print(f"{name:24} {'passed' if right else 'wrong'}")
    sys.exit(not all(verdicts.values()))
