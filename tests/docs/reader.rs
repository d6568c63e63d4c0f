//! What the documentation speaks of as the reader's own: submissions, a class, tensors.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn repository(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// Puts all of it into a folder.
pub(crate) fn prepare(folder: &Path) {
    for submission in ["submission", "submissions/ada", "submissions/grace"] {
        let sources = folder.join(submission).join("src");
        fs::create_dir_all(&sources).unwrap();
        for name in ["zero_pad", "conv_single_step", "pool_forward"] {
            let solution = repository("exercises").join(name).join("solution.rs");
            fs::copy(solution, sources.join(name).with_extension("rs")).unwrap();
        }
    }
    let solution = fs::read(repository("exercises/zero_pad/solution.rs")).unwrap();
    archive(&folder.join("ada.zip"), &[("src/zero_pad.rs", &solution)]);
    fs::write(folder.join("class.csv"), "name,login\nAda,ada\nGrace,grace\nEdsger,edsger\n").unwrap();
    fs::write(folder.join("model.safetensors"), model()).unwrap();
    let stored = |name: &str| fs::read(repository("tests/tensors").join(name)).unwrap();
    fs::write(folder.join("activations.npy"), stored("cube.npy")).unwrap();
    archive(&folder.join("expected.npz"), &[("z.npy", &stored("cube.npy"))]);
    archive(&folder.join("actual.npz"), &[("z.npy", &stored("big_endian.npy"))]);
}

/// A model of one small tensor, as safetensors lays it out: the length of a header, the header, the numbers.
fn model() -> Vec<u8> {
    let header = br#"{"wte.weight":{"dtype":"F32","shape":[4,12],"data_offsets":[0,192]}}"#;
    let numbers = (0_u8..48).flat_map(|number| f32::from(number).to_le_bytes());
    (header.len() as u64).to_le_bytes().into_iter().chain(*header).chain(numbers).collect()
}

/// An archive of these files.
pub(crate) fn archive(file: &Path, entries: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(fs::File::create(file).unwrap());
    for (name, contents) in entries {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, contents).unwrap();
    }
    archive.finish().unwrap();
}

/// Copies a folder, as where a week ends without a change.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
