//! Judges submissions with several workers. What was judged before is not judged again.

use super::claims::Claims;
use super::settings::hexadecimal;
use super::{GradebookError, Row, Settings, Shard, Store, Submitted, Verdicts};
use crate::course::Standing;
use crate::grade::{GradeError, Grader, Outcome, Points, Request, Submission, Verdict, clean, panic_text};
use crate::report::json;
use crate::sandbox::Cancel;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Everything that a run needs.
pub struct Run<'a> {
    /// With the hidden cases already in its course.
    pub grader: &'a Grader,
    /// Where rows and reports go, and what was judged before lies.
    pub store: &'a Store,
    /// Those of the grader; they are part of every work's name.
    pub settings: Settings,
    /// The same for every submission.
    pub request: Request,
    /// Which submissions to judge.
    pub shard: Shard,
    /// Threads that judge at once; no more than there are submissions.
    pub jobs: NonZeroUsize,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows that are there.
    pub done: usize,
    /// Rows that there will be: the submissions of the shard.
    pub total: usize,
    /// Of those that are done: which are the same as work judged before, in this run or an earlier one.
    pub known: usize,
}

/// What the workers share.
struct Shared<'a> {
    submissions: Vec<&'a Submitted>,
    next: AtomicUsize,
    claims: Claims,
    cancel: Cancel,
    made: Mutex<Made>,
    tell: &'a (dyn Fn(Progress) + Sync),
}

#[derive(Default)]
struct Made {
    rows: Vec<Row>,
    keys: BTreeSet<String>,
    known: usize,
    failure: Option<GradebookError>,
}

/// A row, and how it came to be.
struct Judged {
    row: Row,
    /// The name of the work, where its outcome may be used again.
    key: Option<String>,
    was_known: bool,
}

/// What a report says of the whole submission.
#[derive(Deserialize)]
struct Facts {
    score: Points,
    max_score: Points,
    bonus: Points,
    exercises: Vec<ExerciseFacts>,
}

#[derive(Deserialize)]
struct ExerciseFacts {
    name: String,
    verdict: Verdict,
}

impl Run<'_> {
    /// Judges the submissions of this shard, and writes the gradebook; its rows.
    ///
    /// # Errors
    /// When the machine fails: what was judged until then is kept, and no row is written.
    pub fn judge_all(
        &self,
        submissions: &[Submitted],
        tell: &(dyn Fn(Progress) + Sync),
    ) -> Result<Vec<Row>, GradebookError> {
        self.store.begin(&self.settings, self.shard)?;
        let shared = Shared {
            submissions: submissions.iter().filter(|submitted| self.shard.has(&submitted.name)).collect(),
            next: AtomicUsize::new(0),
            claims: Claims::default(),
            cancel: Cancel::default(),
            made: Mutex::default(),
            tell,
        };
        let workers = self.jobs.get().min(shared.submissions.len());
        std::thread::scope(|scope| {
            for number in 1..=workers {
                let worker = std::thread::Builder::new().name(format!("grading-{number}"));
                if let Err(error) = worker.spawn_scoped(scope, || self.work(&shared)) {
                    let reason = error.to_string();
                    shared.fail(GradeError::Step { step: "start a thread", reason }.into());
                }
            }
        });
        let made = shared.made.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = made.failure {
            return Err(failure);
        }
        let mut rows = made.rows;
        rows.sort_by(|one, other| one.submission.cmp(&other.submission));
        self.store.finish(&self.settings, self.shard, &rows, &made.keys)?;
        Ok(rows)
    }

    fn work(&self, shared: &Shared<'_>) {
        while let Some(submitted) = shared.submissions.get(shared.next.fetch_add(1, Ordering::Relaxed)) {
            if shared.cancel.is_cancelled() {
                return;
            }
            let judged = guarded(|| self.judge(submitted, shared));
            match judged.unwrap_or_else(|reason| Ok(self.failed(submitted, &reason))) {
                Ok(judged) => shared.push(judged),
                Err(GradebookError::Grade(error)) if !is_of_the_machine(&error) => {
                    shared.push(self.failed(submitted, &error.to_string()));
                }
                Err(error) => shared.fail(error),
            }
        }
    }

    fn judge(&self, submitted: &Submitted, shared: &Shared<'_>) -> Result<Judged, GradebookError> {
        let course = self.grader.course();
        let submission = if submitted.parts.is_empty() {
            Submission::empty(course)
        } else {
            Submission::gather(course, &submitted.parts).map_err(GradeError::from)?
        };
        let remark = if submitted.parts.is_empty() {
            Some("nothing was handed in".to_owned())
        } else {
            submission.remark().map(|remark| clean(remark.as_bytes()))
        };
        let mut digest = self.settings.digest();
        submission.digest(&mut digest);
        let key = hexadecimal(digest);
        let _claim = shared.claims.take(&key);
        let row = |facts: &Facts, report: String| Row { note: remark, ..row(submitted, facts, report) };
        if let Some(report) = self.store.judged(&key)
            && let Ok(facts) = serde_json::from_slice::<Facts>(&report)
        {
            let report = self.store.hand_out(&key, &report, &submitted.report)?;
            return Ok(Judged { row: row(&facts, report), key: Some(key.clone()), was_known: true });
        }
        let outcome = self.grader.judge(submission, &self.request, &shared.cancel, &mut |_| ())?;
        let (facts, report) = reported(&outcome)?;
        if Verdicts::of(&outcome).has_internal_error() {
            let report = self.store.write_report(&report, &submitted.report)?;
            let row = Row { score: None, bonus: None, ..row(&facts, report) };
            return Ok(Judged { row, key: None, was_known: false });
        }
        self.store.keep(&key, &report)?;
        let report = self.store.hand_out(&key, &report, &submitted.report)?;
        Ok(Judged { row: row(&facts, report), key: Some(key.clone()), was_known: false })
    }

    /// The row of a submission that this tool failed to judge.
    fn failed(&self, submitted: &Submitted, reason: &str) -> Judged {
        let exercises = &self.grader.course().exercises;
        let verdicts = exercises.iter().map(|exercise| (exercise.name.clone(), Verdict::InternalError));
        let graded = exercises.iter().filter(|exercise| exercise.standing == Standing::Graded);
        let row = Row {
            submission: submitted.name.clone(),
            id: submitted.id.clone(),
            score: None,
            max_score: graded.map(|exercise| Points::whole(exercise.points)).sum(),
            bonus: None,
            verdicts: Verdicts(verdicts.collect()),
            report: None,
            note: Some(clean(reason.as_bytes())),
        };
        Judged { row, key: None, was_known: false }
    }
}

impl Shared<'_> {
    fn push(&self, judged: Judged) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.rows.push(judged.row);
        made.keys.extend(judged.key);
        made.known += usize::from(judged.was_known);
        (self.tell)(Progress { done: made.rows.len(), total: self.submissions.len(), known: made.known });
    }

    /// Keeps the first failure; the others follow from it.
    fn fail(&self, failure: GradebookError) {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).failure.get_or_insert(failure);
        self.cancel.cancel();
    }
}

/// The facts of an outcome as its report says them, and the report.
fn reported(outcome: &Outcome) -> Result<(Facts, Vec<u8>), GradebookError> {
    let failed = |reason: String| GradeError::Step { step: "write a report", reason };
    let mut report = Vec::new();
    json::write(outcome, &mut report).map_err(|error| failed(error.to_string()))?;
    let facts = serde_json::from_slice(&report).map_err(|error| failed(error.to_string()))?;
    Ok((facts, report))
}

fn row(submitted: &Submitted, facts: &Facts, report: String) -> Row {
    let verdicts = facts.exercises.iter().map(|exercise| (exercise.name.clone(), exercise.verdict));
    Row {
        submission: submitted.name.clone(),
        id: submitted.id.clone(),
        score: Some(facts.score),
        max_score: facts.max_score,
        bonus: Some(facts.bonus),
        verdicts: Verdicts(verdicts.collect()),
        report: Some(report),
        note: None,
    }
}

/// Whether going on makes no sense: every other submission would fail in the same way.
fn is_of_the_machine(error: &GradeError) -> bool {
    matches!(
        error,
        GradeError::Cancelled
            | GradeError::DiskFull
            | GradeError::NoScratch { .. }
            | GradeError::Cache { .. }
    )
}

/// What `judge` gives, or the text of its panic.
fn guarded<T>(judge: impl FnOnce() -> T) -> Result<T, String> {
    let judged = catch_unwind(AssertUnwindSafe(judge));
    judged.map_err(|payload| format!("this tool failed: {}", panic_text(payload.as_ref())))
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_of_ours_is_a_reason() {
        assert_eq!(guarded(|| 1), Ok(1));
        let failed: Result<(), String> = guarded(|| panic!("at {}", 7));
        assert_eq!(failed, Err("this tool failed: at 7".to_owned()));
        let failed: Result<(), String> = guarded(|| std::panic::panic_any(7));
        assert_eq!(failed, Err("this tool failed: no reason given".to_owned()));
    }
}
