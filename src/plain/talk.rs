//! What is said and done in answer to what happens, as plain values.

use super::command::{COMMANDS, Command, Which};
use super::words;
use crate::course::{Course, Exercise, Progress, Visibility};
use crate::grade::{CaseOutcome, ExerciseOutcome, Verdict};
use crate::tensor::Mismatch;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Something that happened.
pub(super) enum Event {
    /// A line was typed.
    Line(String),
    /// There will be no further line.
    End,
    /// The files of these exercises were written.
    Saved(Vec<String>),
    /// The run that was asked for last is over.
    Graded(Vec<ExerciseOutcome>),
    /// That run failed, and why; the tool's fault, never the learner's.
    Failed(String),
}

/// Something to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Sentences, one a line.
    Say(Vec<String>),
    /// Grade these exercises; replaces the run before.
    Grade(Vec<String>),
    /// Write the progress file.
    Save,
    End,
}

/// The state of a talk.
pub(super) struct Talk {
    course: Arc<Course>,
    pub(super) progress: Progress,
    outcomes: BTreeMap<String, ExerciseOutcome>,
    /// Position in the course of the function talked about.
    exercise: usize,
    case: usize,
    /// How many wrong cells of the case were told.
    told: usize,
    /// What the run under way is to grade.
    running: Vec<String>,
    /// Whether the talk ends when the run under way is over.
    input: Input,
}

/// Whether further lines may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Input {
    Open,
    Ended,
}

impl Talk {
    /// A talk that begins where the last session left off.
    pub(super) fn new(course: Arc<Course>, progress: Progress) -> Self {
        let selected = progress.selected.as_deref();
        let exercise = course.exercises.iter().position(|exercise| Some(exercise.name.as_str()) == selected);
        Self {
            exercise: exercise.unwrap_or(0),
            course,
            progress,
            outcomes: BTreeMap::new(),
            case: 0,
            told: 0,
            running: Vec::new(),
            input: Input::Open,
        }
    }

    /// What is said first.
    pub(super) fn greeting(&self) -> Vec<String> {
        let name = &self.exercise().name;
        vec![
            format!("{}. {}", self.course.title, self.reached()),
            format!("The function is {name}. Type help for the commands; every save is checked."),
        ]
    }

    /// Answers an event.
    pub(super) fn take(&mut self, event: Event) -> Vec<Answer> {
        match event {
            Event::Line(line) => self.command(Command::of(&line)),
            Event::End if self.running.is_empty() => vec![Answer::End],
            Event::End => {
                self.input = Input::Ended;
                Vec::new()
            }
            Event::Saved(names) => {
                let text = format!("Saved {}. Checking.", names.join(" and "));
                self.begin(names, text)
            }
            Event::Graded(outcomes) => self.graded(outcomes),
            Event::Failed(reason) => self.over(vec![format!("The run failed: {reason}.")]),
        }
    }

    fn command(&mut self, command: Command) -> Vec<Answer> {
        match command {
            Command::Nothing => Vec::new(),
            Command::Quit => vec![Answer::End],
            Command::Help => vec![Answer::Say(help())],
            Command::List => vec![Answer::Say(self.list())],
            Command::File => vec![Answer::Say(vec![self.exercise().file()])],
            Command::Hint(name, which) => self.with_exercise(name, |talk| talk.hint(which)),
            Command::Next => vec![Answer::Say(vec![self.next_cell()])],
            Command::Case(name) => vec![Answer::Say(self.turn_to_case(name.as_deref()))],
            Command::Show(name) => self.with_exercise(name, |talk| {
                talk.progress.selected = Some(talk.exercise().name.clone());
                vec![Answer::Say(words::introduction(talk.exercise())), Answer::Save]
            }),
            Command::Check(name) => self.with_exercise(name, |talk| {
                let name = talk.exercise().name.clone();
                let text = format!("Checking {name}.");
                talk.begin(vec![name], text)
            }),
            Command::Unknown(word) => {
                vec![Answer::Say(vec![format!("There is no command {word}. Type help for the commands.")])]
            }
        }
    }

    fn begin(&mut self, names: Vec<String>, text: String) -> Vec<Answer> {
        // What the replaced run left undone is graded with the new one.
        self.running.retain(|name| !names.contains(name));
        self.running.extend(names);
        vec![Answer::Say(vec![text]), Answer::Grade(self.running.clone())]
    }

    fn graded(&mut self, outcomes: Vec<ExerciseOutcome>) -> Vec<Answer> {
        let mut sentences = Vec::new();
        for outcome in outcomes {
            super::remember(&mut self.progress, &outcome);
            sentences.extend(words::exercise(&outcome));
            if outcome.name == self.exercise().name {
                let failed = outcome.cases.iter().find(|case| words::failed(case));
                let id = failed.map(|case| case.id.clone());
                self.case = id.and_then(|id| self.case_position(&id)).unwrap_or(self.case);
                // The report told the worst cell already.
                self.told = 1;
            }
            self.outcomes.insert(outcome.name.clone(), outcome);
        }
        sentences.push(self.reached());
        let mut answers = self.over(sentences);
        answers.insert(1, Answer::Save);
        answers
    }

    /// The run is over; so is the talk, if nothing can be typed any more.
    fn over(&mut self, sentences: Vec<String>) -> Vec<Answer> {
        self.running.clear();
        let end = (self.input == Input::Ended).then_some(Answer::End);
        std::iter::once(Answer::Say(sentences)).chain(end).collect()
    }

    fn exercise(&self) -> &Exercise {
        &self.course.exercises[self.exercise]
    }

    /// Turns to a function, if there is one of this name, and answers for it.
    fn with_exercise(
        &mut self,
        name: Option<String>,
        answer: impl FnOnce(&mut Self) -> Vec<Answer>,
    ) -> Vec<Answer> {
        if let Some(name) = name {
            let Some(found) = self.course.exercises.iter().position(|exercise| exercise.name == name) else {
                let text = format!("There is no function {name}. Type list for their names.");
                return vec![Answer::Say(vec![text])];
            };
            if found != self.exercise {
                (self.exercise, self.case, self.told) = (found, 0, 0);
            }
        }
        answer(self)
    }

    /// `1 of 8 functions passed.`
    fn reached(&self) -> String {
        let passed = |exercise: &&Exercise| {
            self.progress.record(&exercise.name).last_verdict.as_deref() == Some(Verdict::Passed.name())
        };
        let passed = self.course.exercises.iter().filter(passed).count();
        format!("{passed} of {} functions passed.", self.course.exercises.len())
    }

    fn list(&self) -> Vec<String> {
        let line = |exercise: &Exercise| {
            let record = self.progress.record(&exercise.name);
            let verdict = record.last_verdict.as_deref().and_then(Verdict::named);
            let state = verdict.map_or_else(|| "not started".to_owned(), Verdict::words);
            format!("{}: {state}, best {} of {} points.", exercise.name, record.best_score, exercise.points)
        };
        std::iter::once(self.reached()).chain(self.course.exercises.iter().map(line)).collect()
    }

    fn hint(&mut self, which: Which) -> Vec<Answer> {
        let course = Arc::clone(&self.course);
        let exercise = &course.exercises[self.exercise];
        let (name, count) = (&exercise.name, exercise.hints.len());
        let record = self.progress.record(name);
        let next = exercise.next_hint(&record);
        let position = match which {
            Which::Next => next.map(|next| next.position),
            Which::Last => count.checked_sub(1),
        };
        let Some(position) = position else {
            let seen = record.seen_hints(count).into_iter();
            let mut all: Vec<String> = seen.map(|position| exercise.hints[position].text.clone()).collect();
            all.push(format!("There is no further hint for {name}."));
            return vec![Answer::Say(all)];
        };
        self.progress.see_hint(name, position, count);
        let seen = self.progress.record(name).seen_hints(count);
        let number = seen.iter().position(|seen| *seen == position).map_or(count, |place| place + 1);
        let mut said = vec![format!("Hint {number} of {count}: {}", exercise.hints[position].text)];
        let by = next.filter(|_| which == Which::Next).and_then(|next| next.by);
        said.extend(by.map(|by| format!("Chosen by the last run: {}.", by.words())));
        vec![Answer::Say(said), Answer::Save]
    }

    /// The case's position by its whole id, `exercise/case`.
    fn case_position(&self, id: &str) -> Option<usize> {
        let case = id.rsplit_once('/').map_or(id, |(_, case)| case);
        self.exercise().cases.iter().position(|known| known.id == case)
    }

    fn turn_to_case(&mut self, name: Option<&str>) -> Vec<String> {
        let count = self.exercise().cases.len();
        if count == 0 {
            return vec!["This function has no cases.".to_owned()];
        }
        self.case = match name {
            None => (self.case + 1) % count,
            Some(name) => match self.case_position(name) {
                Some(position) => position,
                None => return vec![format!("There is no case {name}.")],
            },
        };
        self.told = 1;
        let case = &self.exercise().cases[self.case];
        let mut sentences = vec![format!("Case {} of {count}, {}: {}", self.case + 1, case.id, case.about)];
        let dimensions = self.exercise().dimensions(case).into_iter();
        let dimensions: Vec<String> = dimensions.map(|(name, value)| format!("{name} is {value}")).collect();
        if case.visibility == Visibility::Visible && !dimensions.is_empty() {
            sentences.push(format!("{}.", dimensions.join(", ")));
        }
        match self.outcome_of_case() {
            Some(outcome) => sentences.extend(words::case(outcome)),
            None => sentences.push("It was not run yet. Type check.".to_owned()),
        }
        sentences
    }

    fn outcome_of_case(&self) -> Option<&CaseOutcome> {
        let outcome = self.outcomes.get(&self.exercise().name)?;
        outcome.cases.iter().find(|case| self.case_position(&case.id) == Some(self.case))
    }

    /// The wrong cells of the case that are known, output by output, worst first, each with its output's name.
    fn wrong_cells(&self) -> Option<Vec<(String, Mismatch)>> {
        let outputs = self.outcome_of_case()?.outputs.iter();
        let cells = outputs.flat_map(|output| {
            output.mismatches.iter().map(|mismatch| (output.name.clone(), mismatch.clone()))
        });
        Some(cells.collect())
    }

    fn next_cell(&mut self) -> String {
        let Some(cells) = self.wrong_cells() else { return "Nothing was run yet. Type check.".to_owned() };
        if cells.is_empty() {
            return "No wrong cell is known of this case.".to_owned();
        }
        let place = self.told % cells.len();
        self.told = place + 1;
        let (output, mismatch) = &cells[place];
        format!("{output}, {}", words::cell(mismatch))
    }
}

fn help() -> Vec<String> {
    let line = |(name, argument, what): &(&str, &str, &str)| {
        let command = if argument.is_empty() { (*name).to_owned() } else { format!("{name} {argument}") };
        format!("{command}: {what}.")
    };
    COMMANDS.iter().map(line).collect()
}

#[cfg(test)]
mod tests;
