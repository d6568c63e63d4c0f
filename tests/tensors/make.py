"""Writes the fixtures of tests/view.rs: tensor files, and what NumPy prints for slices of them.

Needs numpy, ml_dtypes and safetensors; run in this folder. The tests themselves need no Python.
"""

import json

import ml_dtypes
import numpy as np
from safetensors.numpy import save_file

rng = np.random.default_rng(7)
cube = rng.standard_normal((5, 7, 9))
arrays = {
    "cube": cube,
    "fortran": np.asfortranarray(cube),
    "big_endian": cube.astype(">f4"),
    "single": cube.astype("f4"),
    "half": (np.arange(24).reshape(4, 6) / 4).astype("f2"),
    "mask": cube[0] > 0,
    "bytes": np.arange(-100, 100, dtype="i1").reshape(10, 20),
    "shorts": np.arange(30, dtype=">u2").reshape(5, 6, order="F"),
    "words": np.arange(3000, dtype="u4").reshape(50, 60),
    "long": np.arange(5000, dtype="i8") - 2500,
    "scalar": np.array(1.5),
    "empty": np.zeros((3, 0, 2)),
    "special": np.array([np.nan, np.inf, -np.inf, -0.0, 1e-300]),
    "halves": np.array([[65504, 0.1, -3.3], [1e-4, 2049, np.nan]], dtype="f2"),
    "tenths": (np.arange(30).reshape(5, 6) / 10 - 1).astype("f2"),
    "halfway": (np.arange(-12, 12).reshape(4, 6) * 3 / 4096).astype("f4"),
    "sixty_fourths": np.array([1 / 64, -12, 6.438], dtype="f2"),
    "apart": np.array([1 / 64, -25184, 3.457e-6, np.inf], dtype="f2"),
    "complex": np.array([[1 + 2j, -3.5j], [0, 1e3]]),
    "big_complex": (rng.standard_normal((3, 4)) + 1j * rng.standard_normal((3, 4))).astype(">c8"),
    "odd_complex": np.array([complex("nan"), complex(0, float("-inf")), 1e-9 - 2j, complex(-0.0, float("nan"))]),
    "long_complex": np.arange(2000) * (0.5 - 1j),
    "deep": np.arange(256, dtype="u1").reshape((2,) * 8),
}
slices = {
    "cube": ["...", "0", ":,::-1,-1", "::2,1:-1:3,4", "-1,...,2", "1:1"],
    "fortran": ["...", "0", ":,::-1,-1", "::2,1:-1:3,4", "...,3"],
    "big_endian": ["1", "...,::-4"],
    "single": ["2"],
    "half": ["..."],
    "mask": ["...", "::-1,0"],
    "bytes": ["...", "3"],
    "shorts": ["...", "::-1,::-2"],
    "words": ["...", "10", "::7,::-9"],
    "long": ["...", "::-1", "5:20"],
    "scalar": ["..."],
    "empty": ["..."],
    "special": ["..."],
    "halves": ["...", "0", "0,0", "1,0"],
    "tenths": ["...", "1,1", "::2,::-1"],
    "halfway": ["...", "1,0", "-1,::-1"],
    "sixty_fourths": ["...", "0"],
    "apart": ["..."],
    "complex": ["...", "0", "0,0", "0,1", "1,1"],
    "big_complex": ["...", "1,::2", "0,0"],
    "odd_complex": ["...", "0", "2"],
    "long_complex": ["...", ":7"],
    "deep": ["0,1,0,1", "..."],
}
for name, array in arrays.items():
    np.save(f"{name}.npy", array)
with open("version_2.npy", "wb") as file:
    np.lib.format.write_array(file, cube[0], version=(2, 0))
with open("version_3.npy", "wb") as file:
    np.lib.format.write_array(file, cube[0], version=(3, 0))
np.savez("stored.npz", cube=cube, mask=arrays["mask"])
np.savez_compressed("deflated.npz", cube=cube, mask=arrays["mask"], long=arrays["long"])
np.save("objects.npy", np.array([{}, None], dtype=object), allow_pickle=True)
np.save("records.npy", np.zeros(2, dtype=[("a", "f4"), ("b", "i2")]))
save_file({"a.weight": cube.astype("f4"), "a.bias": np.arange(5, dtype="f2")}, "model.safetensors")
save_file({"a.weight": cube.astype("f4")}, "model-1.safetensors")
save_file({"a.bias": np.arange(5, dtype="i8")}, "model-2.safetensors")
shards = {"a.weight": "model-1.safetensors", "a.bias": "model-2.safetensors", "b": "../model-1.safetensors"}
# Every code of the narrow formats, and bfloat16; NumPy shows them as the float32 that each stands for.
codes = np.arange(256, dtype="u1")
narrow = ["float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz"]
wide = {name: codes.view(getattr(ml_dtypes, name)).reshape(16, 16) for name in narrow}
wide["bfloat16"] = cube[0].astype(ml_dtypes.bfloat16)
labels = {
    "float8_e4m3fn": "F8_E4M3",
    "float8_e5m2": "F8_E5M2",
    "float8_e4m3fnuz": "F8_E4M3FNUZ",
    "float8_e5m2fnuz": "F8_E5M2FNUZ",
    "bfloat16": "BF16",
}
header, data = {}, b""
for name, array in wide.items():
    end = len(data) + array.nbytes
    header[name] = {"dtype": labels[name], "shape": list(array.shape), "data_offsets": [len(data), end]}
    data += array.tobytes()
    np.save(f"{name}.npy", array.astype("f4"))
header["float4"] = {"dtype": "F4", "shape": [4, 2], "data_offsets": [len(data), len(data) + 4]}
data += bytes(4)
text = json.dumps(header).encode()
with open("narrow.safetensors", "wb") as file:
    file.write(len(text).to_bytes(8, "little") + text + data)
with open("model.safetensors.index.json", "w", encoding="utf-8") as file:
    json.dump({"metadata": {}, "weight_map": shards}, file)

with open("prints.txt", "w", encoding="utf-8") as file:
    for name, texts in slices.items():
        for text in texts:
            taken = eval(f"arrays[name][{text}]")  # noqa: S307 - the slices above
            file.write(f"> {name} {text}\n{taken!s}\n")
