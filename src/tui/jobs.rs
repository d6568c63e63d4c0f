//! Which grading run is current, and what waits for the next one.

use super::msg::JobId;

/// The grading runs of a session: one at a time, the newest wins.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    last: JobId,
    current: Option<Job>,
    /// Positions in the course; graded when the current run is over.
    waiting: Vec<usize>,
}

/// A run under way.
#[derive(Debug)]
struct Job {
    id: JobId,
    /// Positions in the course that have no verdict yet.
    unjudged: Vec<usize>,
}

impl Jobs {
    /// Begins a run of these functions. What the run before left without a verdict waits again.
    pub(super) fn begin(&mut self, exercises: &[usize]) -> JobId {
        let left = self.current.take().map(|job| job.unjudged).unwrap_or_default();
        self.wait(&left);
        self.waiting.retain(|index| !exercises.contains(index));
        self.last = self.last.next();
        self.current = Some(Job { id: self.last, unjudged: exercises.to_vec() });
        self.last
    }

    /// Adds functions to what waits.
    pub(super) fn wait(&mut self, exercises: &[usize]) {
        self.waiting.extend(exercises);
        self.waiting.sort_unstable();
        self.waiting.dedup();
    }

    /// The functions of the current run that have no verdict yet.
    pub(super) fn unjudged(&self) -> Vec<usize> {
        self.current.as_ref().map(|job| job.unjudged.clone()).unwrap_or_default()
    }

    /// Whether events of this run are still of interest.
    pub(super) fn is_current(&self, id: JobId) -> bool {
        self.current.as_ref().is_some_and(|job| job.id == id)
    }

    /// Notes that the current run gave a verdict on a function.
    pub(super) fn judged(&mut self, exercise: usize) {
        if let Some(job) = &mut self.current {
            job.unjudged.retain(|index| *index != exercise);
        }
    }

    /// Ends the current run; gives back what it left without a verdict.
    pub(super) fn end(&mut self) -> Vec<usize> {
        self.current.take().map(|job| job.unjudged).unwrap_or_default()
    }

    /// Takes everything that waits.
    pub(super) fn take_waiting(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_run_puts_the_rest_of_the_older_one_in_the_queue() {
        let mut jobs = Jobs::default();
        let first = jobs.begin(&[0, 1, 2]);
        jobs.judged(0);
        let second = jobs.begin(&[2]);
        assert!(!jobs.is_current(first));
        assert!(jobs.is_current(second));
        assert_eq!(jobs.take_waiting(), [1]);
    }

    #[test]
    fn nothing_waits_twice() {
        let mut jobs = Jobs::default();
        jobs.wait(&[3, 1]);
        jobs.wait(&[1]);
        assert_eq!(jobs.take_waiting(), [1, 3]);
        assert_eq!(jobs.take_waiting(), [0_usize; 0]);
    }
}
