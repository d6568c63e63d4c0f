//! `check` on the reference solutions prints every published number to every published digit.

#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;

use command::{Ran, tensorlings};
use std::path::Path;

/// What each function's published example prints, as the assignment gives it.
const PUBLISHED: &[(&str, &[&str])] = &[
    (
        "zero_pad",
        &[
            "(4, 3, 3, 2)",
            "(4, 7, 7, 2)",
            "[[ 0.90085595 -0.68372786]",
            " [-0.12289023 -0.93576943]",
            " [-0.26788808  0.53035547]]",
            "[[0. 0.]\n [0. 0.]\n [0. 0.]\n [0. 0.]\n [0. 0.]\n [0. 0.]\n [0. 0.]]",
        ],
    ),
    ("conv_single_step", &["Z = -6.99908945068"]),
    (
        "conv_forward",
        &[
            "0.0489952035289",
            "[-0.61490741 -6.7439236  -2.55153897  1.75698377  3.56208902  0.53036437",
            "5.18531798  8.75898442]",
            "[-0.20075807  0.18656139  0.41005165]",
        ],
    ),
    (
        "pool_forward",
        &[
            "[[[[1.74481176 0.86540763 1.13376944]]]",
            "[[[1.13162939 1.51981682 2.18557541]]]]",
            "[[[[ 0.02105773 -0.20328806 -0.40389855]]]",
            "[[[-0.22154621  0.51716526  0.48155844]]]]",
        ],
    ),
    ("conv_backward", &["1.45243777754", "1.72699145831", "7.83923256462"]),
    (
        "create_mask_from_window",
        &[
            "[[ 1.62434536 -0.61175641 -0.52817175]",
            " [-1.07296862  0.86540763 -2.3015387 ]]",
            "[[ True False False]\n [False False False]]",
        ],
    ),
    ("distribute_value", &["[[0.5 0.5]\n [0.5 0.5]]"]),
    (
        "pool_backward",
        &[
            "mean of dA = 0.145713902729",
            "[[ 0.          0.        ]\n [ 5.05844394 -1.68282702]\n [ 0.          0.        ]]",
            "[[ 0.08485462  0.2787552 ]\n [ 1.26461098 -0.25749373]\n [ 1.17975636 -0.53624893]]",
        ],
    ),
];

#[test]
fn checking_the_solutions_prints_the_published_numbers() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(tensorlings(folder.path(), &["init", "."]).code, 0);
    let exercises = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises");
    for (name, _) in PUBLISHED {
        let target = folder.path().join(format!("src/{name}.rs"));
        std::fs::copy(exercises.join(name).join("solution.rs"), target).unwrap();
    }
    for (name, numbers) in PUBLISHED {
        let Ran { code, stdout, stderr } = tensorlings(folder.path(), &["check", name, "--quiet"]);
        assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
        let printed = without_margin(&stdout);
        for number in *numbers {
            assert!(printed.contains(number), "{name} does not print {number}:\n{stdout}");
        }
    }
}

#[test]
fn the_numbers_are_those_of_the_learner() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(tensorlings(folder.path(), &["init", "."]).code, 0);
    let wrong = "use ndarray::*;\npub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> \
                 { Array2::from_elem(shape, dz / 16.0) }\n";
    std::fs::write(folder.path().join("src/distribute_value.rs"), wrong).unwrap();
    let ran = tensorlings(folder.path(), &["check", "distribute_value"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("0.125"), "{}", ran.stdout);
}

/// The lines without the indentation that the report gives the printout.
fn without_margin(text: &str) -> String {
    text.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}
