#!/usr/bin/env python3
"""Writes a class of made-up submissions, to measure `tensorlings gradebook run` with.

    tests/gradebook/generate.py DIR [COUNT]

A quarter is right, half has mistakes of the catalogue, the rest does not compile or is hostile; a tenth is copied from
a neighbour. They come as folders, zip and tar.gz archives. The same COUNT gives the same class.
"""

import io
import random
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = sorted(path.parent for path in (ROOT / "exercises").glob("*/solution.rs"))
BROKEN = sorted((ROOT / "tests/programs/compile_error").glob("*.rs"))
HOSTILE = sorted(
    program
    for verdict in ("blocked", "crashed", "exited_early", "nondeterministic", "out_of_memory", "panicked", "timed_out")
    for program in (ROOT / "tests/programs" / verdict).glob("*.rs")
)
# The programs of `tests/programs` are versions of this function.
SUBJECT = "zero_pad"


def submission(rng: random.Random, number: int) -> dict[str, str]:
    """The files of one student."""
    files = {folder.name: (folder / "solution.rs").read_text() for folder in EXERCISES}
    kind = rng.choices(("right", "wrong", "broken", "hostile"), (25, 50, 15, 10))[0]
    if kind == "wrong":
        for folder in rng.sample(EXERCISES, rng.randint(1, 3)):
            files[folder.name] = rng.choice(sorted((folder / "mistakes").glob("*.rs"))).read_text()
    elif kind in ("broken", "hostile"):
        program = rng.choice(BROKEN if kind == "broken" else HOSTILE)
        files[SUBJECT] = program.read_bytes().decode("utf-8", "replace")
    if rng.random() < 0.2:
        del files[rng.choice(list(files))]
    # Nobody's work is exactly another's.
    return {f"src/{name}.rs": f"{text}\n// Student {number}.\n" for name, text in files.items()}


def write(folder: Path, name: str, files: dict[str, str], packing: str) -> None:
    if packing == "zip":
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path, text in files.items():
                archive.writestr(f"work/{path}", text)
    elif packing == "tar.gz":
        with tarfile.open(folder / f"{name}.tar.gz", "w:gz") as archive:
            for path, text in files.items():
                entry = tarfile.TarInfo(f"./{path}")
                content = text.encode()
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    else:
        for path, text in files.items():
            place = folder / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    folder.mkdir(parents=True, exist_ok=False)
    rng = random.Random(count)
    last: dict[str, str] = {}
    for number in range(count):
        files = last if last and rng.random() < 0.1 else submission(rng, number)
        write(folder, f"student-{number:04}", files, rng.choice(("folder", "folder", "zip", "tar.gz")))
        last = files


if __name__ == "__main__":
    main()
