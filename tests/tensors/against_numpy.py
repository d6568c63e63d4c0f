"""Holds `tensorlings view --print` against NumPy's own `print` of the same slice, for arrays that nobody chose.

Needs numpy, ml_dtypes and safetensors; run as `python tests/tensors/against_numpy.py [PROGRAM] [COUNT] [SEED]`.
The program is target/release/tensorlings unless another is named, the count 3000. Every array is written in a
container, order, byte order and width of lines drawn by lot and printed whole and by a slice: the texts are equal or
both are shown. Then slices in all that may be written, right or wrong, and every value of the floats of 8 and 16 bits, as the float32 that each stands for.
"""

import os
import subprocess
import sys
import tempfile

import ml_dtypes
import numpy as np
from safetensors.numpy import save_file

INTEGERS = ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]
REALS = ["f2", "f4", "f8"]
COMPLEX = {"c8": "f4", "c16": "f8"}
NARROW = {
    "F8_E4M3": ml_dtypes.float8_e4m3fn,
    "F8_E5M2": ml_dtypes.float8_e5m2,
    "F8_E4M3FNUZ": ml_dtypes.float8_e4m3fnuz,
    "F8_E5M2FNUZ": ml_dtypes.float8_e5m2fnuz,
    "BF16": ml_dtypes.bfloat16,
    "F16": np.float16,
}


def integers(rng, dtype, count):
    """Of the whole range, of a few, or at its ends."""
    info = np.iinfo(dtype)
    low, high = [(info.min, info.max), (max(info.min, -9), 100), (info.max - 3, info.max)][rng.integers(3)]
    return rng.integers(low, high, count, dtype=dtype, endpoint=True)


def reals(rng, dtype, count):
    """Any bits; short and long fractions; where NumPy begins to write exponents; digits that end halfway; exceptions."""
    info = np.finfo(dtype)
    kind = rng.integers(10)
    if kind == 0:
        values = np.frombuffer(rng.bytes(count * info.dtype.itemsize), dtype)
    elif kind == 1:
        values = rng.standard_normal(count)
    elif kind == 2:
        values = np.round(rng.standard_normal(count) * 20, rng.integers(5))
    elif kind == 3:
        values = rng.integers(-1000, 1000, count)
    elif kind == 4:
        values = 10.0 ** rng.uniform(np.log10(float(info.tiny)) - 5, np.log10(float(info.max)), count)
    elif kind == 5:
        values = rng.choice([1e-4, 9.999e-5, 1e3, 999.9, 1e6, 999999.9, 1e8, 99999999.9, 1, 0.001, 0, 1000], count)
    elif kind == 6:
        values = float(info.smallest_subnormal) * rng.integers(-1000, 1000, count)
    elif kind == 7:
        values = np.repeat(rng.standard_normal(1), count) * 10.0 ** rng.integers(-4, 5)
    elif kind == 8:
        values = rng.integers(-1000, 1000, count) * 2.0 ** rng.integers(-40, 20, count if rng.random() < 0.5 else None)
    else:
        values = rng.choice([np.nan, np.inf, -np.inf, -0.0, 0.0], count)
    with np.errstate(over="ignore"):
        values = values.astype(dtype)
    if rng.random() < 0.3 and count:
        places = rng.integers(0, count, rng.integers(1, 4))
        values[places] = rng.choice([np.nan, np.inf, -np.inf, -0.0, -1.5, info.max, info.tiny], places.size)
    return values


def array(rng):
    rank = rng.integers(9)
    longest = [1, 3000, 60, 14, 7, 5, 4, 3, 3][rank]
    shape = tuple(int(length) for length in rng.integers(rng.random() > 0.1, longest, rank, endpoint=True))
    count = int(np.prod(shape, dtype=int))
    code = rng.choice(["b1", *INTEGERS, *REALS, *REALS, *COMPLEX])
    if code == "b1":
        values = rng.random(count) < rng.choice([0, 0.5, 1])
    elif code in INTEGERS:
        values = integers(rng, code, count)
    elif code in REALS:
        values = reals(rng, code, count)
    else:
        values = np.empty(count, code)
        values.real, values.imag = reals(rng, COMPLEX[code], count), reals(rng, COMPLEX[code], count)
    return values.reshape(shape).astype(values.dtype.newbyteorder(rng.choice(["<", ">"])), order=rng.choice(["C", "F"]))


def written(rng, values):
    """Writes the array, and says how the program calls it."""
    container = rng.choice(["npy", "stored", "deflated"])
    if container == "npy":
        with open("array.npy", "wb") as file:
            np.lib.format.write_array(file, values, version=(int(rng.integers(1, 4)), 0))
        return "array.npy"
    save = np.savez if container == "stored" else np.savez_compressed
    save("arrays.npz", other=np.arange(3), array=values)
    return "arrays.npz::array"


def index(rng, length):
    """An index or a range along one axis; ends may lie outside."""
    if rng.random() < 0.25 and length:
        return str(rng.integers(-length, length))
    start, stop = (str(rng.integers(-length - 2, length + 3)) if rng.random() < 0.4 else "" for _ in range(2))
    step = f":{rng.choice([-7, -3, -2, -1, 1, 2, 5])}" if rng.random() < 0.4 else ""
    return f"{start}:{stop}{step}"


def slice_of(rng, shape):
    parts = [index(rng, length) for length in shape]
    if rng.random() < 0.3:
        first, last = sorted(rng.integers(0, len(parts) + 1, 2))
        parts[first:last] = ["..."]
    return ",".join(parts) or "..."


def shown(program, *arguments):
    ran = subprocess.run([program, "view", *arguments], capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, (arguments, ran.stderr)
    return ran.stdout


def prints(program, count, seed):
    """How many texts differ from NumPy's."""
    wrong = 0
    for case in range(count):
        rng = np.random.default_rng([seed, case])
        values = array(rng)
        name = written(rng, values)
        width = int(rng.choice([75, 75, 20, 40, 100, 200]))
        os.environ["COLUMNS"] = str(width)
        for text in [None, slice_of(rng, values.shape)]:
            taken = values if text is None else eval(f"values[{text}]")  # noqa: S307 - of `slice_of`
            chosen = [] if text is None else [f"--slice={text}"]
            _, found = shown(program, name, "--print", *chosen).split("\n", 1)
            with np.printoptions(linewidth=width):
                expected = f"{taken!s}\n"
            if found != expected:
                wrong += 1
                print(f"case {case}: {values.dtype} {values.shape} [{text}]\nNumPy:\n{expected}here:\n{found}")
    return wrong


def part(rng, length):
    """What may stand between two commas, right or wrong."""

    def number():
        far = [10**9, -(10**9), 2**63 - 1, -(2**63)]
        return str(rng.choice(far) if rng.random() < 0.08 else rng.integers(-length - 2, length + 3))

    def end():
        return number() if rng.random() < 0.6 else ""

    texts = [number(), "...", f"{end()}:{end()}", f"{end()}:{end()}:{rng.choice([1, 2, -1, -2, 3, -3, 0, 100, -100])}"]
    text = rng.choice(texts, p=[0.3, 0.05, 0.25, 0.4])
    return text.center(len(text) + rng.integers(3))


def slices(program, count, seed):
    """How many slices take something else than NumPy's, or are taken where NumPy refuses them."""
    wrong = 0
    for case in range(count):
        rng = np.random.default_rng([seed, case])
        shape = tuple(int(length) for length in rng.integers(0, 5, rng.integers(5)))
        values = np.arange(int(np.prod(shape, dtype=int)), dtype="i4").reshape(shape)
        np.save("array.npy", values)
        text = ",".join(part(rng, length) for length in (*shape, 3)[: rng.integers(len(shape) + 2)])
        text += "," if text and rng.random() < 0.1 else ""
        try:
            taken = np.asarray(eval(f"values[{text or '...'}]"))  # noqa: S307 - of `part`
            expected = (0, f'"slice_shape":{list(taken.shape)},"values":{taken.tolist()}}}\n'.replace(" ", ""))
        except (IndexError, ValueError):
            expected = (2, "")
        arguments = [program, "view", "array.npy", "--json", f"--slice=[{text}]"]
        ran = subprocess.run(arguments, capture_output=True, encoding="utf-8")
        if (ran.returncode, ran.stdout[ran.stdout.find('"slice_shape"') :]) != expected:
            wrong += 1
            print(f"case {case}: {shape} [{text}]\nNumPy: {expected}\nhere: {ran}")
    return wrong


def every_value():
    """Each format's codes in a file of its own, and as float32; and the largest whole numbers."""
    for name, dtype in NARROW.items():
        bits = 8 * np.dtype(dtype).itemsize
        codes = np.arange(1 << bits, dtype=f"u{bits // 8}").reshape(-1, 256)
        header = f'{{"a":{{"dtype":"{name}","shape":{list(codes.shape)},"data_offsets":[0,{codes.nbytes}]}}}}'.encode()
        with open(f"{name}.safetensors", "wb") as file:
            file.write(len(header).to_bytes(8, "little") + header + codes.tobytes())
        yield f"{name}.safetensors", codes.view(dtype).astype("f4")
    for dtype in INTEGERS:
        info = np.iinfo(dtype)
        ends = np.array([[info.min, info.min + 1, 0, info.max - 1, info.max]], dtype)
        save_file({"a": ends}, f"{dtype}.safetensors")
        yield f"{dtype}.safetensors", ends


def values(program):
    """How many single values differ."""
    wrong = 0
    for name, expected in every_value():
        lines = shown(program, name, "--csv").splitlines()
        texts = np.array([line.split(",") for line in lines])
        wanted = np.array([[str(value).replace("nan", "NaN") for value in row] for row in expected])
        different = texts != wanted
        wrong += int(different.sum())
        for found, right in zip(texts[different][:5], wanted[different][:5]):
            print(f"{name}: NumPy {right}, here {found}")
    return wrong


def halves(program):
    """How many of the 256 codes of a first byte are printed with other digits than NumPy's, as 16-bit floats."""
    codes = np.arange(1 << 16, dtype="u2").reshape(256, 256).view("f2")
    os.environ["COLUMNS"] = "75"
    np.save("halves.npy", codes)
    found = [shown(program, "halves.npy", "--print", f"--slice={row}").split("\n", 1)[1] for row in range(256)]
    return sum(found[row] != f"{codes[row]!s}\n" for row in range(256))


def main():
    program, count, seed = (sys.argv[1:] + ["target/release/tensorlings", "3000", "0"][len(sys.argv) - 1 :])[:3]
    program = os.path.abspath(program)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        wrong = prints(program, int(count), int(seed)) + slices(program, int(count), int(seed))
        wrong += values(program) + halves(program)
        os.chdir("/")
    print(f"{2 * int(count)} prints, {count} slices and every value of {len(NARROW)} formats: {wrong} differ")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
