"""Writes what the Python peers need into a folder: the cases with their inputs and right answers, the script, and the
same script as tests for pytest and otter-grader.

    prepare.py FOLDER
"""

import json
import shutil
import sys
import tomllib
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
COURSE = HERE.parent.parent / "exercises"
sys.path.insert(0, str(COURSE))
import oracle  # noqa: E402  (The folder must be on the path first.)

OTTER = '''OK_FORMAT = True
test = {{
    "name": "{name}",
    "points": 1,
    "suites": [{{"cases": [{{"code": ">>> check('{name}')\\nTrue"}}], "scored": True, "setup": "", "teardown": "", "type": "doctest"}}],
}}
'''


def main():
    folder = Path(sys.argv[1])
    reference = oracle.load_reference(COURSE)
    cells, index = [], {}
    start = 0
    for name in reference.FUNCTIONS:
        exercise = tomllib.loads((COURSE / name / "exercise.toml").read_text(encoding="utf-8"))
        stored = oracle.read_archive(COURSE / name / "expected.npz")
        for case in exercise["cases"]:
            symbols = oracle.symbols_of(exercise, case)
            place = f"{case['id']}/input/"
            kept = {entry.removeprefix(place): value for entry, value in stored.items() if entry.startswith(place)}
            inputs = oracle.inputs_of(exercise, case, symbols, kept)
            values, _ = oracle.outputs_of(exercise, symbols, dict(inputs), reference.FUNCTIONS[name])
            for kind, tensors in (("in", inputs), ("out", values)):
                kept = index.setdefault(name, {}).setdefault(case["id"], {}).setdefault(kind, {})
                for tensor, value in tensors.items():
                    value = np.asarray(value)
                    kept[tensor] = [start, list(value.shape), value.dtype.name]
                    cells.append(value.astype(float).ravel())
                    start += value.size
    # One array and an index: an archive of thousands of small ones would take longer to read than to check.
    np.save(folder / "cells.npy", np.concatenate(cells))
    (folder / "cases.json").write_text(json.dumps(index), encoding="utf-8")
    for file in ("script.py", "test_script.py"):
        shutil.copy(HERE / file, folder)
    (folder / "otter").mkdir()
    for name in reference.FUNCTIONS:
        (folder / "otter" / f"{name}.py").write_text(OTTER.format(name=name), encoding="utf-8")


main()
