"""The eight functions in NumPy, whole arrays at a time.

Each takes the arguments by name and returns the outputs by name. An output that is computed comes with the sum of the
magnitudes that were added up for each of its cells: `oracle.py` derives the tolerance from the largest of them.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

MAX = 0  # The position of `PoolMode::Max`.


def zero_pad(arguments):
    return {"x_pad": padded(arguments["x"], arguments["pad"])}


def conv_single_step(arguments):
    def step(a, w, b):
        return np.tensordot(a, w, axes=3) + b.reshape(())

    return {"Z": with_terms(step, arguments["a_slice_prev"], arguments["w"], arguments["b"])}


def conv_forward(arguments):
    stride, pad = int(arguments["hparameters.stride"]), arguments["hparameters.pad"]

    def convolve(a_prev, w, b):
        windows = windows_of(padded(a_prev, pad), w.shape[0], stride)
        return np.einsum("mhwcij,ijck->mhwk", windows, w) + b[0, 0, 0]

    return {"Z": with_terms(convolve, arguments["a_prev"], arguments["w"], arguments["b"])}


def pool_forward(arguments):
    windows = windows_of(arguments["a_prev"], int(arguments["hparameters.f"]), int(arguments["hparameters.stride"]))
    if arguments["mode"] == MAX:
        a = windows.max(axis=(-2, -1))
        return {"A": (a, np.abs(a))}
    return {"A": with_terms(lambda cells: cells.mean(axis=(-2, -1)), windows)}


def conv_backward(arguments):
    stride, pad = int(arguments["cache.hparameters.stride"]), arguments["cache.hparameters.pad"]

    def input_gradient(dz, w, a_prev):
        da_pad = np.zeros_like(padded(a_prev, pad))
        for i, row in enumerate(w):
            for j, tap in enumerate(row):
                strided(da_pad, i, j, stride, dz.shape)[...] += np.einsum("mhwk,ck->mhwc", dz, tap)
        return cropped(da_pad, pad)

    def filter_gradient(dz, w, a_prev):
        windows = windows_of(padded(a_prev, pad), w.shape[0], stride)
        return np.einsum("mhwcij,mhwk->ijck", windows, dz)

    def bias_gradient(dz):
        return dz.sum(axis=(0, 1, 2), keepdims=True)

    dz, w, a_prev = arguments["dz"], arguments["cache.w"], arguments["cache.a_prev"]
    return {
        "dA_prev": with_terms(input_gradient, dz, w, a_prev),
        "dW": with_terms(filter_gradient, dz, w, a_prev),
        "db": with_terms(bias_gradient, dz),
    }


def create_mask_from_window(arguments):
    return {"mask": arguments["x"] == arguments["x"].max()}


def distribute_value(arguments):
    shape = (int(arguments["shape.0"]), int(arguments["shape.1"]))
    return {"a": with_terms(lambda dz: np.full(shape, dz / np.prod(shape)), arguments["dz"])}


def pool_backward(arguments):
    da, a_prev = arguments["da"], arguments["cache.a_prev"]
    f, stride = int(arguments["cache.hparameters.f"]), int(arguments["cache.hparameters.stride"])

    def from_maxima(da):
        m, n_h, n_w, n_c = da.shape
        best = windows_of(a_prev, f, stride).reshape(m, n_h, n_w, n_c, f * f).argmax(axis=-1)
        i, h, w, c = np.indices(da.shape)
        da_prev = np.zeros_like(a_prev)
        np.add.at(da_prev, (i, h * stride + best // f, w * stride + best % f, c), da)
        return da_prev

    def from_means(da):
        da_prev = np.zeros_like(a_prev)
        for i in range(f):
            for j in range(f):
                strided(da_prev, i, j, stride, da.shape)[...] += da / f**2
        return da_prev

    return {"dA_prev": with_terms(from_maxima if arguments["mode"] == MAX else from_means, da)}


def with_terms(function, *arrays):
    """The function's value, and its value for the magnitudes alone: functions here only multiply and add."""
    return function(*arrays), function(*(np.abs(array) for array in arrays))


def padded(x, pad):
    """Zeros around the images of a batch."""
    pad = int(pad)
    return np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))


def cropped(x_pad, pad):
    """What `padded` was given."""
    (_, n_h, n_w, _), pad = x_pad.shape, int(pad)
    return x_pad[:, pad : n_h - pad, pad : n_w - pad, :]


def windows_of(x, f, stride):
    """Every window of the images: axes example, row of windows, column of windows, channel, row, column."""
    return sliding_window_view(x, (f, f), axis=(1, 2))[:, ::stride, ::stride]


def strided(x, i, j, stride, shape):
    """Of every window its cell (i, j), as a view: axes example, row of windows, column of windows, channel."""
    _, n_h, n_w, _ = shape
    return x[:, i : i + stride * n_h : stride, j : j + stride * n_w : stride, :]


def published_gradient(_case, _symbols):
    """The published `conv_backward` takes the forward pass's own output for its gradient."""
    generator = np.random.RandomState(1)
    z, _ = conv_forward(
        {
            "a_prev": generator.standard_normal((10, 4, 4, 3)),
            "w": generator.standard_normal((2, 2, 3, 8)),
            "b": generator.standard_normal((1, 1, 1, 8)),
            "hparameters.stride": 2,
            "hparameters.pad": 2,
        }
    )["Z"]
    return {"dz": z}


FUNCTIONS = {
    "zero_pad": zero_pad,
    "conv_single_step": conv_single_step,
    "conv_forward": conv_forward,
    "pool_forward": pool_forward,
    "conv_backward": conv_backward,
    "create_mask_from_window": create_mask_from_window,
    "distribute_value": distribute_value,
    "pool_backward": pool_backward,
}

STORED = {
    "conv_backward": published_gradient,
}
