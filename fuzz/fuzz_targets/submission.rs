//! A handed-in archive, as the intake reads it: the first byte says which kind it is named.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::path::PathBuf;
use std::sync::LazyLock;
use tensorlings::course::{Course, CourseSource};
use tensorlings::grade::Submission;

const KINDS: [&str; 3] = ["zip", "tar", "tar.gz"];

static COURSE: LazyLock<Course> =
    LazyLock::new(|| Course::load(&CourseSource::Embedded).expect("the course is sound"));

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let kind = KINDS[usize::from(*kind) % KINDS.len()];
    let file = PathBuf::from(format!("/dev/shm/tensorlings-fuzz-{}.{kind}", std::process::id()));
    std::fs::write(&file, bytes).expect("there is room in memory");
    // An archive that is refused is data: it is the verdict of every function. Only the file itself can be an error.
    let submission = Submission::open(&COURSE, &file).expect("a file that is there");
    if let Some(remark) = submission.remark() {
        assert!(!remark.trim().is_empty() && remark.lines().count() == 1, "{remark:?}");
    }
});
