//! Files that were damaged on purpose, in every way that is known, shown and compared in every way that there is.

#[path = "damaged/damage.rs"]
mod damage;
#[path = "damaged/dice.rs"]
mod dice;

use crate::command::tensorlings;
use crate::limited::{complaint, limited};
use damage::KINDS;
use dice::Dice;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What is done with a file.
const WAYS: [&[&str]; 10] = [
    &["view", "FILE"],
    &["view", "FILE", "--print"],
    &["view", "FILE", "--stats"],
    &["view", "FILE", "--slice", "::-1"],
    &["view", "FILE", "--slice", "..., 0", "--json", "--stats"],
    &["view", "FILE", "--json"],
    &["view", "FILE", "--csv"],
    &["view", "FILE", "--svg", "image.svg"],
    &["view", "FILE", "--rgb"],
    &["diff", "FILE", "FILE", "--json"],
];

/// Damages files of every kind and shows each of them in so many ways.
fn damaged(rounds: u64, ways: usize) {
    let folder = TempDir::new().unwrap();
    for round in 0..rounds {
        for (place, kind) in KINDS.iter().enumerate() {
            let mut dice = Dice::of(round, place);
            let bytes = (kind.made)(&mut dice);
            let file = format!("{}.{}", kind.name, kind.extension);
            std::fs::write(folder.path().join(&file), &bytes).unwrap();
            for _ in 0..ways {
                let way = dice.one_of(&WAYS);
                let arguments: Vec<&str> =
                    way.iter().map(|word| if *word == "FILE" { &*file } else { word }).collect();
                let ran = limited(folder.path(), &arguments);
                let complaint = complaint(&ran);
                if complaint.is_some() {
                    std::fs::write(std::env::temp_dir().join(&file), &bytes).unwrap();
                }
                assert_eq!(
                    complaint, None,
                    "{arguments:?}, round {round}, kept in the temporary folder: {ran:?}"
                );
            }
        }
    }
}

#[test]
fn every_damage_is_an_answer_or_a_sentence() {
    damaged(6, 2);
}

#[test]
#[ignore = "takes half an hour"]
fn much_damage_is_an_answer_or_a_sentence() {
    damaged(3000, 3);
}

/// Every fixture cut short, and with one byte turned around: an answer or a sentence, in its right place.
#[test]
fn damaged_fixtures_give_an_answer_or_a_sentence() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tensors");
    let folder = TempDir::new().unwrap();
    let files = std::fs::read_dir(&fixtures).unwrap().map(|entry| entry.unwrap().path());
    let is_tensors = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| ["npy", "npz", "safetensors"].iter().any(|known| extension == *known))
    };
    for path in files.filter(is_tensors) {
        let bytes = std::fs::read(&path).unwrap();
        let file = path.file_name().unwrap().to_str().unwrap();
        for part in 1..4 {
            let at = bytes.len() * part / 4;
            let mut turned = bytes.clone();
            // Headers are where a changed byte does most.
            let place = if part == 1 { 14 } else { at };
            turned[place] ^= 0x1b;
            for damaged in [&bytes[..at], &turned] {
                std::fs::write(folder.path().join(file), damaged).unwrap();
                let ran = tensorlings(folder.path(), &["view", file]);
                assert_eq!(complaint(&ran), None, "{file} {at}: {ran:?}");
            }
        }
    }
}
