//! first run.
use crate::bench::bench;
use std::path::Path;

#[test]
fn survey() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/held_out");
    for kind in ["wrong", "right"] {
        for exercise in &bench().course.exercises {
            let mut files: Vec<_> = std::fs::read_dir(root.join(kind).join(&exercise.name))
                .unwrap()
                .map(|e| e.unwrap().path())
                .collect();
            files.sort();
            for file in files {
                let text = std::fs::read_to_string(&file).unwrap();
                let submission = bench().solved().with(&exercise.name, &text);
                let outcome = bench().grade_only(&submission, &exercise.name);
                let passed =
                    outcome.cases.iter().filter(|c| c.verdict == tensorlings::grade::Verdict::Passed).count();
                eprintln!(
                    "{kind} {}/{}: {:?} {passed}/{}\n    {}",
                    exercise.name,
                    file.file_stem().unwrap().to_str().unwrap(),
                    outcome.verdict,
                    outcome.cases.len(),
                    text.lines().next().unwrap()
                );
                for d in &outcome.diagnostics {
                    eprintln!("    !! {}", d.message);
                }
                match &outcome.diagnosis {
                    None => eprintln!("    NONE"),
                    Some(d) => {
                        eprintln!("    {:?} {:?} certain={} {}", d.kind, d.mistake, d.certain, d.message)
                    }
                }
            }
        }
    }
}
