//! `fuzz` and `replay`: fresh cases against the reference, and any of them again.

use super::exit::{Exit, Failure};
use super::notice::one_line;
use super::plain::say;
use super::session::{Session, print, standard_output};
use crate::cli::{Export, Fuzz};
use crate::course::{CaseId, CaseIdError, Course, Exercise};
use crate::grade::{
    CourseId, ExerciseOutcome, Fuzzer, GradeEvent, Grader, Outcome, Points, Trial, Unfit, Verdict,
};
use crate::plain::words;
use crate::report::text::{Detail, TextReport};
use crate::report::{Answers, archive, rust_test};
use crate::sandbox::Cancel;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(session: &Session, options: &Fuzz) -> Result<Exit, Failure> {
    let course = session.course()?;
    let exercise = session.exercise(&course, &options.name)?;
    let seed = options.seed.map_or_else(random_seed, Ok)?;
    let workspace = session.workspace()?;
    let grader = session.grader(&course)?;
    let cancel = Cancel::default();
    let fuzzer = match grader.fuzzer(workspace.folder(), exercise, session.policy(), &cancel)? {
        Ok(fuzzer) => fuzzer,
        Err(unfit) => return unfit_to_run(session, &options.name, &unfit),
    };
    let search = fuzzer.search(seed, options.cases)?;
    if search.unconfirmed > 0 {
        session.note(&format!(
            "{} of the cases failed once and passed when they were run again alone: does `{}` keep something between calls?",
            search.unconfirmed, options.name
        ));
    }
    match search.counterexample {
        Some(trial) if trial.outcome.verdict == Verdict::NotStarted => {
            print(|out| {
                writeln!(out, "`{}` is not started: there is only a `todo!()` so far", options.name)
            })?;
            Ok(Exit::No)
        }
        Some(trial) => {
            let found = Found { session, grader: &grader, exercise, trial: &trial };
            found.show(&format!(
                "A case that fails, after {} with the seed {seed}, made as small as it gets:",
                search.tried
            ))?;
            found.export(&options.export)?;
            Ok(Exit::No)
        }
        None if search.tried == 0 => Err(Failure::usage(format!(
            "no case of `{}` could be made up: its symbols' ranges give no valid shapes",
            options.name
        ))),
        None => {
            let tried = search.tried;
            print(|out| {
                writeln!(out, "`{}` passes {tried} fresh cases, with the seed {seed}", options.name)
            })?;
            Ok(Exit::Yes)
        }
    }
}

pub(super) fn replay(session: &Session, id: &str, export: &Export) -> Result<Exit, Failure> {
    let course = session.course()?;
    let id = CaseId::parse(id)?;
    let exercise = id.exercise(&course)?;
    let workspace = session.workspace()?;
    let grader = session.grader(&course)?;
    let cancel = Cancel::default();
    let fuzzer: Fuzzer<'_> = match grader.fuzzer(workspace.folder(), exercise, session.policy(), &cancel)? {
        Ok(fuzzer) => fuzzer,
        Err(unfit) => return unfit_to_run(session, &exercise.name, &unfit),
    };
    let trial = fuzzer.replay(&id.fresh)?.ok_or_else(|| {
        Failure::setup(format!("the reference solution of `{}` has no answer to this case", exercise.name))
    })?;
    let found = Found { session, grader: &grader, exercise, trial: &trial };
    if trial.fails() {
        found.show("This case fails:")?;
    } else {
        print(|out| writeln!(out, "`{}` passes this case", exercise.name))?;
    }
    found.export(export)?;
    Ok(Exit::answer(!trial.fails()))
}

/// A learner's file that does not get as far as a case: no counterexample, but no yes either.
fn unfit_to_run(session: &Session, name: &str, unfit: &Unfit) -> Result<Exit, Failure> {
    let verdict = unfit.verdict.words();
    let reason = one_line(&unfit.reason);
    print(|out| writeln!(out, "`{name}` cannot be tried, {verdict}: {reason}"))?;
    session.note(&format!("`tensorlings check {name}` says more"));
    Ok(Exit::No)
}

fn random_seed() -> Result<u64, Failure> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::setup(format!("cannot draw a random seed: {error}; give one by --seed")))?;
    Ok(u64::from(u32::from_le_bytes(bytes)))
}

/// A case that was tried, to be shown and written.
struct Found<'a> {
    session: &'a Session,
    grader: &'a Grader,
    exercise: &'a Exercise,
    trial: &'a Trial,
}

impl Found<'_> {
    fn id(&self) -> CaseId {
        CaseId::new(self.grader.course(), self.exercise, self.trial.fresh.clone())
    }

    /// The case as `check` shows one, and the id that makes it again.
    fn show(&self, title: &str) -> Result<(), Failure> {
        let Trial { exercise, outcome, actual, .. } = self.trial;
        if self.session.is_plain() {
            return self.say(title);
        }
        let course = with_exercise(self.grader.course(), exercise);
        let mut answers = Answers::default();
        answers.push(&GradeEvent::CaseJudged {
            exercise: exercise.name.clone(),
            case: outcome.clone(),
            actual: actual.clone(),
        });
        let report = TextReport {
            course: &course,
            outcome: &self.outcome(),
            answers: &answers,
            theme: self.session.theme(standard_output()),
            detail: Detail::FirstFailure,
            width: self.session.width(),
        };
        print(|out| {
            writeln!(out, "{title}")?;
            report.write_failures(&exercise.name, out)?;
            writeln!(out, "\nAgain, on any machine: tensorlings replay {}", self.id())
        })
    }

    /// The same in words: what the case is like, and how it went.
    fn say(&self, title: &str) -> Result<(), Failure> {
        let Trial { exercise, outcome, .. } = self.trial;
        let sizes = self.trial.case().map(|case| {
            let sizes =
                exercise.dimensions(case).into_iter().map(|(name, value)| format!("{name} is {value}"));
            format!("{}.", sizes.collect::<Vec<_>>().join(", "))
        });
        let mut sentences = vec![title.to_owned()];
        sentences.extend(sizes);
        sentences.extend(words::case(outcome));
        sentences.push(format!("Again, on any machine: tensorlings replay {}", self.id()));
        say(&sentences)
    }

    /// The one case as the outcome of a submission.
    fn outcome(&self) -> Outcome {
        let Trial { exercise, outcome, .. } = self.trial;
        let course = self.grader.course();
        let exercise = ExerciseOutcome {
            name: exercise.name.clone(),
            graded: true,
            verdict: outcome.verdict,
            score: Points::default(),
            max_score: Points::whole(exercise.points),
            cases: vec![outcome.clone()],
            diagnosis: None,
            cause: None,
            hints_used: 0,
            diagnostics: Vec::new(),
        };
        let id = CourseId { id: course.id.clone(), version: course.version.clone() };
        Outcome { course: id, sandbox: self.grader.level(), exercises: vec![exercise] }
    }

    fn export(&self, export: &Export) -> Result<(), Failure> {
        let Some(case) = self.trial.case() else { return Ok(()) };
        let unwritable = |file: &Path, error: std::io::Error| {
            Failure::unwritable(&error, format!("cannot write {}: {error}", file.display()))
        };
        if let Some(path) = &export.export {
            let file = File::create(path).map_err(|error| unwritable(path, error))?;
            archive::write_case(&self.trial.exercise, case, &self.trial.actual, file)
                .map_err(|error| Failure::setup(format!("cannot write {}: {error}", path.display())))?;
        }
        if let Some(path) = &export.export_test {
            let support = &self.grader.course().support;
            let title = format!("The case {}.", self.id());
            let text = rust_test::rust_test(&self.trial.exercise, case, support, &title)?.ok_or_else(|| {
                Failure::usage(format!(
                    "a case of `{}` cannot be written as a Rust test: its outputs do not name the fields of its result; --export writes the tensors",
                    self.exercise.name
                ))
            })?;
            std::fs::write(path, text).map_err(|error| unwritable(path, error))?;
        }
        Ok(())
    }
}

/// The course with one exercise in the state that a case was tried in.
fn with_exercise(course: &Arc<Course>, exercise: &Exercise) -> Course {
    let mut course = Course::clone(course);
    for known in course.exercises.iter_mut().filter(|known| known.name == exercise.name) {
        known.clone_from(exercise);
    }
    course
}

impl From<CaseIdError> for Failure {
    fn from(error: CaseIdError) -> Self {
        Self::usage(one_line(&error.to_string()))
    }
}
