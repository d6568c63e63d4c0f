//! How long a verdict takes beside what else one could do: pairs of runs on this machine, one after the other, and the
//! medians of their ratios.
//!
//! ```text
//! cargo bench --bench peers                      every peer that is installed
//! cargo bench --bench peers -- rustc cargo       only some
//! cargo bench --bench peers -- --rounds 15
//! ```
//!
//! `rustlings` is taken from `PATH`; the Python peers run with `PEERS_PYTHON` (else `python3`), which needs numpy, and
//! for their rows pytest, or otter-grader and ipykernel. A peer that is missing is said to be.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be set up fails")]
#![expect(clippy::print_stdout, reason = "the ratios are the result")]

#[path = "peers/measure.rs"]
mod measure;
#[path = "peers/place.rs"]
mod place;

use measure::{Ratio, Seconds, compare, geometric_mean, run, work};
use place::Place;
use std::process::Command;
use std::thread;

/// A row or two of the table.
struct Peer {
    name: &'static str,
    about: &'static str,
    measure: fn(&Place, usize) -> Result<Vec<Ratio>, String>,
}

const PEERS: &[Peer] = &[
    Peer {
        name: "rustc",
        about: "`tensorlings check` ÷ bare `rustc -Copt-level=0` of the same functions, not run",
        measure: |place, rounds| each(place, rounds, check, |place, name| Ok(place.rustc(name))),
    },
    Peer {
        name: "workbench",
        about: "save → verdict in an open workbench, undrawn ÷ bare `rustc -Copt-level=0`, not run",
        measure: |place, rounds| each(place, rounds, save, |place, name| Ok(place.rustc(name))),
    },
    Peer {
        name: "cargo",
        about: "`tensorlings check` ÷ warm incremental `cargo test NAME`, one case each",
        measure: |place, rounds| each(place, rounds, check, |place, name| Ok(place.cargo_test(Some(name)))),
    },
    Peer {
        name: "rustlings",
        about: "`tensorlings check` ÷ `rustlings run NAME`, one case each",
        measure: |place, rounds| each(place, rounds, check, Place::rustlings),
    },
    Peer {
        name: "submission",
        about: "eight files, every case ÷ warm `cargo test` of the same, one case each",
        measure: |place, rounds| whole(place, rounds, |place| Ok(place.cargo_test(None))),
    },
    Peer {
        name: "python",
        about: "eight files, every case ÷ a plain Python and NumPy script of the same cases",
        measure: |place, rounds| whole(place, rounds, |place| place.python(&["numpy"], &["script.py"])),
    },
    Peer {
        name: "pytest",
        about: "eight files, every case ÷ pytest of the same cases",
        measure: |place, rounds| {
            let arguments = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "test_script.py"];
            whole(place, rounds, |place| place.python(&["numpy", "pytest"], &arguments))
        },
    },
    Peer {
        name: "otter",
        about: "eight files, every case ÷ `otter check` of the same cases",
        measure: |place, rounds| {
            let arguments = ["-m", "otter", "check", "script.py", "-t", "otter"];
            // Otter runs the script in Jupyter's kernel, which it does not install by itself.
            whole(place, rounds, |place| place.python(&["numpy", "otter", "ipykernel"], &arguments))
        },
    },
];

/// A save, and `tensorlings check`.
fn check(place: &Place, name: &str) -> Result<Seconds, String> {
    place.edit(name);
    run(place.tensorlings(&["check", name]))
}

/// A save in an open workbench, which has loaded its course and tried its sandbox before.
fn save(place: &Place, name: &str) -> Result<Seconds, String> {
    place.edit(name);
    let grader = place.grader();
    // The workbench grades in a thread of its own.
    work(|| thread::scope(|scope| scope.spawn(|| place.judge(grader, name)).join().unwrap()))
}

/// One pair an exercise: the learner saves it, and both say what they think of it.
fn each(
    place: &Place,
    rounds: usize,
    ours: fn(&Place, &str) -> Result<Seconds, String>,
    peer: fn(&Place, &str) -> Result<Command, String>,
) -> Result<Vec<Ratio>, String> {
    let measured = place.names.iter().map(|name| {
        peer(place, name)?;
        let theirs = || {
            place.edit(name);
            run(peer(place, name)?)
        };
        compare(name, rounds, || ours(place, name), theirs)
    });
    measured.collect()
}

/// One pair: all eight functions changed.
fn whole(
    place: &Place,
    rounds: usize,
    peer: impl Fn(&Place) -> Result<Command, String>,
) -> Result<Vec<Ratio>, String> {
    let edited = |command: Result<Command, String>| {
        place.names.iter().for_each(|name| place.edit(name));
        run(command?)
    };
    let ours = || edited(Ok(place.tensorlings(&["grade"])));
    Ok(vec![compare("all eight", rounds, ours, || edited(peer(place)))?])
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let rounds = arguments.iter().position(|argument| argument == "--rounds");
    let rounds = rounds.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(7);
    let chosen = |peer: &&Peer| {
        let named = |argument: &String| PEERS.iter().any(|peer| peer.name == argument);
        !arguments.iter().any(named) || arguments.iter().any(|argument| argument == peer.name)
    };
    let place = Place::new();
    println!("{rounds} pairs a row; processor time, then time by the clock; below 1: this tool is quicker\n");
    for peer in PEERS.iter().filter(chosen) {
        println!("{}: {}", peer.name, peer.about);
        match (peer.measure)(&place, rounds) {
            Err(reason) => println!("  not measured: {reason}\n"),
            Ok(ratios) => {
                for ratio in &ratios {
                    println!("  {ratio}");
                }
                if ratios.len() > 1 {
                    println!("  {}", geometric_mean(&ratios));
                }
                println!();
            }
        }
    }
}
