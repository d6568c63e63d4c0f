//! What the workbench knows. Only `update` changes it; the view reads it.

use super::Workbench;
use super::areas::{Areas, Grip};
use super::draft::Draft;
use super::entry::Entry;
use super::exercise::{ExerciseState, Freshness, Status};
use super::jobs::Jobs;
use super::msg::{CaseKey, Ticket, Watching};
use super::pane::Pane;
use super::solution::Solution;
use super::step::{Play, StepState};
use super::tensors::TensorsState;
use crate::course::{Course, Exercise, Progress, Standing};
use crate::grade::{KitProgress, Points, Verdict};
use crate::sandbox::Level;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The state of the workbench.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) course: Arc<Course>,
    /// The learner's folder; `None` shows the start screen.
    pub(super) workspace: Option<PathBuf>,
    /// Whether `e` has something to start.
    pub(super) editor: Editor,
    pub(super) kit: Kit,
    pub(super) watching: Watching,
    pub(super) jobs: Jobs,
    pub(super) progress: Progress,
    /// In course order.
    pub(super) exercises: Vec<ExerciseState>,
    /// Position of the chosen function in the course.
    pub(super) selected: usize,
    pub(super) pane: Pane,
    /// First line shown, by pane position; the view keeps it inside the text.
    pub(super) scroll: [usize; Pane::ALL.len()],
    pub(super) tensors: TensorsState,
    pub(super) step: StepState,
    /// The measurement under way.
    pub(super) measuring: Option<Ticket>,
    /// How many were asked for.
    pub(super) measurements: u64,
    pub(super) help: Help,
    /// The built-in editor, while it is open.
    pub(super) draft: Option<Draft>,
    /// The text of the built-in editor as it was last handed out to be kept, by position in the course.
    pub(super) kept: Option<(usize, String)>,
    /// Functions of which an earlier session left unsaved text.
    pub(super) left: Vec<usize>,
    /// The solution beside the learner's text, while it is shown.
    pub(super) solution: Option<Solution>,
    /// The line being typed, if one is.
    pub(super) entry: Option<Entry>,
    /// Only functions whose name holds this are listed.
    pub(super) filter: String,
    /// What is looked for in the panes of text.
    pub(super) wanted: String,
    /// Said on the last line until the next key.
    pub(super) notice: Option<Notice>,
    /// Where things were drawn last.
    pub(super) areas: Areas,
    pub(super) grip: Grip,
    pub(super) life: Life,
}

/// Whether an editor of the learner's own is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Editor {
    Known,
    Unknown,
}

/// The state of the list of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Help {
    Closed,
    /// With the first line shown.
    Open(usize),
}

/// Whether the workbench goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Life {
    Running,
    Over,
}

/// Whether grading is possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kit {
    /// Nothing was heard yet.
    Unknown,
    Preparing(KitProgress),
    Ready(Level),
    Failed(String),
}

/// One sentence for the learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) text: String,
    pub(super) tone: Tone,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Calm,
    Problem,
}

/// The sums on the head line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Totals {
    /// Functions passed, optional ones included.
    pub(super) passed: usize,
    pub(super) functions: usize,
    /// Points of the graded functions.
    pub(super) score: Points,
    pub(super) max_score: Points,
    /// Points of the optional functions.
    pub(super) bonus: Points,
}

impl Model {
    /// The state before anything happened: what earlier sessions reached, and where they left off.
    pub(super) fn of(workbench: &Workbench) -> Self {
        let Workbench { course, workspace, progress, editor, notice, .. } = workbench;
        let course = Arc::new(course.as_learners_see_it());
        let exercises = course.exercises.iter();
        let mut model = Self {
            course: Arc::clone(&course),
            workspace: workspace.clone(),
            editor: if editor.is_some() { Editor::Known } else { Editor::Unknown },
            kit: Kit::Unknown,
            watching: Watching::Starting,
            jobs: Jobs::default(),
            exercises: exercises.map(|one| ExerciseState::of(one, &progress.record(&one.name))).collect(),
            progress: progress.clone(),
            selected: 0,
            pane: Pane::Lesson,
            scroll: [0; Pane::ALL.len()],
            tensors: TensorsState::default(),
            step: StepState::default(),
            measuring: None,
            measurements: 0,
            help: Help::Closed,
            draft: None,
            kept: None,
            left: Vec::new(),
            solution: None,
            entry: None,
            filter: String::new(),
            wanted: String::new(),
            notice: notice.clone().map(|text| Notice { text, tone: Tone::Problem }),
            areas: Areas::default(),
            grip: Grip::default(),
            life: Life::Running,
        };
        let selected = progress.selected.as_deref().and_then(|name| model.position(name));
        model.selected = selected.unwrap_or(0);
        if selected.is_some() {
            let titled = |title: &String| Pane::ALL.into_iter().find(|pane| pane.title() == title);
            model.pane = progress.pane.as_ref().and_then(titled).unwrap_or_default();
            let cases = &model.course.exercises[model.selected].cases;
            let case = progress.case.as_ref().and_then(|id| cases.iter().position(|case| case.id == *id));
            model.state_mut().selected_case = case.unwrap_or(0);
        }
        model
    }

    /// The chosen function.
    pub(super) fn exercise(&self) -> &Exercise {
        &self.course.exercises[self.selected]
    }

    /// The state of the chosen function.
    pub(super) fn state(&self) -> &ExerciseState {
        &self.exercises[self.selected]
    }

    /// The state of the chosen function, to change.
    pub(super) fn state_mut(&mut self) -> &mut ExerciseState {
        &mut self.exercises[self.selected]
    }

    /// The chosen case of the chosen function.
    pub(super) fn case_key(&self) -> CaseKey {
        CaseKey { exercise: self.selected, case: self.state().selected_case }
    }

    /// The position of an exercise in the course.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.course.exercises.iter().position(|exercise| exercise.name == name)
    }

    /// The functions that need one of these, directly or through others, in course order.
    pub(super) fn dependents(&self, of: &[usize]) -> Vec<usize> {
        let names: Vec<&str> = of.iter().map(|index| self.course.exercises[*index].name.as_str()).collect();
        let needs_one = |exercise: &Exercise| {
            self.course.all_needs(&exercise.name).iter().any(|need| names.contains(&need.name.as_str()))
        };
        let all = self.course.exercises.iter().enumerate();
        all.filter(|(index, exercise)| !of.contains(index) && needs_one(exercise))
            .map(|(index, _)| index)
            .collect()
    }

    /// The sums on the head line.
    pub(super) fn totals(&self) -> Totals {
        let of = |standing: Standing| {
            let all = self.course.exercises.iter().zip(&self.exercises);
            all.filter(move |(exercise, _)| exercise.standing == standing)
        };
        Totals {
            passed: self.exercises.iter().filter(|state| state.status() == Status::Passed).count(),
            functions: self.exercises.len(),
            score: of(Standing::Graded).map(|(_, state)| state.score()).sum(),
            max_score: of(Standing::Graded).map(|(exercise, _)| Points::whole(exercise.points)).sum(),
            bonus: of(Standing::Optional).map(|(_, state)| state.score()).sum(),
        }
    }

    /// The time between two beats while steps are played.
    pub(super) fn pause(&self) -> Option<Duration> {
        let playing = self.pane == Pane::Step && self.step.play == Play::Playing;
        playing.then(|| self.step.pace.pause())
    }

    /// Leaves one sentence on the last line.
    pub(super) fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone });
    }

    /// Marks verdicts that an edit may have changed.
    pub(super) fn make_stale(&mut self, exercises: &[usize]) {
        for index in exercises {
            let state = &mut self.exercises[*index];
            if state.freshness == Freshness::Fresh {
                state.freshness = Freshness::Stale;
            }
        }
    }

    /// The verdict of the chosen function's last run.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        self.state().verdict()
    }
}
