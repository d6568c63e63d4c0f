"""First print of a slice of a 4 GiB .npy file against NumPy, and the memory that large files take.

Needs numpy (`python3 -m venv .venv && .venv/bin/pip install numpy`) and a release build; run as
`.venv/bin/python benches/view.py [PROGRAM]`. The files are sparse: they take hardly any room.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

PAIRS = 15
SLICE = "-1,::-1"
NUMPY = "import numpy; print(numpy.load('large.npy', mmap_mode='r')[-1,::-1])"


def run(command):
    """Seconds by the clock, and the largest resident memory in MB, which /proc counts."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def large_npy(name, shape, dtype):
    np.lib.format.open_memmap(name, mode="w+", dtype=dtype, shape=shape)


def large_safetensors(name, megabytes):
    count = megabytes << 18
    entry = {"dtype": "F32", "shape": [count // 1024, 1024], "data_offsets": [0, count * 4]}
    header = json.dumps({"weight": entry}).encode()
    with open(name, "wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.truncate(8 + len(header) + count * 4)


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/tensorlings")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        large_npy("large.npy", (32768, 32768), "f4")
        ours, numpy = [program, "view", "large.npy", "--slice", SLICE], [sys.executable, "-c", NUMPY]
        pairs = [(run(ours), run(numpy)) for _ in range(PAIRS)]
        ratios = [one[0] / other[0] for one, other in pairs]
        print(f"first print, 4 GiB .npy: {statistics.median(one[0] for one, _ in pairs) * 1e3:.1f} ms,", end=" ")
        print(f"NumPy {statistics.median(other[0] for _, other in pairs) * 1e3:.1f} ms,", end=" ")
        print(f"median ratio {statistics.median(ratios):.3f}, peak {max(one[1] for one, _ in pairs):.1f} MB")
        large_safetensors("a.safetensors", 2048)
        large_safetensors("b.safetensors", 2048)
        for name, arguments in [
            ("print of a 2 GB .safetensors", ["view", "a.safetensors", "--print"]),
            ("statistics of it", ["view", "a.safetensors", "--stats"]),
            ("difference of two", ["diff", "a.safetensors", "b.safetensors"]),
        ]:
            seconds, peak = run([program, *arguments])
            print(f"{name}: {seconds:.2f} s, peak {peak:.1f} MB")
        np.savez("many.npz", **{f"block.{place}.weight": np.zeros(4, "f4") for place in range(10_000)})
        np.savez_compressed("many_deflated.npz", **{f"block.{place}.weight": np.zeros(4, "f4") for place in range(10_000)})
        for name in ["many.npz", "many_deflated.npz"]:
            found = [run([program, "view", name]) for _ in range(5)]
            seconds, peak = min(found)[0], max(peak for _, peak in found)
            print(f"list of 10 000 entries of {name}: {seconds * 1e3:.0f} ms, peak {peak:.1f} MB")
        np.savez_compressed("deflated.npz", large=np.zeros((100, 1 << 20), "f4"))
        seconds, peak = run([program, "view", "deflated.npz", "--slice", "0"])
        print(f"first row of a deflated 400 MB entry: {seconds * 1e3:.0f} ms, peak {peak:.1f} MB")


main()
