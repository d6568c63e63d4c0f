//! Cases through a program: in order, then reversed in a fresh process. What a dead process leaves is run in another.

mod death;

use super::wire::{self, Answer, Frame, Token};
use super::{GradeError, Verdict, clean};
use crate::course::{Case, CourseError, Exercise, Input, Limits, Visibility};
use crate::sandbox::{Budget, Cancel, Child, Clock, End, Exchange, Extent, Program, ProgramLimits, Sandbox};
use std::collections::BTreeMap;
use std::time::Duration;

/// One case, ready to be sent.
pub(super) struct Task<'a> {
    pub(super) exercise: &'a Exercise,
    pub(super) case: &'a Case,
    request: Vec<u8>,
    /// The most bytes that are taken for an answer.
    room: u64,
}

/// What came of a task.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) result: Ran,
    pub(super) wall: Duration,
    pub(super) stdout: String,
    pub(super) stderr: String,
    pub(super) extent: Extent,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ran {
    Answered(Answer),
    /// The process did not survive it.
    Died(Verdict, String),
    /// The function had its chances.
    Skipped,
}

/// Runs the tasks of one program.
pub(super) struct Runner<'a> {
    pub(super) sandbox: &'a Sandbox,
    pub(super) limits: &'a Limits,
    pub(super) cancel: &'a Cancel,
    pub(super) program: &'a Program,
    /// Time that the submission's cases have taken, over all its programs.
    pub(super) spent: Duration,
}

/// A function that has killed so many processes gets no other.
const MOST_DEATHS: usize = 3;
/// Address space beyond the memory limit: code, stack, and what the allocator keeps in reserve.
const SPARE_ADDRESSES: u64 = 256 << 20;
/// An answer may have so many times the cells of the right one, so that its shape can be told.
const SPACIOUS: u64 = 4;
const BYTES_OF_CELL: u64 = 8;
/// Bytes that any answer may have. All answers of a submission are in memory at the same time.
const LEAST_ROOM: u64 = 1 << 20;
/// For the end of a process that has answered everything.
const FAREWELL: Budget = Budget { cpu: Duration::from_secs(1), wall: Duration::from_secs(2) };

impl<'a> Task<'a> {
    /// Every case of an exercise.
    pub(super) fn all(exercise: &'a Exercise) -> Result<Vec<Self>, CourseError> {
        exercise.cases.iter().map(|case| Ok(Self::new(exercise, case, &exercise.inputs(case)?))).collect()
    }

    /// A case with any inputs of its shapes.
    pub(super) fn new(exercise: &'a Exercise, case: &'a Case, inputs: &[Input]) -> Self {
        let cells = exercise.expected_cells(case).unwrap_or(u64::MAX);
        let room = cells.saturating_mul(SPACIOUS * BYTES_OF_CELL).saturating_add(LEAST_ROOM);
        Self { exercise, case, request: wire::request(SEQUENCE_IN_PASS, &exercise.name, inputs), room }
    }

    /// The request with the number that it has in this pass.
    fn request(&self, sequence: u64) -> Vec<u8> {
        let mut request = self.request.clone();
        // The number follows the length.
        request[8..16].copy_from_slice(&sequence.to_le_bytes());
        request
    }
}

/// Stands in for the number that a request gets when it is sent.
const SEQUENCE_IN_PASS: u64 = 0;

impl Runner<'_> {
    /// Both passes: one run a task for each, the second `None` where the first gave no answer. In each, hidden cases
    /// come after all visible ones, so that nothing seen of a visible case can tell what a hidden one was.
    pub(super) fn run(&mut self, tasks: &[Task<'_>]) -> Result<Vec<(Run, Option<Run>)>, GradeError> {
        let is_hidden = |index: &usize| tasks[*index].case.visibility == Visibility::Hidden;
        let mut forward: Vec<usize> = (0..tasks.len()).collect();
        forward.sort_by_key(is_hidden);
        let first = self.pass(tasks, &forward)?;
        let answered = |index: &usize| matches!(first.get(index), Some(Run { result: Ran::Answered(_), .. }));
        let mut backward: Vec<usize> = (0..tasks.len()).rev().filter(answered).collect();
        backward.sort_by_key(is_hidden);
        let mut second = self.pass(tasks, &backward)?;
        Ok(first.into_iter().map(|(index, run)| (run, second.remove(&index))).collect())
    }

    /// One pass, in order.
    pub(super) fn once(&mut self, tasks: &[Task<'_>]) -> Result<Vec<Run>, GradeError> {
        let order: Vec<usize> = (0..tasks.len()).collect();
        Ok(self.pass(tasks, &order)?.into_values().collect())
    }

    /// The tasks in the given order, in one process where none dies.
    fn pass(&mut self, tasks: &[Task<'_>], order: &[usize]) -> Result<BTreeMap<usize, Run>, GradeError> {
        let mut runs = BTreeMap::new();
        let mut deaths: BTreeMap<&str, usize> = BTreeMap::new();
        let mut session: Option<Session> = None;
        let mut last = None;
        for &index in order {
            let task = &tasks[index];
            let name = task.exercise.name.as_str();
            if deaths.get(name).is_some_and(|count| *count >= MOST_DEATHS) {
                runs.insert(index, Run::without_output(Ran::Skipped));
                continue;
            }
            let run = if self.spent > self.limits.submission {
                Run::without_output(Ran::Died(Verdict::TimedOut, self.all_used_up()))
            } else {
                let (run, stray) = self.task(task, &mut session)?;
                if let (Some(reason), Some(last)) = (stray, last) {
                    runs.insert(last, Run::without_output(death::by_misuse(&reason)));
                }
                run
            };
            if let Ran::Died(verdict, _) = run.result {
                session = None;
                let count = deaths.entry(name).or_default();
                *count = if verdict == Verdict::TimedOut { MOST_DEATHS } else { *count + 1 };
            }
            runs.insert(index, run);
            last = Some(index);
        }
        if let (Some(session), Some(last)) = (session, last)
            && let Some(died) = self.farewell(session)?
        {
            runs.insert(last, Run::without_output(died));
        }
        Ok(runs)
    }

    /// One task in the running process, or in a fresh one; also what a process said unasked before this task.
    fn task(
        &mut self,
        task: &Task<'_>,
        session: &mut Option<Session>,
    ) -> Result<(Run, Option<String>), GradeError> {
        let mut stray = None;
        loop {
            let mut current = match session.take() {
                Some(current) => current,
                None => self.start()?,
            };
            let (end, frame, wall) = self.exchange(&mut current, task)?;
            self.spent += wall;
            match end {
                Some(End::Cancelled) => return Err(GradeError::Cancelled),
                Some(End::Refused(reason)) if frame.is_untouched() && current.sequence > 1 => {
                    stray = Some(reason);
                }
                // A machine that is busy with other things gets a second chance, in a process of its own.
                Some(End::TimedOut(Clock::Wall)) if current.sequence > 1 => {}
                end => {
                    let result = match (end, frame.excess()) {
                        (None, _) => answer(frame),
                        (Some(End::Refused(_)), Some(bytes)) => death::by_size(bytes),
                        (Some(end), _) => death::of(&end, self.limits),
                    };
                    let run = collect(&mut current, result, wall)?;
                    *session = Some(current);
                    return Ok((run, stray));
                }
            }
        }
    }

    fn exchange(
        &self,
        session: &mut Session,
        task: &Task<'_>,
    ) -> Result<(Option<End>, Frame, Duration), GradeError> {
        let sequence = session.sequence;
        session.sequence += 1;
        let mut request = task.request(sequence);
        if sequence == 0 {
            request = [wire::preamble(&session.token, self.limits.memory), request].concat();
        }
        let mut frame = Frame::answer(session.token, sequence, task.room);
        let budget = Budget { cpu: self.limits.case_cpu, wall: self.limits.case_wall };
        let begun = std::time::Instant::now();
        let end = match session.child.exchange(&request, budget, &mut frame, self.cancel)? {
            Exchange::Replied { .. } => None,
            Exchange::Ended(end) => Some(end),
        };
        Ok((end, frame, begun.elapsed()))
    }

    fn start(&self) -> Result<Session, GradeError> {
        let limits = ProgramLimits {
            address_space: self.limits.memory + SPARE_ADDRESSES,
            cpu: self.limits.submission,
            output: self.limits.output,
        };
        let mut token = Token::default();
        getrandom::fill(&mut token)
            .map_err(|error| GradeError::step("draw a random token", &error.to_string()))?;
        Ok(Session { child: self.sandbox.start(self.program, &limits)?, token, sequence: 0 })
    }

    /// Lets a process end; what it does then, where that is not right.
    fn farewell(&self, mut session: Session) -> Result<Option<Ran>, GradeError> {
        let mut frame = Frame::end(session.token);
        let end = session.child.finish(FAREWELL, &mut frame, self.cancel)?;
        Ok(match end {
            End::Cancelled => return Err(GradeError::Cancelled),
            End::Exited(0) if frame.is_complete() => None,
            end => Some(death::of(&end, self.limits)),
        })
    }

    fn all_used_up(&self) -> String {
        format!(
            "the submission's {} s for all cases were used up before this one",
            self.limits.submission.as_secs()
        )
    }
}

/// A running program, and where the conversation with it stands.
struct Session {
    child: Child,
    token: Token,
    /// The number of the next request; so many were sent.
    sequence: u64,
}

impl Run {
    fn without_output(result: Ran) -> Self {
        Self {
            result,
            wall: Duration::ZERO,
            stdout: String::new(),
            stderr: String::new(),
            extent: Extent::Whole,
        }
    }
}

fn answer(frame: Frame) -> Ran {
    frame
        .answer
        .map_or_else(|| Ran::Died(Verdict::InternalError, "the answer was lost".to_owned()), Ran::Answered)
}

fn collect(session: &mut Session, result: Ran, wall: Duration) -> Result<Run, GradeError> {
    let captured = session.child.take_output()?;
    let (stdout, stderr) = (clean(&captured.stdout), clean(&captured.stderr));
    let result = death::by_stack(result, &stderr);
    Ok(Run { result, wall, stdout, stderr, extent: captured.extent })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_got_lost_is_a_fault_of_ours() {
        let nothing = Frame::answer(Token::default(), 0, 0);
        assert!(matches!(answer(nothing), Ran::Died(Verdict::InternalError, _)));
    }
}
