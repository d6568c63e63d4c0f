//! Does what `update` asks for: on threads where it takes time, here where the terminal is needed.

mod drafts;
mod unsaved;

use super::editor;
use super::effect::Effect;
use super::event_loop::{Host, Screen};
use super::msg::{CaseData, CaseKey, JobId, Msg, Ticket, Worker};
use super::terminal::{self, ReadOn};
use super::watch::{SourceWatch, source_folder};
use super::workers::Workers;
use super::{Create, Workbench};
use crate::course::{Course, Progress};
use crate::grade::{GradeError, Grader, Policy, Request, Setup};
use crate::sandbox::Cancel;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use unsaved::Keeper;

/// How long a case is looked at before its terms are measured.
const LINGER: Duration = Duration::from_millis(250);

/// The world outside of the model.
pub(super) struct Outside {
    /// As it is graded.
    course: Arc<Course>,
    /// As it is shown: case positions are those in here.
    shown: Arc<Course>,
    workspace: Option<PathBuf>,
    setup: Setup,
    policy: Policy,
    editor: Option<String>,
    create: Option<Create>,
    workers: Workers,
    read_on: ReadOn,
    /// Filled once by the thread that prepares it.
    grader: Arc<OnceLock<Grader>>,
    /// Stops the grading run under way.
    cancel: Cancel,
    /// Stops the measurement under way.
    measuring: Cancel,
    watch: Option<SourceWatch>,
    /// Writes progress in the order of asking.
    progress: Option<Sender<Progress>>,
    /// Keeps what is typed and not saved.
    unsaved: Option<Keeper>,
}

impl Outside {
    pub(super) fn new(workbench: Workbench, workers: Workers, read_on: ReadOn) -> Self {
        Self {
            shown: Arc::new(workbench.course.as_learners_see_it()),
            course: workbench.course,
            workspace: workbench.workspace,
            setup: workbench.setup,
            policy: workbench.policy,
            editor: workbench.editor,
            create: workbench.create,
            workers,
            read_on,
            grader: Arc::default(),
            cancel: Cancel::default(),
            measuring: Cancel::default(),
            watch: None,
            progress: None,
            unsaved: None,
        }
    }

    fn prepare(&self) {
        let (course, setup) = (Arc::clone(&self.course), self.setup.clone());
        let slot = Arc::clone(&self.grader);
        self.workers.spawn(Worker::Prepare, move |inbox| {
            let mut report = |progress| {
                let _ = inbox.send(Msg::Kit(progress));
            };
            let msg = match Grader::prepare(course, &setup, &mut report) {
                Ok(grader) => {
                    let level = grader.level();
                    let _ = slot.set(grader);
                    Msg::Ready(level)
                }
                Err(error) => Msg::Unready(error.to_string()),
            };
            let _ = inbox.send(msg);
        });
    }

    fn grade(&mut self, job: JobId, request: Request) {
        self.cancel.cancel();
        let Some(folder) = self.workspace.clone() else { return };
        let cancel = Cancel::default();
        self.cancel = cancel.clone();
        let slot = Arc::clone(&self.grader);
        self.workers.spawn(Worker::Grade(job), move |inbox| {
            let Some(grader) = slot.get() else { return };
            let mut emit = |event| {
                let _ = inbox.send(Msg::Grade { job, when: seconds_since_1970(), event });
            };
            let result = match grader.grade(&folder, &request, &cancel, &mut emit) {
                Ok(_) | Err(GradeError::Cancelled) => Ok(()),
                Err(error) => Err(error.to_string()),
            };
            let _ = inbox.send(Msg::GradeEnded(job, result));
        });
    }

    fn load_case(&self, key: CaseKey) {
        let course = Arc::clone(&self.shown);
        self.workers.spawn(Worker::LoadCase(key), move |inbox| {
            let data = CaseData::build(&course, key).map(Arc::new);
            let _ = inbox.send(Msg::CaseLoaded(key, data));
        });
    }

    fn measure(&mut self, ticket: Ticket) {
        self.measuring.cancel();
        let Some(folder) = self.workspace.clone() else { return };
        let cancel = Cancel::default();
        self.measuring = cancel.clone();
        let (slot, course, policy) = (Arc::clone(&self.grader), Arc::clone(&self.course), self.policy);
        self.workers.spawn(Worker::Measure(ticket), move |inbox| {
            // Who only passes by asks for nothing.
            thread::sleep(LINGER);
            let exercise = course.exercises.get(ticket.key.exercise);
            let case = exercise.and_then(|exercise| Some((exercise, exercise.cases.get(ticket.key.case)?)));
            let Some(((exercise, case), grader)) = case.zip(slot.get()) else { return };
            if cancel.is_cancelled() {
                return;
            }
            let measured = match grader.measure(&folder, exercise, case, policy, &cancel) {
                Err(GradeError::Cancelled) => return,
                Ok(Ok(measured)) => Some(Arc::new(measured)),
                Ok(Err(_)) | Err(_) => None,
            };
            let _ = inbox.send(Msg::Measured(ticket, measured));
        });
    }

    fn create(&self) {
        let Some(create) = self.create.clone() else { return };
        self.workers.spawn(Worker::Create, move |inbox| {
            let _ = inbox.send(Msg::Created(create()));
        });
    }

    fn watch(&mut self, workspace: PathBuf) {
        let names = self.course.exercises.iter().map(|exercise| exercise.name.clone()).collect();
        self.look_for_unsaved(&workspace);
        self.watch = SourceWatch::start(&source_folder(&workspace), names, &self.workers);
        self.workspace = Some(workspace);
    }

    /// Hands the newest progress to the thread that writes it; what came meanwhile is written once.
    fn save(&mut self, progress: Progress) {
        let Some(workspace) = self.workspace.clone() else { return };
        let workers = &self.workers;
        let writer = self.progress.get_or_insert_with(|| {
            let (sender, receiver) = channel::<Progress>();
            workers.spawn(Worker::SaveProgress, move |inbox| {
                while let Ok(first) = receiver.recv() {
                    let newest = receiver.try_iter().last().unwrap_or(first);
                    if let Err(error) = newest.save(&workspace) {
                        let _ = inbox.send(Msg::ProgressUnsaved(error.to_string()));
                    }
                }
            });
            sender
        });
        let _ = writer.send(progress);
    }

    /// The file of the exercise at this position.
    fn file(&self, exercise: usize) -> Option<PathBuf> {
        let exercise = self.course.exercises.get(exercise)?;
        self.workspace.as_ref().map(|workspace| workspace.join(exercise.file()))
    }

    fn edit(&self, exercise: &str, line: Option<usize>) -> Screen {
        let (Some(workspace), Some(command)) = (&self.workspace, &self.editor) else { return Screen::Intact };
        let file = source_folder(workspace).join(format!("{exercise}.rs"));
        let line = line.unwrap_or_else(|| {
            let source = std::fs::read_to_string(&file).unwrap_or_default();
            editor::line_to_edit(&source, exercise)
        });
        terminal::leave();
        let result = editor::edit(command, &file, line);
        self.take_back(result);
        Screen::Lost
    }

    fn suspend(&self) -> Screen {
        let result = terminal::suspend().map_err(|error| format!("Could not stop: {error}."));
        if let Err(reason) = result {
            self.take_back(Err(reason));
        }
        Screen::Lost
    }

    /// Takes the terminal over again; without it there is nothing to go on with.
    fn take_back(&self, result: Result<(), String>) {
        let msg = if terminal::enter().is_ok() { Msg::Edited(result) } else { Msg::Stop };
        self.workers.send(msg);
    }
}

impl Host for Outside {
    fn perform(&mut self, effect: Effect) -> Screen {
        match effect {
            Effect::Prepare => self.prepare(),
            Effect::Grade { job, exercises, hints_used } => {
                self.grade(job, Request { exercises, hints_used, policy: self.policy });
            }
            Effect::LoadCase(key) => self.load_case(key),
            Effect::Measure(ticket) => self.measure(ticket),
            Effect::StopMeasuring => self.measuring.cancel(),
            Effect::Create => self.create(),
            Effect::Watch(workspace) => self.watch(workspace),
            Effect::Edit { exercise, line } => return self.edit(&exercise, line),
            Effect::ReadSource { exercise } => self.read_source(exercise),
            Effect::OpenDraft { exercise, line } => self.open_draft(exercise, line),
            Effect::ReadDraft { exercise } => self.read_draft(exercise),
            Effect::WriteDraft { exercise, text, over, after } => {
                self.write_draft(exercise, text, over, after);
            }
            Effect::KeepDraft { exercise, unsaved } => self.keep_draft(exercise, unsaved),
            Effect::SaveProgress(progress) => self.save(*progress),
            Effect::Suspend => return self.suspend(),
        }
        Screen::Intact
    }

    fn input_taken(&mut self) {
        self.read_on.send();
    }
}

fn seconds_since_1970() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs())
}

impl Drop for Outside {
    /// What is still graded is of no interest any more; its processes must not outlive the workbench. What was typed
    /// is kept first.
    fn drop(&mut self) {
        self.cancel.cancel();
        self.measuring.cancel();
        if let Some(keeper) = self.unsaved.take() {
            keeper.finish();
        }
    }
}
