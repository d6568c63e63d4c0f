"""Pairs of tensors that nobody chose, with a relation and without, and whether `diff` tells which.

Needs numpy and ml_dtypes; run as `python relations.py [PROGRAM [PAIRS [SEED]]]`. Every sentence is held against the
arrays by NumPy alone: a wrong one fails the run, and a relation that stays untold is counted.
"""

import collections
import json
import os
import re
import subprocess
import sys
import tempfile

import ml_dtypes
import numpy
import numpy as np

NAMES = {
    "float64": "F64", "float32": "F32", "float16": "F16", "bfloat16": "BF16", "float8_e4m3fn": "F8_E4M3",
    "float8_e5m2": "F8_E5M2", "int64": "I64", "int32": "I32", "int16": "I16", "int8": "I8", "uint8": "U8",
    "uint16": "U16", "uint32": "U32", "uint64": "U64", "bool": "BOOL", "complex64": "C64",
}
FLOATS = ["float64", "float32", "float32", "float16", "bfloat16"]
INTEGERS = ["int64", "int32", "int16", "uint8", "int8"]


def save(path, tensors):
    header, data, end = {}, [], 0
    for name, tensor in tensors.items():
        bytes_ = np.ascontiguousarray(tensor).tobytes()
        header[name] = {"dtype": NAMES[tensor.dtype.name], "shape": list(tensor.shape), "data_offsets": [end, end + len(bytes_)]}
        end += len(bytes_)
        data.append(bytes_)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + b"".join(data))


def dtype(name):
    return np.dtype(getattr(ml_dtypes, name)) if hasattr(ml_dtypes, name) else np.dtype(name)


def shape(rng, least_rank=1):
    rank = int(rng.integers(least_rank, 5))
    most = {1: 3000, 2: 90, 3: 20, 4: 9}[rank]
    return tuple(int(rng.integers(2, most)) for _ in range(rank))


def numbers(rng, name, size, spread=1.0):
    """Numbers as networks have them: normal, positive, sparse, of many magnitudes, or whole."""
    kind = dtype(name)
    if name == "bool":
        return rng.random(size) < rng.choice([0.5, 0.5, 0.1])
    if name in INTEGERS:
        info = np.iinfo(kind)
        most = int(rng.choice([10, 60, 120]))
        low = max(info.min, -most) if rng.random() < 0.7 else 0
        return rng.integers(low, min(most, info.max), size).astype(kind)
    if name == "complex64":
        return (rng.normal(size=size) + 1j * rng.normal(size=size)).astype(kind)
    way = rng.integers(6)
    values = rng.normal(size=size) * spread
    if way == 0:
        values = np.abs(values)
    elif way == 1:
        values = np.maximum(values, 0)
    elif way == 2:
        values = values * np.exp(rng.normal(size=size))
    elif way == 3:
        values = rng.random(size)
    elif way == 4:
        values = np.round(values * 20)
    return values.astype(kind)


def any_pair(rng):
    """What is expected, of some type and shape."""
    name = str(rng.choice(FLOATS + FLOATS + INTEGERS + ["bool", "complex64"]))
    return numbers(rng, name, shape(rng))


def real(rng, least_rank=1, names=FLOATS):
    return numbers(rng, str(rng.choice(names)), shape(rng, least_rank))


def wide(x):
    """For computing, as frameworks do it: narrow types in float32."""
    return x.astype(np.float64 if x.dtype == np.float64 else np.float32)


def number(rng):
    return float(rng.choice([2, 3, 0.5, -2, 0.1, 1 / 255, 1.5, 10, -0.25, rng.normal() * 3, 1 / np.sqrt(64), 1e3, 7.25]))


# Relations: each gives expected, actual and the kinds by which it may be told.
RELATIONS = {}


def relation(*kinds, region=False):
    def add(function):
        RELATIONS[function.__name__] = (function, set(kinds), region)
        return function

    return add


@relation("multiple")
def multiple(rng):
    e = real(rng)
    return e, (wide(e) * number(rng)).astype(e.dtype)


@relation("multiple")
def multiple_of_integers(rng):
    e = real(rng, names=["int64", "int32"])
    return e, e * e.dtype.type(rng.choice([2, 3, -1, -2, 1000]))


@relation("multiple")
def negated(rng):
    e = real(rng)
    return e, -e


@relation("offset")
def offset(rng):
    e = real(rng, names=["float64", "float32"])
    return e, e + e.dtype.type(rng.choice([1, -1, 0.5, 3.25, rng.normal() * 4]))


@relation("offset")
def offset_of_integers(rng):
    e = real(rng, names=["int64", "int32"])
    return e, e + e.dtype.type(rng.integers(1, 9) * rng.choice([1, -1]))


@relation("offset")
def offset_beyond_doubles(rng):
    e = rng.integers(2**60, 2**61, shape(rng))
    return e, e + 1_000_000_000_000_007


@relation("affine")
def affine(rng):
    e = real(rng, names=["float64", "float32"])
    return e, (e * e.dtype.type(number(rng)) + e.dtype.type(rng.choice([1, -2.5, 0.125, rng.normal() * 2]))).astype(e.dtype)


@relation("affine", "multiple")
def dequantised(rng):
    e = real(rng, names=["uint8", "int8"])
    scale, zero = np.float32(rng.random() * 0.1 + 0.001), np.float32(rng.integers(0, 100))
    return e, (e.astype(np.float32) - zero) * scale


@relation("rounded")
def narrower(rng):
    e = numbers(rng, str(rng.choice(["float64", "float32"])), shape(rng))
    low = str(rng.choice(["float32", "float16", "bfloat16"] if e.dtype == np.float64 else ["float16", "bfloat16"]))
    a = e.astype(dtype(low))
    return e, a.astype(e.dtype) if rng.random() < 0.5 else a


@relation("rounded")
def wider(rng):
    a = numbers(rng, "float32", shape(rng))
    return a.astype(dtype(str(rng.choice(["float16", "bfloat16"])))), a


@relation("rounded")
def eight_bits(rng):
    e = numbers(rng, str(rng.choice(["float32", "bfloat16", "float16"])), shape(rng))
    return e, e.astype(dtype(str(rng.choice(["float8_e4m3fn", "float8_e5m2"])))).astype(e.dtype)


@relation("rounded")
def cut_off(rng):
    e = numbers(rng, "float32", shape(rng))
    return e, (e.view(np.uint32) & 0xFFFF0000).view(np.float32)


@relation("stepped")
def decimals(rng):
    e = numbers(rng, str(rng.choice(["float64", "float32"])), shape(rng), 5.0)
    return e, np.round(e, int(rng.integers(1, 4)))


@relation("stepped")
def quantised(rng):
    e = rng.normal(size=shape(rng)).astype(np.float32)
    step = np.float32(np.abs(e).max() / rng.choice([7, 127]))
    return e, (np.round(e / step) * step).astype(np.float32)


@relation("function", "clipped", "constant")
def relu(rng):
    e = (rng.normal(size=shape(rng)) * 3).astype(dtype(str(rng.choice(FLOATS))))
    return e, np.maximum(e, e.dtype.type(0))


@relation("function")
def activation(rng):
    e = (rng.normal(size=shape(rng)) * 2).astype(str(rng.choice(["float64", "float32"])))
    return e, [np.tanh, np.exp, lambda x: 1 / (1 + np.exp(-x)), np.square, lambda x: x / (1 + np.exp(-x))][rng.integers(5)](e)


@relation("function")
def magnitude(rng):
    e = rng.normal(size=shape(rng)).astype(dtype(str(rng.choice(FLOATS))))
    return e, np.abs(e)


@relation("clipped", "function")
def clipped(rng):
    e = rng.normal(size=shape(rng)).astype(dtype(str(rng.choice(FLOATS))))
    low, high = [(-1, 1), (0, 6), (-0.5, np.inf), (-np.inf, 0.75)][rng.integers(4)]
    return e, np.clip(wide(e), low, high).astype(e.dtype)


@relation("converted")
def pixels(rng):
    e = rng.random(shape(rng, 2)).astype(np.float32)
    return e, (np.round(e * 255) if rng.random() < 0.5 else e * 255).astype(np.uint8)


@relation("wrapped")
def wrapped(rng):
    e = rng.integers(-500, 900, shape(rng))
    return e, e.astype(str(rng.choice(["uint8", "int8"])))


@relation("dropout")
def dropped(rng):
    e = rng.normal(size=shape(rng)).astype(np.float32)
    keep = rng.choice([0.5, 0.8, 0.9])
    return e, np.where(rng.random(e.shape) < keep, e / np.float32(keep), 0).astype(np.float32)


@relation("offset_along")
def bias(rng):
    e = rng.normal(size=shape(rng, 2)).astype(str(rng.choice(["float32", "float64"])))
    axis = int(rng.integers(e.ndim))
    return e, e - np.expand_dims(rng.normal(size=e.shape[axis]), tuple(k for k in range(e.ndim) if k != axis)).astype(e.dtype)


@relation("multiple_along")
def scales(rng):
    e = rng.normal(size=shape(rng, 2)).astype(str(rng.choice(["float32", "float64"])))
    axis = int(rng.integers(e.ndim))
    return e, e * np.expand_dims(rng.random(e.shape[axis]) + 0.5, tuple(k for k in range(e.ndim) if k != axis)).astype(e.dtype)


@relation("moved", "reshaped", "bytes", "reordered")
def transposed(rng):
    e = np.moveaxis(any_pair(rng)[..., None][..., 0], 0, 0)
    while e.ndim < 2:
        e = any_pair(rng)
    return e, np.ascontiguousarray(e.transpose(rng.permutation(e.ndim)))


@relation("moved", "reordered")
def flipped(rng):
    e = any_pair(rng)
    return e, np.flip(e, tuple(rng.permutation(e.ndim)[: rng.integers(1, 3)].tolist()))


@relation("reshaped")
def reshaped(rng):
    e = any_pair(rng)
    return e, e.reshape(-1) if e.ndim > 1 else e.reshape(1, -1, 1)


@relation("reshaped", "bytes", "moved")
def view_for_permute(rng):
    e = any_pair(rng)
    while e.ndim < 3:
        e = any_pair(rng)
    order = rng.permutation(e.ndim)
    return e, np.ascontiguousarray(e.transpose(order)).reshape(e.shape)


@relation("rolled", "moved", "reordered")
def rolled(rng):
    e = any_pair(rng)
    axis = int(rng.integers(e.ndim))
    return e, np.roll(e, int(rng.integers(1, e.shape[axis])), axis)


@relation("shifted", "rolled", "moved")
def shifted(rng):
    e = real(rng, 2, ["float32", "float64"])
    axis = int(rng.integers(e.ndim))
    by = int(rng.integers(1, max(2, e.shape[axis] // 3)))
    a = np.roll(e, by, axis)
    a[(slice(None),) * axis + (slice(0, by),)] = 0
    return e, a


@relation("rolled", "moved", "reordered")
def fourier(rng):
    e = real(rng, 2)
    return e, np.fft.fftshift(wide(e), axes=(-2, -1)).astype(e.dtype)


@relation("reordered", "moved", "rolled")
def reordered(rng):
    e = real(rng, 2, ["float32", "float64", "int64"])
    axis = int(rng.integers(e.ndim))
    return e, np.take(e, rng.permutation(e.shape[axis]), axis)


@relation("part")
def cropped(rng):
    e = real(rng, 2)
    axis = int(rng.integers(e.ndim))
    start = int(rng.integers(0, e.shape[axis]))
    return e, np.take(e, range(start, int(rng.integers(start, e.shape[axis])) + 1), axis)


@relation("part")
def grown(rng):
    e = real(rng, 2, ["float32"])
    return e, np.concatenate([e, rng.normal(size=(3, *e.shape[1:])).astype(e.dtype)])


@relation("part")
def one_of_many(rng):
    e = real(rng, 3)
    return e, e.take(int(rng.integers(e.shape[0])), 0)


@relation("bytes")
def byte_swapped(rng):
    e = real(rng, 1, ["float32", "int32", "int64", "float64"])
    return e, e.byteswap()


@relation("function", "multiple")
def complex_turn(rng):
    e = numbers(rng, "complex64", shape(rng))
    return e, [np.conj, np.negative, lambda x: x * np.complex64(1j), lambda x: x * np.complex64(2)][rng.integers(4)](e)


@relation(region=True)
def one_slice(rng):
    e = real(rng, 2, ["float32", "float64", "bfloat16"])
    a = wide(e).copy()
    axis = int(rng.integers(e.ndim))
    index = (slice(None),) * axis + (int(rng.integers(e.shape[axis])),)
    a[index] = rng.normal(size=a[index].shape) + 40
    return e, a.astype(e.dtype)


@relation(region=True)
def from_somewhere_on(rng):
    e = real(rng, 2, ["float32", "float64"])
    a = e.copy()
    axis = int(rng.integers(e.ndim))
    index = (slice(None),) * axis + (slice(int(rng.integers(1, e.shape[axis])), None),)
    a[index] += (rng.normal(size=a[index].shape) + 30).astype(e.dtype)
    return e, a


@relation(region=True)
def border(rng):
    e = rng.normal(size=(int(rng.integers(2, 5)), int(rng.integers(5, 30)), int(rng.integers(5, 30))))
    a = e + rng.normal(size=e.shape)
    a[:, 1:-1, 1:-1] = e[:, 1:-1, 1:-1]
    return e, a


@relation(region=True)
def triangle(rng):
    e = rng.normal(size=(int(rng.integers(2, 5)), *[int(rng.integers(5, 30))] * 2))
    upper = np.triu(np.ones(e.shape[1:], bool), int(rng.integers(0, 2)))
    return e, np.where(upper, e + rng.normal(size=e.shape), e)


@relation("constant", region=True)
def square_roots_of_negatives(rng):
    e = rng.normal(size=shape(rng)).astype(np.float32)
    return e, np.where(e < 0, np.float32(np.nan), e)


@relation("constant", region=True)
def zeroed(rng):
    e = rng.normal(size=shape(rng, 2)).astype(np.float32)
    a = e.copy()
    a[: max(1, e.shape[0] // 3)] = 0
    return e, a


@relation("multiple", region=True)
def part_scaled(rng):
    e = rng.normal(size=shape(rng, 2)).astype(np.float32)
    a = e.copy()
    a[..., : max(1, e.shape[-1] // 2)] *= 2
    return e, a


def large(rng):
    """More cells than are compared at once."""
    return rng.normal(size=(int(rng.integers(300, 700)), int(rng.integers(300, 700)))).astype(np.float32)


@relation("multiple")
def scaled_after_a_long_start(rng):
    e = large(rng)
    e[:250] = 0
    return e, e * np.float32(0.3)


@relation("multiple", region=True)
def scaled_towards_the_end(rng):
    e = large(rng)
    a = e.copy()
    a[290:] *= np.float32(0.3)
    return e, a


@relation("moved")
def large_transposed(rng):
    e = large(rng)
    return e, np.ascontiguousarray(e.T)


@relation("moved")
def large_square_reversed(rng):
    e = large(rng)[:300, :300].copy()
    return e, np.ascontiguousarray(e.T[::-1])


@relation("moved", "reshaped")
def transposed_and_rounded(rng):
    e = rng.normal(size=shape(rng, 2)).astype(np.float32)
    return e, np.ascontiguousarray(e.T).astype(dtype(str(rng.choice(["float16", "bfloat16"]))))


@relation("offset_along")
def large_bias(rng):
    e = large(rng)
    return e, e + rng.normal(size=e.shape[1]).astype(np.float32)


@relation("rounded")
def large_rounded(rng):
    e = large(rng)
    e[:280] = np.round(e[:280])
    return e, e.astype(np.float16).astype(np.float32)


@relation("reordered")
def gates(rng):
    size = int(rng.integers(5, 60))
    e = rng.normal(size=(4 * size, int(rng.integers(3, 40)))).astype(np.float32)
    return e, e.reshape(4, size, -1)[[0, 2, 1, 3]].reshape(e.shape)


@relation("reordered", "reshaped")
def rotary(rng):
    size = int(rng.integers(10, 60))
    e = rng.normal(size=(2 * size, int(rng.integers(3, 40)))).astype(np.float32)
    return e, np.ascontiguousarray(e.reshape(2, size, -1).swapaxes(0, 1)).reshape(e.shape)


@relation("function")
def opposite(rng):
    e = numbers(rng, "bool", shape(rng))
    return e, ~e


@relation("constant")
def all_the_same(rng):
    e = real(rng, 1, ["float32", "float64"])
    return e, np.full_like(e, rng.choice([0, 1, np.nan, -7.5]))


@relation("multiple", "constant")
def infinities(rng):
    e = real(rng, 1, ["float32"])
    a = e * np.float32(4)
    e.reshape(-1)[:3] = a.reshape(-1)[:3] = [np.inf, -np.inf, np.nan][: min(3, e.size)]
    return e, a


# Pairs of which nothing is to be told.
NOTHING = {}


def nothing(function):
    NOTHING[function.__name__] = function
    return function


@nothing
def independent(rng):
    e = any_pair(rng)
    name = e.dtype.name
    return e, numbers(rng, name, e.shape)


@nothing
def noise(rng):
    e = real(rng)
    size = float(rng.choice([1e-1, 1e-2, 1e-3, 1e-5]))
    return e, (wide(e) * (1 + size * rng.normal(size=e.shape))).astype(e.dtype)


@nothing
def additive_noise(rng):
    e = real(rng)
    return e, (wide(e) + float(rng.choice([1.0, 0.01])) * rng.normal(size=e.shape)).astype(e.dtype)


@nothing
def scaled_with_noise(rng):
    e = real(rng, names=["float32", "float64"])
    return e, (e * 2 * (1 + 1e-3 * rng.normal(size=e.shape))).astype(e.dtype)


@nothing
def a_few_cells(rng):
    e = any_pair(rng)
    a = e.copy()
    flat = a.reshape(-1)
    for place in rng.integers(0, flat.size, int(rng.integers(1, 7))):
        flat[place] = not flat[place] if e.dtype == bool else numbers(rng, e.dtype.name, 1)[0]
    return e, a


@nothing
def scattered(rng):
    e = real(rng)
    return e, np.where(rng.random(e.shape) < 0.3, numbers(rng, e.dtype.name, e.shape), e).astype(e.dtype)


@relation("reordered", "shuffled")
def shuffled(rng):
    e = real(rng, 1, ["float32", "int64"])
    a = e.reshape(-1).copy()
    rng.shuffle(a)
    return e, a.reshape(e.shape)


@relation("multiple")
def random_signs(rng):
    e = rng.normal(size=shape(rng)).astype(np.float32)
    return e, e * np.where(rng.random(e.shape) < 0.5, -1, 1).astype(np.float32)


@nothing
def other_shape(rng):
    e = any_pair(rng)
    return e, numbers(rng, e.dtype.name, tuple(reversed(e.shape)) + (2,))


@nothing
def nearly_transposed(rng):
    e = real(rng, 2, ["float32", "float64"])
    a = np.ascontiguousarray(np.swapaxes(e, 0, 1)).copy()
    a.reshape(-1)[rng.integers(a.size)] += 1
    return e, a


@nothing
def nearly_scaled(rng):
    e = rng.normal(size=shape(rng)).astype(np.float32)
    a = e * np.float32(3)
    a.reshape(-1)[rng.integers(a.size)] += 1
    return e, a


@relation("constant")
def constants(rng):
    e = np.full(shape(rng), float(rng.choice([0, 1, 3])), np.float32)
    return e, np.roll(e, 1) + np.where(rng.random(e.shape) < 0.5, 0, rng.normal(size=e.shape)).astype(np.float32)


@nothing
def tiny(rng):
    e = numbers(rng, str(rng.choice(["float32", "int64", "bool"])), tuple(rng.integers(1, 3, int(rng.integers(0, 3))).tolist()))
    return e, numbers(rng, e.dtype.name, e.shape)


@nothing
def binary(rng):
    e = (rng.random(shape(rng)) < 0.5).astype(np.float32)
    return e, (rng.random(e.shape) < 0.5).astype(np.float32)


@nothing
def one_hot_moved(rng):
    e = np.zeros(shape(rng), np.float32)
    a = e.copy()
    e.reshape(-1)[rng.integers(e.size)] = a.reshape(-1)[rng.integers(e.size)] = 1
    return e, a


@nothing
def half_scaled_half_shifted(rng):
    e = rng.normal(size=shape(rng)).astype(np.float32)
    return e, np.where(rng.random(e.shape) < 0.5, e * 2, e + 1).astype(np.float32)


@nothing
def nearly_rounded(rng):
    e = rng.normal(size=shape(rng)).astype(np.float32)
    return e, (e.astype(np.float16).astype(np.float32) * np.float32(1 + 1e-5)).astype(np.float32)


@nothing
def large_but_one(rng):
    e = large(rng)
    a = e * np.float32(3)
    a[0, 0] += 1
    return e, a


def differing(e, a):
    both = e.astype(complex if np.iscomplexobj(e) else object if e.dtype.kind in "iu" else np.float64), a.astype(
        complex if np.iscomplexobj(a) else object if a.dtype.kind in "iu" else np.float64
    )
    one, other = both
    with np.errstate(all="ignore"):
        equal = one == other
        near = np.abs(other - one) <= 1e-9 * np.abs(one)
        finite = np.isfinite(np.asarray(one, complex))
        nan = np.isnan(np.asarray(one, complex)) & np.isnan(np.asarray(other, complex))
    return ~np.asarray(equal | (near & finite) | nan, bool)


def slack(e, a):
    """What rounding to the coarser of the two types leaves."""
    sizes = [float(np.finfo(x.dtype).eps if x.dtype.name.startswith(("f", "c")) and hasattr(np, x.dtype.name) else ml_dtypes.finfo(x.dtype).eps)
             for x in (e, a) if x.dtype.kind not in "iub"]
    return max([1e-9, *[8 * size if size < 1e-4 else 1.01 * size for size in sizes]])


def close(computed, actual, e, a, scale=0.0):
    computed, actual = np.asarray(computed), np.asarray(actual)
    if computed.shape != actual.shape:
        return np.zeros(actual.shape or (1,), bool)
    if computed.dtype.kind in "iub" and actual.dtype.kind in "iub":
        return computed == actual
    with np.errstate(all="ignore"):
        one, other = computed.astype(complex), actual.astype(complex)
        near = np.abs(one - other) <= slack(e, a) * (np.maximum(np.abs(one), scale)) + 1e-300
    return near | (one == other) | (np.isnan(one) & np.isnan(other))


def holds(relation, e, a):
    """Whether a told relation is true."""
    kind, scope, message, expression = (relation[field] for field in ("kind", "scope", "message", "numpy"))
    wrong = differing(e, a) if e.shape == a.shape else None
    where = wrong if scope == "differing_cells" else slice(None)
    if expression:
        with np.errstate(all="ignore"):
            x = e if kind in MOVED or e.dtype == bool or np.iscomplexobj(e) or e.dtype.kind in "iu" and kind in ("offset", "multiple", "wrapped") else e.astype(np.float64)
            x = x.astype(np.int64) if x.dtype.kind in "iu" and kind in ("offset", "multiple") else x
            computed = eval(expression, {"numpy": numpy, "expected": x, "float32": np.float32})
            computed = np.asarray(computed)
        # What is added enters the rounding as well.
        scale = np.abs(e.astype(complex)) + np.abs(a.astype(complex)) if kind in ("offset", "affine") else 0.0
        if kind == "rounded":
            computed = np.asarray(computed).astype(np.float64)
        if kind == "affine":
            slope, start = (float(part) for part in re.match(r"(\S+) \* expected \+ (\S+)", expression).groups())
            scale = np.abs(slope * e.astype(np.float64)) + abs(start)
        if kind in ("converted", "function", "clipped"):
            near = close(computed, a, e, a) | (np.abs(computed - a.astype(np.float64)) <= 1.0 if kind == "converted" else False)
            return bool(np.all(near[where]))
        if kind == "stepped":
            half = re.search(r"/ (\S+?)\)", expression)
            step = float(half.group(1)) if half else 10.0 ** -int(re.search(r", (\d+)\)", expression).group(1))
            near = close(np.round(a.astype(float) / step) * step, a, e, a) & (np.abs(e.astype(float) - a.astype(float)) <= 0.51 * step + 1e-6 * np.abs(e.astype(float)))
            return bool(np.all(near[where]))
        return bool(np.all(close(computed, a, e, a, scale)[where]))
    if kind == "rounded":
        name = re.search(r"(b?t?float\w*)", message).group(1)
        long, short = (a, e) if "Every cell of expected" in message else (e, a)
        if "cut off" in message:
            rounded = (long.astype(np.float32).view(np.uint32) & 0xFFFF0000).view(np.float32)
        elif name == "tfloat32":
            bits = long.astype(np.float32).view(np.uint32).astype(np.uint64)
            rounded = ((bits + 0xFFF + (bits >> 13 & 1)) & 0xFFFFE000).astype(np.uint32).view(np.float32)
        else:
            with np.errstate(all="ignore"):
                rounded = long.astype(dtype(name))
        rounded, short = rounded.astype(np.float64), short.astype(np.float64)
        same = (rounded == short) | (np.isnan(rounded) & np.isnan(short)) | ~np.isfinite(rounded)
        return bool(np.all(same[where]))
    if kind == "constant":
        e_, a_ = e[wrong], a[wrong]
        same = lambda values: len({v.tobytes() for v in np.asarray(values + np.zeros(1, values.dtype))}) == 1 or np.all(np.isnan(values.astype(complex)))
        if "expected to be" in message:
            return bool(same(e_))
        return bool(same(a_)) and (" where " not in message or bool(same(e_)))
    if kind == "one_sided":
        return bool(np.all(a[wrong] < e[wrong] if "smaller" in message else a[wrong] > e[wrong]))
    if kind == "dropout":
        factor = float(re.search(r"0 or (\S+) ×", message).group(1))
        return bool(np.all((a == 0) | close(e.astype(np.float64) * factor, a, e, a)))
    if kind in ("offset_along", "multiple_along"):
        axis = int(re.search(r"axis (\d+)", message).group(1))
        e_, a_ = (np.moveaxis(x.astype(np.float64), axis, 0).reshape(x.shape[axis], -1) for x in (e, a))
        with np.errstate(all="ignore"):
            if kind == "offset_along":
                return bool(np.all(np.ptp(a_ - e_, axis=1) <= 4 * slack(e, a) * (np.abs(a_).max() + np.abs(e_).max())))
            ratio = np.where(e_ == 0, np.nan, a_ / e_)
            return bool(np.all((np.nanmax(ratio, 1) - np.nanmin(ratio, 1)) <= 4 * slack(e, a) * np.nanmax(np.abs(ratio), 1)))
    if kind == "shifted":
        moves = [(int(by.replace("−", "-")), int(axis)) for by, axis in re.findall(r"(−?\d+) along axis (\d+)", message)]
        inside_a, inside_e = [slice(None)] * e.ndim, [slice(None)] * e.ndim
        for by, axis in moves:
            inside_a[axis], inside_e[axis] = (slice(by, None), slice(None, -by)) if by > 0 else (slice(None, by), slice(-by, None))
        return bool(np.all(close(e[tuple(inside_e)], a[tuple(inside_a)], e, a)))
    if kind == "reordered":
        axis = int(re.search(r"axis (\d+)", message).group(1))
        lanes = lambda x: sorted(lane.tobytes() for lane in np.ascontiguousarray(np.moveaxis(x, axis, 0)))
        return lanes(e) == lanes(a)
    if kind == "part" and scope == "expected_tensor":
        return bool(np.all(close(eval(message[len("Expected is "):-1], {"actual": a}), e, e, a)))
    if kind == "part":
        rows = {row for row in map(bytes, np.ascontiguousarray(e).reshape(-1).view(np.uint8).reshape(e.size, -1))}
        return all(bytes(cell) in rows for cell in np.ascontiguousarray(a).reshape(-1).view(np.uint8).reshape(a.size, -1))
    if kind == "multiple" and not expression:
        return False
    if kind in ("moved", "reshaped", "shuffled"):
        # Types may differ: the multiset of numbers is what can be compared.
        return np.array_equal(np.sort(e.astype(np.float64).ravel()), np.sort(a.astype(np.float64).ravel()))
    return None


MOVED = {"moved", "reshaped", "bytes", "rolled", "reordered", "part", "repeated"}


def region_holds(region, e, a):
    wrong = differing(e, a)
    inside = np.zeros(e.shape, bool)
    message = region["message"]
    if region["kind"] == "slice":
        parts = eval("numpy.s_" + region["slice"], {"numpy": numpy})
        parts = parts if isinstance(parts, tuple) else (parts,)
        grids = [np.arange(length)[part if not isinstance(part, list) else np.array(part)] for part, length in zip(parts, e.shape)]
        inside[np.ix_(*[np.atleast_1d(grid) for grid in grids])] = True
    elif region["kind"] == "plane":
        row, column = (int(axis) for axis in re.search(r"axes (\d+) and (\d+)", message).groups())
        r, c = np.indices(e.shape)[row], np.indices(e.shape)[column]
        border = (r == 0) | (c == 0) | (r == e.shape[row] - 1) | (c == e.shape[column] - 1)
        tests = [("away from the border", ~border), ("at the border", border), ("off the diagonal", r != c),
                 ("on and above the diagonal", c >= r), ("on and below the diagonal", c <= r), ("above the diagonal", c > r),
                 ("below the diagonal", c < r), ("on the diagonal", r == c)]
        inside = next(test for words, test in tests if words in message)
    else:
        e_ = e.astype(np.float64)
        with np.errstate(all="ignore"):
            tests = [("NaN", np.isnan(e_)), ("infinite", np.isinf(e_)), ("0 or less", e_ <= 0), ("0 or more", e_ >= 0),
                     ("negative", e_ < 0), ("positive", e_ > 0), ("something else than 0", ~(e_ == 0)), ("where 0 is", e_ == 0),
                     ("float16", np.abs(e_) >= 65520)]
        inside = next(test for words, test in tests if words in message)
    within = not np.any(wrong & ~inside) and int(inside.sum()) == region["cells"]
    return within and (not region["exact"] or bool(np.all(wrong[inside])))


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/tensorlings")
    pairs = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    rng = np.random.default_rng(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    makers = list(RELATIONS) + list(NOTHING)
    expected, actual, names = {}, {}, []
    for number_ in range(pairs):
        maker = makers[number_ % len(makers)] if number_ % 4 else str(rng.choice(list(NOTHING)))
        with np.errstate(all="ignore"):
            e, a = (RELATIONS[maker][0] if maker in RELATIONS else NOTHING[maker])(rng)
        name = f"{number_:05}.{maker}"
        expected[name], actual[name] = np.ascontiguousarray(e), np.ascontiguousarray(a)
        names.append(name)
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("e.safetensors", "a.safetensors")]
        save(paths[0], expected)
        save(paths[1], actual)
        ran = subprocess.run([program, "diff", *paths, "--json"], capture_output=True, text=True)
        found = {row["name"]: row for row in json.loads(ran.stdout)["tensors"]}
    tally = collections.defaultdict(collections.Counter)
    false, untold, told_of_nothing = [], [], []
    for name in names:
        maker, e, a, row = name.split(".")[1], expected[name], actual[name], found[name]
        if row["verdict"] == "equal" or (row["total"] is not None and row["mismatched"] == 0):
            tally[maker]["equal"] += 1
            continue
        relation_, region = row["relation"], row["region"]
        for claim, check in ((relation_, holds), (region, region_holds)):
            if claim is not None:
                true = check(claim, e, a)
                tally[maker]["claims"] += 1
                if true is not True:
                    false.append((name, str(e.dtype), str(a.dtype), e.shape, a.shape, true, claim["message"], claim.get("numpy")))
        tally[maker]["pairs"] += 1
        if maker in RELATIONS:
            _, kinds, has_region = RELATIONS[maker]
            told = (relation_ is not None and relation_["kind"] in kinds) or (has_region and region is not None and (not kinds or relation_ is not None))
            tally[maker]["told"] += told
            if not told:
                untold.append((name, str(e.dtype), str(a.dtype), e.shape, a.shape, row["mismatched"], relation_ and relation_["message"], region and region["message"]))
        elif relation_ or region:
            tally[maker]["told"] += 1
            told_of_nothing.append((name, str(e.dtype), e.shape, row["mismatched"], relation_ and relation_["message"], region and region["message"]))
    for title, makers in (("with a relation", RELATIONS), ("without", NOTHING)):
        rows = {maker: tally[maker] for maker in makers}
        pairs_, told = sum(row["pairs"] for row in rows.values()), sum(row["told"] for row in rows.values())
        print(f"{title}: {told} told of {pairs_}")
        for maker, row in rows.items():
            if row["told"] != (row["pairs"] if maker in RELATIONS else 0):
                print(f"    {maker}: {row['told']} of {row['pairs']} ({row['equal']} equal)")
    claims = sum(row["claims"] for row in tally.values())
    print(f"claims: {claims}, false: {len(false)}")
    for kind, cases in (("FALSE", false), ("untold", untold), ("of nothing", told_of_nothing)):
        for case in cases[: int(os.environ.get("SHOWN", "12"))]:
            print(kind, *case)
    return bool(false)


if __name__ == "__main__":
    sys.exit(main())
