"""Holds what `tensorlings view` prints against NumPy, for arrays that nobody chose.

Needs numpy, ml_dtypes and safetensors; run as `python tests/tensors/against_numpy.py [PROGRAM] [COUNT] [SEED]`.
The program is target/release/tensorlings unless another is named, the count 3000. Every array is written in a
container, order, byte order and width of lines drawn by lot and shown whole and by a slice: its print is NumPy's own to
the letter, its JSON and CSV hold the same numbers, its statistics are NumPy's; or both are shown. Then slices in all
that may be written, right or wrong, and every value of the floats of 8 and 16 bits, as the float32 that each stands for.
"""

import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from drawn import INTEGERS, NARROW, array, written
from safetensors.numpy import save_file


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


def number(value):
    """A number as the program's JSON and CSV have it, as NumPy's own type."""
    if isinstance(value, list):
        return complex(*map(number, value))
    return {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}.get(value, value)


def same(found, expected):
    """Equal to the bit, but for NaN."""
    found, expected = np.asarray(found), np.asarray(expected)
    return found.shape == expected.shape and bool(np.all((found == expected) | ((found != found) & (expected != expected))))


def numbers(nested, like):
    """The numbers of the program's JSON in C order."""
    flat = [nested]
    for _ in range(np.ndim(like)):
        flat = [value for row in flat for value in row]
    return np.array([number(value) for value in flat], like.dtype)


def facts(taken):
    """What `--stats` tells, computed by NumPy."""
    values = (np.abs(taken) if taken.dtype.kind == "c" else taken).astype("f8").ravel()
    finite = values[np.isfinite(values)]
    told = {
        "count": values.size, "zeros": np.sum(values == 0), "nan": np.sum(np.isnan(values)),
        "positive_infinities": np.sum(values == np.inf), "negative_infinities": np.sum(values == -np.inf),
    }
    if finite.size:
        told |= {"min": finite.min(), "max": finite.max(), "mean": finite.mean(), "std": finite.std()}
        told["quantiles"] = np.quantile(finite, [0.01, 0.25, 0.5, 0.75, 0.99])
    return told


def wrong_facts(found, taken):
    """The names of the statistics that are not NumPy's."""
    with np.errstate(all="ignore"):
        expected = facts(taken)
    found = {**found, "quantiles": [one["value"] for one in found["quantiles"]]}
    # Two ways to round: of a complex number's magnitude, and of a sum, in which numbers may cancel out or overflow.
    share = 3e-7 if taken.dtype.str[1:] == "c8" else 1e-12
    largest = max(abs(float(expected.get(end, 0))) for end in ("min", "max"))
    for name, value in expected.items():
        got = np.array(number(found[name]) if not isinstance(found[name], list) else found[name], "f8")
        is_sum = name in ("mean", "std")
        with np.errstate(all="ignore"):
            near = np.abs(got - value) <= (largest if is_sum else np.abs(value)) * share + 1e-300
        equal = (got == value) | ((got != got) & (np.asarray(value) != value))
        if not np.all(near | equal) and not (is_sum and largest > 1e150):
            yield f"{name}: NumPy {value}, here {found[name]}"


def differences(program, rng, values, name, text):
    """What is not as NumPy has it, of a whole array or a slice."""
    taken = values if text is None else eval(f"values[{text}]")  # noqa: S307 - of `slice_of`
    taken = taken.astype("f4") if values.dtype in NARROW.values() and values.dtype != np.float16 else taken
    chosen = [] if text is None else [f"--slice={text}"]
    width = int(rng.choice([75, 75, 20, 40, 100, 200]))
    os.environ["COLUMNS"] = str(width)
    _, found = shown(program, name, "--print", *chosen).split("\n", 1)
    with np.printoptions(linewidth=width):
        expected = f"{taken!s}\n"
    if found != expected:
        yield f"NumPy:\n{expected}here:\n{found}"
    answer = json.loads(shown(program, name, "--json", "--stats", *chosen))
    if not same(numbers(answer["values"], taken), np.ravel(taken)):
        yield f"JSON: {answer['values']}"
    yield from wrong_facts(answer["statistics"], np.asarray(taken))
    if np.ndim(taken) <= 2 and np.size(taken):
        rows = [line.split(",") for line in shown(program, name, "--csv", *chosen).splitlines()]
        read = {"b": "True".__eq__, "i": int, "u": int, "f": float, "c": complex}[taken.dtype.kind]
        found = np.array([[read(word) for word in row] for row in rows], taken.dtype)
        if not same(found.ravel(), np.ravel(taken)):
            yield f"CSV: {rows}"


def arrays(program, count, seed):
    """How many arrays and slices are not shown as NumPy has them."""
    wrong = 0
    for case in range(count):
        rng = np.random.default_rng([seed, case])
        values = array(rng)
        name = written(rng, values)
        for text in [None, slice_of(rng, values.shape)]:
            for difference in differences(program, rng, values, name, text):
                wrong += 1
                print(f"case {case}: {name} {values.dtype} {values.shape} [{text}]\n{difference}")
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
        wrong = arrays(program, int(count), int(seed)) + slices(program, int(count), int(seed))
        wrong += values(program) + halves(program)
        os.chdir("/")
    print(f"{2 * int(count)} arrays, {count} slices and every value of {len(NARROW)} formats: {wrong} differ")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
