"""Arrays that nobody chose, and files of them as programs write them."""

import io
import json
import zipfile

import ml_dtypes
import numpy as np

INTEGERS = ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]
REALS = ["f2", "f4", "f8"]
COMPLEX = {"c8": "f4", "c16": "f8"}
SAFETENSORS = {
    "b1": "BOOL", "i1": "I8", "i2": "I16", "i4": "I32", "i8": "I64", "u1": "U8", "u2": "U16", "u4": "U32", "u8": "U64",
    "f2": "F16", "f4": "F32", "f8": "F64", "c8": "C64",
}
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
        # C says of a signalling NaN beside an infinity what NumPy does not.
        values = np.where(np.isnan(values), np.array(np.nan, dtype), values)
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
    code = rng.choice(["b1", *INTEGERS, *REALS, *REALS, *COMPLEX, "narrow"])
    if code == "narrow":
        with np.errstate(all="ignore"):
            return reals(rng, "f4", count).reshape(shape).astype(rng.choice(list(NARROW.values())))
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


def npy(values, version=(1, 0)):
    file = io.BytesIO()
    np.lib.format.write_array(file, values, version=version)
    return file.getvalue()


def in_npy(rng, values):
    with open("array.npy", "wb") as file:
        file.write(npy(values, (int(rng.integers(1, 4)), 0)))
    return "array.npy"


def in_npz(rng, values):
    save = np.savez if rng.random() < 0.5 else np.savez_compressed
    save("arrays.npz", other=np.arange(3), array=values)
    return "arrays.npz::array"


def in_zip(rng, values):
    """As other programs write archives: sizes of 64 bits, sizes behind the entries, something around the archive."""
    file = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if rng.random() < 0.5 else zipfile.ZIP_STORED
    with zipfile.ZipFile(Forwards(file) if rng.random() < 0.3 else file, "w", method) as archive:
        for name in ["first.npy", "folder/array.npy"]:
            with archive.open(name, "w", force_zip64=bool(rng.random() < 0.5)) as entry:
                entry.write(npy(values))
        archive.comment = rng.bytes(rng.integers(20))
    before, after = (rng.bytes(rng.integers(40)) if rng.random() < 0.3 else b"" for _ in range(2))
    with open("archive.npz", "wb") as whole:
        whole.write((b"#!" + before if before else b"") + file.getvalue() + after)
    return "archive.npz::folder/array"


class Forwards(io.RawIOBase):
    """A file that nobody can go back in."""

    def __init__(self, file):
        self.file = file

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)


def in_safetensors(rng, values):
    name = next((name for name, dtype in NARROW.items() if dtype == values.dtype), None)
    if name is None:
        name, values = SAFETENSORS[values.dtype.str[1:]], values.astype(values.dtype.newbyteorder("<"))
    data = np.ascontiguousarray(values)
    entry = {"dtype": name, "shape": list(values.shape), "data_offsets": [1, 1 + data.nbytes]}
    header = json.dumps({"array": entry, "a": {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]}}).encode()
    header += b" " * int(rng.integers(20))
    with open("tensors.safetensors", "wb") as file:
        file.write(len(header).to_bytes(8, "little") + header + b"\0" + data.tobytes())
    return "tensors.safetensors::array"


def written(rng, values):
    """Writes the array, and says how the program calls it."""
    if values.dtype in NARROW.values() and values.dtype != np.float16:
        return in_safetensors(rng, values)
    containers = [in_npy, in_npz, in_zip]
    if values.dtype.str[1:] in SAFETENSORS:
        containers.append(in_safetensors)
    return containers[rng.integers(len(containers))](rng, values)
