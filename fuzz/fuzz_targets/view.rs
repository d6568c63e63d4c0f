//! `view` and `diff` of a file of any bytes, as they are typed: the first byte chooses the way and the name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::path::PathBuf;

const WAYS: [&[&str]; 8] = [
    &["view"],
    &["view", "--stats"],
    &["view", "--json", "--slice", "..., ::-2"],
    &["view", "--csv"],
    &["view", "--print", "--slice", "-1"],
    &["view", "--rgb", "--color", "always"],
    &["view", "--svg", "/dev/shm/tensorlings-fuzz.svg"],
    &["diff"],
];
const ENDINGS: [&str; 4] = ["npy", "npz", "safetensors", "index.json"];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let way = WAYS[usize::from(*choice) % WAYS.len()];
    let ending = ENDINGS[usize::from(*choice) / WAYS.len() % ENDINGS.len()];
    let file = PathBuf::from(format!("/dev/shm/tensorlings-fuzz-{}.{ending}", std::process::id()));
    std::fs::write(&file, bytes).expect("there is room in memory");
    let name = file.to_string_lossy().into_owned();
    let more = if way == ["diff"] { vec![name.as_str()] } else { way[1..].to_vec() };
    let arguments = [vec!["tensorlings", way[0], &name], more].concat();
    let _ = tensorlings::commands::run(arguments.into_iter().map(Into::into));
});
