//! The workbench in words: for screen readers, terminals that cannot be drawn on, and pipes.
//!
//! Nothing is redrawn and nothing is pictured: each answer is a few sentences, and each save is announced once.
//! `talk` decides what is said and done, as plain values; this file does it.

mod command;
mod markdown;
mod talk;
pub mod words;

use crate::course::{Course, Progress};
use crate::grade::{GradeEvent, Grader, Outcome, Policy, Request, attempt, clue};
use crate::sandbox::Cancel;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};
use talk::{Answer, Event, Talk};

/// How often the files are looked at.
const POLL: Duration = Duration::from_millis(400);

/// What the talk is about.
pub struct Plain {
    /// As learners may see it.
    pub course: Arc<Course>,
    /// The folder that holds `src/<function>.rs` and `.tensorlings/`.
    pub workspace: PathBuf,
    /// For this course.
    pub grader: Grader,
    /// For every run.
    pub policy: Policy,
    /// As loaded from the workspace, or new; saved after every run.
    pub progress: Progress,
}

/// Something that happened.
enum Msg {
    Line(String),
    /// There will be no further line.
    End,
    Saved(Vec<String>),
    /// A run and what came of it.
    Graded(u64, Result<Outcome, String>),
}

/// Reads commands line by line and answers them until `quit` or the end of the input.
///
/// # Errors
/// When `out` cannot be written to, or a thread cannot be started.
pub fn run(plain: Plain, input: impl BufRead + Send + 'static, out: &mut dyn Write) -> io::Result<()> {
    let (sender, inbox) = channel();
    let Plain { course, workspace, grader, policy, progress } = plain;
    read_lines(input, sender.clone())?;
    watch(&course, &workspace, sender.clone())?;
    let mut talk = Talk::new(Arc::clone(&course), progress);
    let mut runs =
        Runs { grader: Arc::new(grader), workspace, policy, number: 0, cancel: Cancel::default(), sender };
    say(&talk.greeting(), out)?;
    for msg in &inbox {
        let event = match msg {
            Msg::Line(line) => Event::Line(line),
            // What was asked for before the end is still answered.
            Msg::End => Event::End,
            Msg::Saved(names) => Event::Saved(names),
            Msg::Graded(number, _) if number != runs.number => continue,
            Msg::Graded(_, Ok(outcome)) => Event::Graded(outcome.exercises),
            Msg::Graded(_, Err(reason)) => Event::Failed(reason),
        };
        for answer in talk.take(event) {
            match answer {
                Answer::Say(sentences) => say(&sentences, out)?,
                Answer::Grade(names) => runs.begin(names, &talk)?,
                Answer::Save => {
                    if let Err(error) = talk.progress.save(&runs.workspace) {
                        say(&[error.to_string()], out)?;
                    }
                }
                Answer::End => return Ok(()),
            }
        }
    }
    Ok(())
}

/// One sentence a line; nothing of what learners wrote reaches the terminal as it is.
fn say(sentences: &[String], out: &mut dyn Write) -> io::Result<()> {
    for sentence in sentences {
        writeln!(out, "{}", crate::grade::clean(sentence.as_bytes()))?;
    }
    out.flush()
}

/// The grading runs: the newest wins.
struct Runs {
    grader: Arc<Grader>,
    workspace: PathBuf,
    policy: Policy,
    number: u64,
    cancel: Cancel,
    sender: Sender<Msg>,
}

impl Runs {
    fn begin(&mut self, exercises: Vec<String>, talk: &Talk) -> io::Result<()> {
        self.cancel.cancel();
        self.cancel = Cancel::default();
        self.number += 1;
        let hints_used = exercises.iter().map(|name| (name.clone(), talk.progress.record(name).hints_used));
        let request = Request { hints_used: hints_used.collect(), exercises, policy: self.policy };
        let (grader, workspace) = (Arc::clone(&self.grader), self.workspace.clone());
        let (cancel, number, sender) = (self.cancel.clone(), self.number, self.sender.clone());
        let work = move || {
            let result = grader.grade(&workspace, &request, &cancel, &mut |_: GradeEvent| {});
            // If nobody listens any more, the talk is over.
            let _ = sender.send(Msg::Graded(number, result.map_err(|error| error.to_string())));
        };
        thread::Builder::new().name("grade".to_owned()).spawn(work).map(drop)
    }
}

impl Drop for Runs {
    /// What is still graded is of no interest any more; its processes must not outlive the talk.
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

fn read_lines(input: impl BufRead + Send + 'static, sender: Sender<Msg>) -> io::Result<()> {
    let read = move || {
        for line in input.lines() {
            let Ok(line) = line else { break };
            if sender.send(Msg::Line(line)).is_err() {
                return;
            }
        }
        let _ = sender.send(Msg::End);
    };
    thread::Builder::new().name("input".to_owned()).spawn(read).map(drop)
}

/// Notices saves by looking at the files: a talk needs no haste, and this works on every file system.
fn watch(course: &Course, workspace: &std::path::Path, sender: Sender<Msg>) -> io::Result<()> {
    let files: Vec<(String, PathBuf)> = course
        .exercises
        .iter()
        .map(|exercise| (exercise.name.clone(), workspace.join(exercise.file())))
        .collect();
    let state = |file: &PathBuf| -> Option<(u64, SystemTime)> {
        let metadata = std::fs::metadata(file).ok()?;
        Some((metadata.len(), metadata.modified().ok()?))
    };
    // Looked at before the greeting invites to save: what is saved from then on is noticed.
    let mut known: Vec<_> = files.iter().map(|(_, file)| state(file)).collect();
    let look = move || {
        loop {
            thread::sleep(POLL);
            let now: Vec<_> = files.iter().map(|(_, file)| state(file)).collect();
            let changed = files.iter().zip(known.iter().zip(&now)).filter(|(_, (old, new))| old != new);
            let saved: Vec<String> = changed.map(|((name, _), _)| name.clone()).collect();
            known = now;
            if !saved.is_empty() && sender.send(Msg::Saved(saved)).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("watch".to_owned()).spawn(look).map(drop)
}

/// What a run adds to the progress.
fn remember(progress: &mut Progress, outcome: &crate::grade::ExerciseOutcome) {
    progress.add(&outcome.name, attempt(outcome), clue(outcome));
}
