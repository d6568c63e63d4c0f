"""The four functions in NumPy: see `exercises/oracle.py`, which calls them."""

import numpy as np


def cell_forward(arguments):
    x, a_prev = arguments["x"], arguments["a_prev"]
    a_next, terms = step(x, a_prev, *parameters_of(arguments))
    return {"a_next": (a_next, terms), "cache.a_next": (a_next, terms)}


def sequence_forward(arguments):
    xs = arguments["embedding"][arguments["tokens"]]
    a, terms = unrolled(xs, arguments["a_0"], *parameters_of(arguments))
    length = xs.shape[1]
    outputs = {"a": (a, terms), "caches.length": np.uint64(length)}
    before = np.concatenate([arguments["a_0"][:, None], a], axis=1)
    for t in range(length):
        outputs[f"caches[{t}].x"] = xs[:, t]
        outputs[f"caches[{t}].a_prev"] = (before[:, t], terms)
        outputs[f"caches[{t}].a_next"] = (a[:, t], terms)
    return outputs


def cell_backward(arguments):
    xs, before, after = (arguments[f"cache.{name}"][:, None] for name in ("x", "a_prev", "a_next"))
    gradients = backward(arguments["da_next"][:, None], xs, before, after, arguments["parameters.w_a"])
    return {"da_prev": gradients.pop("da_0"), **gradients}


def sequence_backward(arguments):
    length = int(arguments["caches.length"])
    xs, before, after = (
        np.stack([arguments[f"caches[{t}].{name}"] for t in range(length)], axis=1)
        for name in ("x", "a_prev", "a_next")
    )
    return backward(arguments["da"], xs, before, after, arguments["parameters.w_a"])


def parameters_of(arguments):
    return tuple(arguments[f"parameters.{name}"] for name in ("w_x", "w_a", "b"))


def step(x, a_prev, w_x, w_a, b):
    """The next state, and the magnitudes summed before the tanh, which makes no difference larger."""
    inputs = np.concatenate([x.astype(np.float64), a_prev, np.ones((len(x), 1))], axis=1)
    weights = np.concatenate([w_x, w_a, b[None]])
    return np.tanh(inputs @ weights), np.abs(inputs) @ np.abs(weights)


def unrolled(xs, a_0, *parameters):
    """All states (m, T, n_a), and their terms."""
    states, terms, a = [], [], a_0
    for t in range(xs.shape[1]):
        a, summed = step(xs[:, t], a, *parameters)
        states.append(a)
        terms.append(summed)
    return np.stack(states, axis=1), np.stack(terms, axis=1)


def backward(da, xs, before, after, w_a):
    """Gradients of the first state and of the parameters, each with its terms."""
    slope = 1 - after**2

    def through_time(da, w_a):
        dz, carried = np.zeros_like(da), np.zeros_like(da[:, 0])
        for t in reversed(range(da.shape[1])):
            dz[:, t] = (da[:, t] + carried) * slope[:, t]
            carried = dz[:, t] @ w_a.T
        return dz, carried

    (dz, da_0), (dz_terms, da_0_terms) = through_time(da, w_a), through_time(np.abs(da), np.abs(w_a))
    xs = xs.astype(np.float64)
    return {
        "da_0": (da_0, da_0_terms),
        "dw_x": (over_time(xs, dz), over_time(np.abs(xs), dz_terms)),
        "dw_a": (over_time(before, dz), over_time(np.abs(before), dz_terms)),
        "db": (dz.sum(axis=(0, 1)), dz_terms.sum(axis=(0, 1))),
    }


def over_time(inputs, dz):
    return np.einsum("mti,mta->ia", inputs, dz)


def kept_by_forward_pass(case, symbols):
    """The caches of a forward pass, so that they fit each other as a learner may expect."""
    generator = np.random.RandomState(sum(case.encode()))
    m, length, n_x, n_a = (symbols[name] for name in ("m", "T", "n_x", "n_a"))
    xs = generator.standard_normal((m, length, n_x)).astype(np.float32)
    a_0 = generator.standard_normal((m, n_a))
    parameters = [generator.standard_normal(shape) for shape in ((n_x, n_a), (n_a, n_a), (n_a,))]
    a, _ = unrolled(xs, a_0, *parameters)
    before = np.concatenate([a_0[:, None], a], axis=1)
    kept = {f"parameters.{name}": value for name, value in zip(("w_x", "w_a", "b"), parameters)}
    for t in range(length):
        kept |= {f"caches[{t}].x": xs[:, t], f"caches[{t}].a_prev": before[:, t], f"caches[{t}].a_next": a[:, t]}
    return kept


FUNCTIONS = {
    "cell_forward": cell_forward,
    "sequence_forward": sequence_forward,
    "cell_backward": cell_backward,
    "sequence_backward": sequence_backward,
}

STORED = {"sequence_backward": kept_by_forward_pass}
