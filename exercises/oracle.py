#!/usr/bin/env python3
"""Recomputes every stored output of a course with NumPy alone.

    oracle.py [COURSE_DIR] --check    recompute, compare, exit 1 where anything differs (the default)
    oracle.py [COURSE_DIR] --write    write every exercise's expected.npz anew

COURSE_DIR defaults to the folder of this file. Inputs are drawn as `exercise.toml` declares them; the right
answers come from the course's own `reference.py`, which offers

    FUNCTIONS   name of an exercise -> function of the arguments, returning the outputs by name
    STORED      name of an exercise -> function of a case's id and symbols, returning its stored inputs by name

An output that is computed comes as a pair `(value, terms)`, where `terms` is the sum of the magnitudes that were
added up for each cell; an output whose cells are moved or chosen comes as a plain array.
"""

import argparse
import ast
import importlib.util
import io
import operator
import re
import sys
import tomllib
import zipfile
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

DTYPES = {"f64": np.float64, "f32": np.float32, "i64": np.int64, "u64": np.uint64, "bool": np.bool_}
LAYOUTS = {"c", "fortran", "reversed", "window"}

# Stored and recomputed numbers may differ by this much of the summed terms: another NumPy adds in another order.
TOLERANCE = 1e-12

PCG_STREAM = 0xA02BDBF7BB3C0A7AC28FA16A64ABF96
PCG_MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class Unsound(Exception):
    """The course contradicts itself; the text says where."""


# --- Formulas and symbols ---------------------------------------------------------------------------------------


def evaluate(formula, symbols):
    """The whole number that a formula stands for; `/` rounds down, a comparison is 1 or 0."""

    def value(node):
        match node:
            case ast.Expression(body=body):
                return value(body)
            case ast.Constant(value=int() as number):
                return number
            case ast.Name(id=name) if name in symbols:
                return symbols[name]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -value(operand)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                return OPERATORS[type(op)](value(left), value(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
                return int(OPERATORS[type(op)](value(left), value(right)))
        raise Unsound(f"formula `{formula}`: unknown symbol or operator")

    return value(ast.parse(str(formula), mode="eval"))


def symbols_of(exercise, case):
    """Every symbol's value in a case: given, chosen or derived."""
    symbols = {}
    given = dict(case["at"])
    for name, kind in exercise["symbols"].items():
        if isinstance(kind, str):
            symbols[name] = evaluate(kind, symbols)
        elif name not in given:
            raise Unsound(f"`{name}` has no value")
        elif isinstance(kind[0], str):
            symbols[name] = kind.index(given.pop(name))
        else:
            symbols[name] = given.pop(name)
    if given:
        raise Unsound(f"values for unknown symbols: {', '.join(given)}")
    return symbols


def entries(declared, symbols):
    """The tensors that one `[[argument]]` or `[[output]]` stands for, as (name, symbols) pairs.

    One, or with `each = { t = "T" }` one for every t in 0 .. T-1.
    """
    if "each" not in declared:
        return [(declared["name"], symbols)]
    ((index, length),) = declared["each"].items()
    return [
        (declared["name"].replace(f"[{index}]", f"[{position}]"), {**symbols, index: position})
        for position in range(evaluate(length, symbols))
    ]


def shape_of(declared, symbols):
    return tuple(evaluate(axis, symbols) for axis in declared["axes"])


def require(name, value, declared, symbols):
    """Refuses a tensor whose type or shape is not the declared one."""
    shape = shape_of(declared, symbols)
    if value.shape != shape or value.dtype != DTYPES[declared["dtype"]]:
        raise Unsound(f"`{name}` is {value.dtype}{value.shape}, declared {declared['dtype']}{shape}")


# --- Inputs -----------------------------------------------------------------------------------------------------


class LegacyDraws:
    """NumPy's legacy generator: standard Gaussians whatever the argument declares."""

    def __init__(self, seed):
        self.generator = np.random.RandomState(seed)

    def draw(self, shape, dtype, _distribution):
        return np.asarray(self.generator.standard_normal(shape)).astype(dtype)


class PcgDraws:
    """PCG XSL RR 128/64 with the state that `rand_pcg::Pcg64::new(seed, stream)` starts from."""

    def __init__(self, seed):
        increment = (PCG_STREAM << 1 | 1) % 2**128
        state = ((seed + increment) * PCG_MULTIPLIER + increment) % 2**128
        self.generator = np.random.PCG64()
        self.generator.state = {
            "bit_generator": "PCG64",
            "state": {"state": state, "inc": increment},
            "has_uint32": 0,
            "uinteger": 0,
        }

    def draw(self, shape, dtype, distribution):
        raw = np.asarray(self.generator.random_raw(int(np.prod(shape, dtype=int)))).reshape(shape)
        unit = (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53
        if dtype is np.bool_:
            return unit < 0.5
        match distribution:
            case {"uniform": [low, high]}:
                return (low + (high - low) * unit).astype(dtype)
            case {"integers": [low, high]}:
                return (low + np.floor((high - low + 1) * unit)).astype(dtype)
        raise Unsound(f"cannot draw {distribution}")


def inputs_of(exercise, case, symbols, stored):
    """The arguments of a case by name, drawn one after the other in the exercise's draw order."""
    generator = LegacyDraws(case["legacy_seed"]) if "legacy_seed" in case else PcgDraws(case["seed"])
    declared = {argument["name"]: argument for argument in exercise["argument"]}
    order = list(exercise.get("draw_order", []))
    order += [name for name in declared if name not in order]
    for part in ("draws", "layouts"):
        for name in case.get(part, {}):
            if name not in declared:
                raise Unsound(f"{part} of unknown argument `{name}`")
    if not set(case.get("layouts", {}).values()) <= LAYOUTS:
        raise Unsound("unknown layout")

    drawn = {}
    for argument in (declared[name] for name in order):
        dtype = DTYPES[argument["dtype"]]
        distribution = case.get("draws", {}).get(argument["name"], argument.get("draw", {"uniform": [-1.0, 1.0]}))
        for name, at in entries(argument, symbols):
            shape = shape_of(argument, at)
            if argument["name"] in case.get("stored", []):
                drawn[name] = stored[name]
            elif "value" in argument:
                drawn[name] = np.full(shape, evaluate(argument["value"], at), dtype)
            else:
                drawn[name] = np.asarray(generator.draw(shape, dtype, distribution))
            require(name, drawn[name], argument, at)
    names = [name for argument in exercise["argument"] for name, _ in entries(argument, symbols)]
    return {name: drawn[name] for name in names}


def refuse_ties(exercise, symbols, inputs):
    """A window whose maximum is marked has one maximum only."""
    for argument in exercise["argument"]:
        window = argument.get("window", {})
        if "maximum" not in window or evaluate(window["maximum"], symbols) == 0:
            continue
        plane = argument.get("plane", [-2, -1])
        size = [evaluate(window["height"], symbols), evaluate(window["width"], symbols)]
        stride = evaluate(window["stride"], symbols)
        tensor = np.moveaxis(inputs[argument["name"]], plane, [-2, -1])
        windows = sliding_window_view(tensor, size, axis=(-2, -1))[..., ::stride, ::stride, :, :]
        maxima = windows == windows.max(axis=(-2, -1), keepdims=True)
        if (maxima.sum(axis=(-2, -1)) != 1).any():
            raise Unsound(f"`{argument['name']}` has a window with several maxima")


# --- Outputs ----------------------------------------------------------------------------------------------------


def outputs_of(exercise, symbols, inputs, function):
    """What a case must give: values by output name, and the largest sum of terms of each inexact one."""
    results = function(inputs)
    values, terms = {}, {}
    for output in exercise["output"]:
        sources = entries({**output, "name": output.get("argument", "")}, symbols)
        for (name, at), (source, _) in zip(entries(output, symbols), sources):
            if "argument" in output:
                values[name] = inputs[source]
                require(name, values[name], output, at)
                continue
            result = results.pop(name)
            value, summed = result if isinstance(result, tuple) else (result, None)
            value = np.asarray(value)
            require(name, value, output, at)
            if (summed is None) != output.get("exact", False):
                raise Unsound(f"output `{name}`: exact, or with terms, and never both")
            values[name] = value
            if summed is not None:
                terms[name] = np.asarray(np.max(summed), np.float64)
    if results:
        raise Unsound(f"outputs that are not declared: {', '.join(results)}")
    return values, terms


def archive_of(exercise, name, reference, kept):
    """The entries of `expected.npz`, and per case every tensor by name (for the printouts).

    Stored inputs are taken from `kept` where it has them, so that a check recomputes the outputs of the very
    inputs that learners get.
    """
    archive, tensors = {}, {}
    for case in exercise["cases"]:
        place = f"{name}/{case['id']}"
        try:
            if case["id"] in tensors:
                raise Unsound("two cases of one name")
            symbols = symbols_of(exercise, case)
            stored = {}
            if "stored" in case:
                for key, value in reference.STORED[name](case["id"], symbols).items():
                    entry = f"{case['id']}/input/{key}"
                    archive[entry] = value
                    stored[key] = kept.get(entry, value)
            inputs = inputs_of(exercise, case, symbols, stored)
            refuse_ties(exercise, symbols, inputs)
            values, terms = outputs_of(exercise, symbols, inputs, reference.FUNCTIONS[name])
        except (Unsound, KeyError, ValueError) as error:
            raise Unsound(f"{place}: {error}") from error
        for output in exercise["output"]:
            for key, _ in entries(output, symbols):
                if "argument" not in output:
                    archive[f"{case['id']}/{key}"] = values[key]
                if key in terms:
                    archive[f"{case['id']}/terms/{key}"] = terms[key]
        tensors[case["id"]] = {**inputs, **values}
    return archive, tensors


# --- Printouts --------------------------------------------------------------------------------------------------


def text_of(value):
    """A tensor as NumPy prints it; a single number with 12 significant digits."""
    if value.ndim:
        with np.printoptions(threshold=sys.maxsize):
            return str(value)
    return str(value) if value.dtype == bool else f"{value:.12g}"


def render(template, tensors):
    """The template with every `{x}`, `{x.shape}`, `{x.mean}` and `{x[1,2]}` filled in."""

    def placeholder(found):
        text = found[1]
        if text in tensors:
            return text_of(tensors[text])
        name, _, property_ = text.rpartition(".")
        if name in tensors and property_ in ("shape", "mean"):
            return str(tensors[name].shape) if property_ == "shape" else f"{tensors[name].mean():.12g}"
        section = re.fullmatch(r"(.+)\[([\d,\s]+)\]", text)
        if section and section[1] in tensors:
            return text_of(np.asarray(tensors[section[1]][tuple(int(i) for i in section[2].split(","))]))
        raise Unsound(f"printout: nothing is called `{text}`")

    return re.sub(r"\{([^{}]+)\}", placeholder, template)


# --- Archives ---------------------------------------------------------------------------------------------------


def read_archive(path):
    if not path.exists():
        return {}
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def write_archive(path, archive):
    """Writes the entries in their order, undated and uncompressed: the same tensors give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name, value in archive.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(value).reshape(value.shape), version=(1, 0))
            file.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), content.getvalue())


def differences(archive, stored):
    """One sentence for each entry that is missing, superfluous or not what was recomputed."""
    for name in stored.keys() - archive.keys():
        yield f"{name}: superfluous"
    for name, value in archive.items():
        if name not in stored:
            yield f"{name}: missing"
            continue
        found = stored[name]
        if found.shape != value.shape or found.dtype != value.dtype:
            yield f"{name}: stored as {found.dtype}{found.shape}, recomputed as {value.dtype}{value.shape}"
            continue
        case, output = name.split("/", 1)
        computed = f"{case}/terms/{output}" in archive or output.startswith(("terms/", "input/"))
        if computed and value.dtype.kind == "f":
            allowed = np.abs(value) + archive.get(f"{case}/terms/{output}", 0.0)
            wrong = ~(np.abs(found - value) <= TOLERANCE * allowed)
        else:
            wrong = found != value
        if wrong.any():
            yield f"{name}: {np.count_nonzero(wrong)} of {value.size} cells differ"


# --- The course -------------------------------------------------------------------------------------------------


def load_reference(folder):
    sys.dont_write_bytecode = True  # The folder of a course is embedded in the tool: it holds no by-products.
    spec = importlib.util.spec_from_file_location("reference", folder / "reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def problems_of(folder, name, reference, write):
    """Checks one exercise, or writes its archive; one sentence a problem."""
    exercise = tomllib.loads((folder / name / "exercise.toml").read_text(encoding="utf-8"))
    path = folder / name / "expected.npz"
    stored = {} if write else read_archive(path)
    try:
        archive, tensors = archive_of(exercise, name, reference, stored)
        problems = [f"{name}/{problem}" for problem in differences(archive, archive if write else stored)]
        for printout in exercise.get("printout", []):
            text = render(printout["template"], tensors[printout["case"]])
            if text != printout["expected"]:
                problems.append(f"{name}/{printout['case']}: NumPy prints otherwise:\n{text}")
    except Unsound as error:
        return [str(error)]
    if write and not problems:
        write_archive(path, archive)
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("course", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="compare with what is stored (the default)")
    action.add_argument("--write", action="store_true", help="write every expected.npz anew")
    options = parser.parse_args()

    course = tomllib.loads((options.course / "course.toml").read_text(encoding="utf-8"))
    reference = load_reference(options.course)
    problems = []
    for exercise in course["exercise"]:
        problems += problems_of(options.course, exercise["name"], reference, options.write)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{course['id']}: {len(course['exercise'])} exercises, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
