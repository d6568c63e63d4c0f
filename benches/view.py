"""First print of a slice of a 4 GiB .npy file and statistics of 2 GB against NumPy, and the memory that large files take.

Needs numpy (`python3 -m venv .venv && .venv/bin/pip install numpy`) and a release build; run as
`.venv/bin/python benches/view.py [PROGRAM]`. It needs 4 GB of disk for two .safetensors files; the .npy file is sparse.

NumPy is loaded in other processes alone: a child's peak memory, as the kernel tells it, is at least its parent's.
"""

import json
import os
import pty
import re
import select
import statistics
import subprocess
import sys
import tempfile
import termios
import time

PAIRS = 15
LONG_PAIRS = 3
SLICE = "-1,::-1"
NUMPY = "import numpy; print(numpy.load('large.npy', mmap_mode='r')[-1,::-1])"
# What NumPy has of the statistics; quantiles and a histogram would take it several times as long again.
STATISTICS = """
import numpy
x = numpy.memmap("a.safetensors", "f4", "r", offset={offset})
print(x.min(), x.max(), x.mean(), x.std())
"""
COUNT = 1 << 29
HEADER = json.dumps(
    {"weight": {"dtype": "F32", "shape": [COUNT >> 10, 1 << 10], "data_offsets": [0, 4 * COUNT]}}
)
# The two .safetensors files differ in their last number.
FILES = """
import sys
import numpy as np
header, count = sys.argv[1].encode(), int(sys.argv[2])
numbers = np.random.default_rng(0).standard_normal(1 << 22, "f4")
for name, last in [("a.safetensors", 0), ("b.safetensors", 1)]:
    with open(name, "wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for part in range(count // numbers.size):
            file.write(numbers * np.float32(1 + part / 1000))
        file.seek(-4, 2)
        file.write(np.float32(last))
np.lib.format.open_memmap("large.npy", mode="w+", dtype="f4", shape=(32768, 32768))
many = {f"block.{place}.weight": np.zeros(4, "f4") for place in range(10_000)}
np.savez("many.npz", **many)
np.savez_compressed("many_deflated.npz", **many)
np.savez_compressed("deflated.npz", large=np.zeros((100, 1 << 20), "f4"))
"""

# Rows and columns of the terminal.
SIZE = (60, 200)
# Its colours are known: nobody is there to answer when they are asked for.
TERMINAL = {"TERM": "xterm-256color", "COLORFGBG": "15;0"}
# What a user does with a tensor in the viewer: page, jump, see it whole, statistics, a search that finds nothing.
PAGE_DOWN, END, HOME = b"\x1b[6~", b"\x1b[F", b"\x1b[H"
KEYS = [PAGE_DOWN] * 5 + [END, HOME, b"z", b"s", b"/> 5e9\r"]


def run(command, code=0):
    """Seconds by the clock and of the processor, and the largest resident memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == code, command
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def look(program, arguments):
    """Seconds until the viewer shows its axes, and its largest resident memory in MB while keys are typed."""
    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        termios.tcsetwinsize(0, SIZE)
        os.execve(program, [program, *arguments], {**os.environ, **TERMINAL})
    seen = b""
    while b"axis" not in seen:
        seen += os.read(terminal, 1 << 16)
    seconds = time.perf_counter() - start
    for key in KEYS:
        os.write(terminal, key)
        end = time.perf_counter() + 1
        while (left := end - time.perf_counter()) > 0:
            if select.select([terminal], [], [], left)[0]:
                os.read(terminal, 1 << 16)
    with open(f"/proc/{process}/status") as status:
        peak = int(re.search(r"VmHWM:\s*(\d+)", status.read())[1]) / 1024
    os.kill(process, 15)
    os.close(terminal)
    os.waitpid(process, 0)
    return seconds, peak


def compared(name, pairs):
    """Prints the medians of runs in pairs, by the clock and by the processor, and their memory."""
    print(f"{name}:", end=" ")
    for place, kind in enumerate(["by the clock", "by the processor"]):
        ours, theirs = (statistics.median(run[place] for run in runs) for runs in zip(*pairs))
        ratio = statistics.median(one[place] / other[place] for one, other in pairs)
        print(f"{ours:.4f} s, NumPy {theirs:.4f} s, ratio {ratio:.3f} {kind};", end=" ")
    ours, theirs = (max(run[2] for run in runs) for runs in zip(*pairs))
    print(f"peak {ours:.1f} MB, NumPy {theirs:.1f} MB")


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/tensorlings")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        subprocess.run([sys.executable, "-c", FILES, HEADER, str(COUNT)], check=True)
        ours, numpy = [program, "view", "large.npy", "--slice", SLICE], [sys.executable, "-c", NUMPY]
        compared("first print, 4 GiB .npy", [(run(ours), run(numpy)) for _ in range(PAIRS)])
        ours = [program, "view", "a.safetensors", "--stats"]
        numpy = [sys.executable, "-c", STATISTICS.format(offset=8 + len(HEADER))]
        compared("statistics of 2 GB", [(run(ours), run(numpy)) for _ in range(LONG_PAIRS)])
        for name, arguments, code in [
            ("print of a 2 GB .safetensors", ["view", "a.safetensors", "--print"], 0),
            ("difference of two", ["diff", "a.safetensors", "b.safetensors"], 1),
        ]:
            seconds, processor, peak = run([program, *arguments], code)
            print(f"{name}: {seconds:.2f} s, {processor:.2f} s of the processor, peak {peak:.1f} MB")
        for name in ["many.npz", "many_deflated.npz"]:
            found = [run([program, "view", name]) for _ in range(5)]
            seconds, peak = min(found)[0], max(run[2] for run in found)
            print(f"list of 10 000 entries of {name}: {seconds * 1e3:.0f} ms, peak {peak:.1f} MB")
        seconds, _, peak = run([program, "view", "deflated.npz", "--slice", "0"])
        print(f"first row of a deflated 400 MB entry: {seconds * 1e3:.0f} ms, peak {peak:.1f} MB")
        for arguments in [
            ["view", "large.npy"],
            ["view", "a.safetensors"],
            ["view", "deflated.npz"],
            ["diff", "a.safetensors", "b.safetensors"],
        ]:
            seconds, peak = look(program, arguments)
            print(f"viewer, {' '.join(arguments)}: first frame {seconds * 1e3:.0f} ms, peak {peak:.1f} MB")


main()
