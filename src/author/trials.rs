//! Every alternative and every mistake through every case, on as many threads as there are processors.

use crate::course::{Course, Exercise, Fingerprint, Origin, Signature, Symptom, Trace};
use crate::grade::{CaseOutcome, GradeError, Grader, OutputOutcome, Passes, Unfit, Verdict};
use crate::sandbox::Cancel;
use crate::tensor::Tensor;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

/// What a version of a function claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Alternative,
    Mistake,
}

/// A case's outcome with the outputs that the function returned.
pub(super) type Judged = (CaseOutcome, Vec<(String, Tensor)>);

/// What became of a version.
#[derive(Debug)]
pub(super) struct Tried {
    pub(super) exercise: String,
    pub(super) version: Version,
    pub(super) id: String,
    pub(super) judged: Result<Vec<Judged>, Unfit>,
}

/// A version that waits.
struct Job<'a> {
    exercise: &'a Exercise,
    version: Version,
    id: &'a str,
    source: &'a str,
}

/// Judges all versions of all functions, in course order.
pub(super) fn run(
    grader: &Grader,
    cancel: &Cancel,
    tell: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Tried>, GradeError> {
    let jobs = jobs(grader.course());
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let results: Vec<Mutex<Option<Tried>>> = jobs.iter().map(|_| Mutex::new(None)).collect();
    let work = || -> Result<(), GradeError> {
        while let Some((job, result)) = {
            let place = next.fetch_add(1, Ordering::Relaxed);
            jobs.get(place).zip(results.get(place))
        } {
            let tried = tried(grader, job, cancel)?;
            if let Ok(mut result) = result.lock() {
                *result = Some(tried);
            }
            tell(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
        }
        Ok(())
    };
    let workers = available_parallelism().map_or(1, usize::from).min(jobs.len());
    scope(|scope| {
        let threads: Vec<_> = (1..workers)
            .filter_map(|number| {
                Builder::new().name(format!("trials-{number}")).spawn_scoped(scope, work).ok()
            })
            .collect();
        let own = work();
        let others = threads.into_iter().filter_map(|thread| thread.join().ok());
        others.fold(own, Result::and)
    })?;
    Ok(results.into_iter().filter_map(|result| result.into_inner().ok().flatten()).collect())
}

fn jobs(course: &Course) -> Vec<Job<'_>> {
    let mut jobs = Vec::new();
    for exercise in &course.exercises {
        jobs.extend(exercise.alternatives.iter().map(|alternative| Job {
            exercise,
            version: Version::Alternative,
            id: &alternative.id,
            source: &alternative.source,
        }));
        jobs.extend(exercise.mistakes.iter().map(|mistake| Job {
            exercise,
            version: Version::Mistake,
            id: &mistake.id,
            source: &mistake.source,
        }));
    }
    jobs
}

fn tried(grader: &Grader, job: &Job<'_>, cancel: &Cancel) -> Result<Tried, GradeError> {
    let judged = match grader.probe(job.exercise, job.source, cancel)? {
        Ok(probe) => Ok(probe.judge(job.exercise, Passes::Both, cancel)?),
        Err(unfit) => Err(unfit),
    };
    Ok(Tried { exercise: job.exercise.name.clone(), version: job.version, id: job.id.to_owned(), judged })
}

impl Tried {
    /// Whether this version fails a case.
    pub(super) fn is_caught_by(&self, case: &str) -> bool {
        let judged = self.judged.as_deref().unwrap_or_default();
        judged.iter().any(|(outcome, _)| outcome.short_id() == case && outcome.verdict != Verdict::Passed)
    }

    /// What is to be stored of it.
    pub(super) fn signature(&self, exercise: &Exercise) -> Signature {
        let wrong = self.judged.as_deref().unwrap_or_default().iter().filter_map(|(case, actual)| {
            let symptom = match case.verdict {
                Verdict::Panicked => Symptom::Panics,
                Verdict::WrongAnswer | Verdict::WrongShape => {
                    let wrong = case.outputs.iter().filter(|output| output.verdict != Verdict::Passed);
                    Symptom::Returns(
                        wrong.map(|output| (output.name.clone(), trace(exercise, output, actual))).collect(),
                    )
                }
                _ => return None,
            };
            Some((case.short_id().to_owned(), symptom))
        });
        wrong.collect()
    }
}

/// Of a cache, which can be large and is wrong in few mistakes, only a fingerprint is kept.
fn trace(exercise: &Exercise, output: &OutputOutcome, actual: &[(String, Tensor)]) -> Trace {
    let Some((_, tensor)) = actual.iter().find(|(name, _)| *name == output.name) else {
        return Trace::Absent;
    };
    match exercise.output(&output.name).map(|declared| &declared.origin) {
        Some(Origin::Argument(_)) => Trace::Fingerprint(Fingerprint::of(tensor)),
        Some(Origin::Stored) | None => Trace::of(tensor),
    }
}
