//! `gradebook`: a whole class.

mod meter;

use super::exit::{Exit, Failure};
use super::session::{Session, print};
use crate::cli::{DiffFormat, GradebookRun, GradebookTask};
use crate::grade::Request;
use crate::gradebook::{Collection, Difference, Roster, Row, Run, Settings, Store, Unmatched, merge};
use crate::sandbox::Cancel;
use meter::Meter;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// The most names that a line lists.
const MOST_NAMED: usize = 10;

pub(super) fn run(session: &Session, task: GradebookTask) -> Result<Exit, Failure> {
    match task {
        GradebookTask::Run(options) => grade(session, &options),
        GradebookTask::Merge { parts, out } => merge_all(session, &parts, &out),
        GradebookTask::Diff { old, new, format } => diff(&old, &new, format),
    }
}

fn grade(session: &Session, options: &GradebookRun) -> Result<Exit, Failure> {
    let course = session.course()?;
    let mut collection = Collection::read(&course, &options.folder, &options.out)?;
    list(session, "no submission, passed over", &collection.ignored);
    if let (Some(file), Some(column)) = (&options.roster, &options.id) {
        tell_unmatched(session, &Roster::read(file, column)?.assign(&mut collection));
    }
    if is_same_folder(&options.folder, &options.out) {
        return Err(Failure::usage(
            "the gradebook cannot lie where the submissions do; name another folder by --out",
        ));
    }
    let store = Store::open(&options.out)?;
    let seed = store.seed(options.seed_file.as_deref(), options.seed, options.shard)?;
    let grader = session.grader_of_strangers(&course)?;
    let grader = match options.cases {
        0 => grader,
        cases => grader.with_fresh_cases(seed, cases, &Cancel::default())?,
    };
    let settings = Settings::of(&grader, session.policy(), seed, options.cases)?;
    let jobs = options.jobs.or_else(|| std::thread::available_parallelism().ok());
    let run = Run {
        grader: &grader,
        store: &store,
        settings,
        request: Request { policy: session.policy(), ..Request::default() },
        shard: options.shard,
        jobs: jobs.unwrap_or(NonZeroUsize::MIN),
    };
    let meter = Meter::new(session);
    let rows = run.judge_all(&collection.submissions, &|progress| meter.tell(progress));
    meter.finish();
    conclude(session, &rows?, &options.out)
}

fn merge_all(session: &Session, parts: &[PathBuf], out: &Path) -> Result<Exit, Failure> {
    if parts.iter().any(|part| is_same_folder(part, out)) {
        return Err(Failure::usage(
            "the result cannot lie where a part of it does; name another folder by --out",
        ));
    }
    let store = Store::open(out)?;
    conclude(session, &merge(parts, &store)?, out)
}

fn diff(old: &Path, new: &Path, format: DiffFormat) -> Result<Exit, Failure> {
    let difference = Difference::between(old, new)?;
    print(|out| match format {
        DiffFormat::Text => difference.write_text(out),
        DiffFormat::Csv => difference.write_csv(out),
        DiffFormat::Json => {
            serde_json::to_writer(&mut *out, &difference)?;
            writeln!(out)
        }
    })?;
    Ok(Exit::answer(difference.is_empty()))
}

/// Says what was written; a row that this tool failed to judge is a failure of the tool.
fn conclude(session: &Session, rows: &[Row], out: &Path) -> Result<Exit, Failure> {
    let failed: Vec<String> =
        rows.iter().filter(|row| row.is_internal_error()).map(|row| row.submission.clone()).collect();
    session.note(&format!("{} rows in {}", rows.len(), out.join("gradebook.csv").display()));
    if failed.is_empty() {
        return Ok(Exit::Yes);
    }
    Err(Failure::setup(format!(
        "{} could not be judged, through no fault of theirs: {}; their notes say why, and the same command tries them again",
        failed.len(),
        names(&failed)
    )))
}

fn tell_unmatched(session: &Session, unmatched: &Unmatched) {
    list(session, "in the folder, but not in the roster", &unmatched.submissions);
    list(session, "in the roster, but without a submission", &unmatched.absent);
    list(session, "with more than one submission", &unmatched.several);
}

fn list(session: &Session, what: &str, found: &[String]) {
    if !found.is_empty() {
        session.note(&format!("{what}: {}", names(found)));
    }
}

fn names(all: &[String]) -> String {
    let shown: Vec<&str> = all.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = all.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

fn is_same_folder(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
