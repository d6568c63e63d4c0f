//! Reads a course and checks it, so that nothing later can trip over it.

use super::answers::Answers;
use super::exercise::Files;
use super::manifest::{CourseFile, Document, ExerciseEntry, ExerciseFile, LimitsTable};
use super::resolve::{self, Texts};
use super::{Alternative, Catalogue, Course, CourseError, CourseSource, Exercise, Limits, Mistake};
use std::time::Duration;

impl Course {
    /// Reads and checks a course.
    ///
    /// # Errors
    /// When a file is missing or unreadable, a manifest does not follow the format or contradicts itself, or the
    /// stored tensors do not fit it.
    pub fn load(source: &CourseSource) -> Result<Self, CourseError> {
        let text = source.text("course.toml").map_err(|error| match (error, source) {
            (CourseError::Missing { .. }, CourseSource::Folder(folder)) => {
                CourseError::NotACourse { folder: folder.display().to_string() }
            }
            (error, _) => error,
        })?;
        let document = Document { file: source.locate("course.toml"), text };
        let file: CourseFile = document.parse()?;
        check_course(&document, &file)?;
        let exercises = file.exercises.iter().map(|entry| load_exercise(source, entry));
        let course = Self {
            limits: limits(&document, &file.limits)?,
            exercises: exercises.collect::<Result<_, _>>()?,
            support: source.text("support.rs")?,
            calls: source.text("calls.rs")?,
            id: file.id.into_inner(),
            version: file.version,
            title: file.title,
            solutions: file.solutions,
        };
        course.check_gradients(source)?;
        Ok(course)
    }

    fn check_gradients(&self, source: &CourseSource) -> Result<(), CourseError> {
        for exercise in &self.exercises {
            if let Some(forward) = &exercise.gradient_of
                && self.exercise(forward).is_none()
            {
                return Err(CourseError::Manifest {
                    file: source.locate(&format!("{}/exercise.toml", exercise.name)),
                    line: 1,
                    message: format!("`gradient_of` names `{forward}`, which is no exercise of this course"),
                });
            }
        }
        Ok(())
    }
}

fn load_exercise(source: &CourseSource, entry: &ExerciseEntry) -> Result<Exercise, CourseError> {
    let folder = entry.name.get_ref();
    let path = |file: &str| format!("{folder}/{file}");
    let manifest = path("exercise.toml");
    let document = Document { file: source.locate(&manifest), text: source.text(&manifest)? };
    let file: ExerciseFile = document.parse()?;
    let archive = path("expected.npz");
    let answers = Answers::new(source.bytes(&archive)?, source.locate(&archive));
    let texts = Texts {
        lesson: source.text(&path("lesson.md"))?,
        start: source.text(&path("start.rs"))?,
        solution: source.text(&path("solution.rs"))?,
        alternatives: alternatives(source, &path("alternatives"))?,
        mistakes: mistakes(source, &path("mistakes"))?,
        catalogue: catalogue(source, &path("mistakes.npz"))?,
    };
    let files = Files { manifest: document.file.clone(), archive: source.locate(&archive) };
    let exercise = resolve::exercise(&document, entry, file, texts, answers, files)?;
    // The embedded course is the one that the tests check, and nobody should wait for that at every start.
    if let CourseSource::Folder(_) = source {
        for case in &exercise.cases {
            exercise.expected(case)?;
        }
    }
    Ok(exercise)
}

fn alternatives(source: &CourseSource, folder: &str) -> Result<Vec<Alternative>, CourseError> {
    let read = |id: String| Ok(Alternative { source: source.text(&format!("{folder}/{id}.rs"))?, id });
    source.rust_files(folder)?.into_iter().map(read).collect()
}

fn mistakes(source: &CourseSource, folder: &str) -> Result<Vec<Mistake>, CourseError> {
    let read = |id: String| {
        let file = format!("{folder}/{id}.rs");
        Mistake::parse(&id, &source.locate(&file), source.text(&file)?)
    };
    source.rust_files(folder)?.into_iter().map(read).collect()
}

/// What the mistakes give is stored by the author's check; a course does without until then.
fn catalogue(source: &CourseSource, file: &str) -> Result<Catalogue, CourseError> {
    let bytes = match source.bytes(file) {
        Err(CourseError::Missing { .. }) => None,
        bytes => Some(bytes?),
    };
    Ok(Catalogue::new(bytes, source.locate(file)))
}

/// The names and their order: what an exercise needs comes before it, so there can be no cycle.
fn check_course(document: &Document, file: &CourseFile) -> Result<(), CourseError> {
    let id = file.id.get_ref();
    if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return Err(document.wrong(&file.id, "a course's `id` consists of letters, digits, `-` and `_`"));
    }
    if file.exercises.is_empty() {
        return Err(document.error(&(0..0), "a course needs at least one `[[exercise]]`"));
    }
    let mut known: Vec<&str> = Vec::new();
    for entry in &file.exercises {
        let name = entry.name.get_ref();
        if !is_module_name(name) {
            return Err(
                document.wrong(&entry.name, format!("`{name}` cannot name a Rust module and function"))
            );
        }
        if known.contains(&name.as_str()) {
            return Err(document.wrong(&entry.name, format!("there are two exercises named `{name}`")));
        }
        for need in &entry.needs {
            if !known.contains(&need.get_ref().as_str()) {
                let message = format!("`{name}` needs `{}`, which is no earlier exercise", need.get_ref());
                return Err(document.wrong(need, message));
            }
        }
        known.push(name);
    }
    Ok(())
}

fn is_module_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_lowercase())
        && characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !RESERVED.contains(&name)
}

fn limits(document: &Document, table: &LimitsTable) -> Result<Limits, CourseError> {
    let seconds = |name: &str, value: f64| {
        Duration::try_from_secs_f64(value).ok().filter(|time| !time.is_zero()).ok_or_else(|| {
            let place = document.text.find(name).unwrap_or(0);
            document.error(&(place..place), format!("`{name}` must be a positive number of seconds"))
        })
    };
    Ok(Limits {
        case_cpu: seconds("case_cpu_seconds", table.case_cpu_seconds)?,
        case_wall: seconds("case_wall_seconds", table.case_wall_seconds)?,
        compile: seconds("compile_seconds", table.compile_seconds)?,
        submission: seconds("submission_seconds", table.submission_seconds)?,
        memory: u64::from(table.memory_mib) << 20,
        output: (table.output_kib as usize) << 10,
    })
}

/// Rust's keywords, and the names of the crates and modules that stand beside the exercises.
const RESERVED: &[&str] = &[
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "calls",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "kit",
    "let",
    "loop",
    "macro",
    "main",
    "match",
    "mod",
    "move",
    "mut",
    "ndarray",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "stand_ins",
    "static",
    "std",
    "struct",
    "super",
    "support",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];
