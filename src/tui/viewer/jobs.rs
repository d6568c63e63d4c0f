//! Work in the background that tells how far it is and can be stopped.

use super::items::Place;
use crate::formats::{Archive, Part, Progress, Source, Window};
use crate::inspect::search::Search;
use crate::inspect::{Comparison, Profile, Relation, Scope};
use crate::tensor::Tolerance;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A number for each job; what comes from others than those under way is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct JobId(u64);

/// What is to be done.
#[derive(Clone, Debug)]
pub(super) enum Work {
    /// Statistics of a part of the tensor.
    Measure { source: Source, window: Window, part: Part },
    /// From a place to the next that a predicate holds for.
    Search { source: Source, part: Part, search: Search },
    /// Statistics of a tensor that is chosen in the list, in the file that it is in.
    Glance { archive: Arc<Archive>, place: Place },
    /// Of two tensors, the cells that differ most; where their shapes do, what leads from one to the other.
    Compare { sources: [Source; 2], tolerance: Tolerance },
    /// Of many pairs of tensors, how many cells differ.
    Survey { pairs: Vec<Pair>, tolerance: Tolerance },
}

/// Two tensors of one name.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// Position of the item in the list.
    pub(super) item: usize,
    /// Expected and actual.
    pub(super) places: Vec<(Arc<Archive>, Place)>,
    /// Of one of them.
    pub(super) bytes: u64,
}

/// What comparing two tensors came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All cells agree within the tolerance.
    Same,
    /// So many cells do not; what leads to them in a few words, and what that speaks of.
    Differ(u64, Option<(Scope, String)>),
    /// There is no cell to compare with another; what leads from one shape to the other in a few words.
    ShapesDiffer(Option<String>),
    /// One of them cannot be read.
    Failed,
}

impl Outcome {
    pub(super) fn of(found: &Comparison) -> Self {
        let relation = found.relation();
        match found.cells().map(|cells| cells.mismatched) {
            None => Self::ShapesDiffer(relation.map(Relation::brief)),
            Some(0) => Self::Same,
            Some(cells) => Self::Differ(cells, relation.map(|relation| (relation.scope, relation.brief()))),
        }
    }
}

/// What it is done for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// Statistics of the tensor.
    Tensor,
    /// Statistics of the one that it is compared with.
    Actual,
    /// Statistics of the plane in sight.
    Slice,
    /// Statistics of the tensor that is chosen in the list.
    Glance,
    /// The next cell that a predicate holds for.
    Search,
    /// The cells of two tensors that differ most.
    Compare,
    /// All pairs of the list.
    Survey,
}

impl Aim {
    /// What is said while it is under way.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Tensor | Self::Actual => "statistics of the tensor",
            Self::Glance => "statistics",
            Self::Slice => "statistics of the slice",
            Self::Search => "searching",
            Self::Compare => "comparing",
            Self::Survey => "comparing all",
        }
    }
}

/// What a job says.
#[derive(Debug)]
pub(super) enum Report {
    /// How far it is.
    Progress(Progress),
    /// Statistics.
    Measured(Box<Profile>),
    /// The index, or that there is none.
    Found(Option<Vec<usize>>),
    /// How two tensors differ.
    Compared(Comparison),
    /// What came of some pairs, each by its item's position.
    Surveyed(Vec<(usize, Outcome)>),
    /// Why it could not be done, in one sentence.
    Failed(String),
    /// It was stopped.
    Stopped,
}

/// A job under way.
#[derive(Debug)]
pub(super) struct Job {
    /// What its reports are known by.
    pub(super) id: JobId,
    /// What it is done for.
    pub(super) aim: Aim,
    /// How far it is, once that is known.
    pub(super) progress: Option<Progress>,
    stop: Stop,
}

impl Job {
    /// Whether it is about the tensor that is looked at.
    pub(super) fn is_of_sheet(&self) -> bool {
        !matches!(self.aim, Aim::Survey | Aim::Glance)
    }

    /// Whether it is worth a word at the head of the screen: a glance follows whatever is chosen.
    pub(super) fn is_told(&self) -> bool {
        self.aim != Aim::Glance
    }
}

/// Stops a job, from any thread.
#[derive(Clone, Debug, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(super) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The jobs under way: at most one for each aim.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    /// Of the job that began last.
    last: JobId,
    /// In the order in which they began.
    running: Vec<Job>,
}

impl Jobs {
    /// Begins a job; an older one of the same aim is stopped.
    pub(super) fn begin(&mut self, aim: Aim) -> (JobId, Stop) {
        self.stop(|job| job.aim == aim);
        self.last = JobId(self.last.0 + 1);
        let stop = Stop::default();
        self.running.push(Job { id: self.last, aim, progress: None, stop: stop.clone() });
        (self.last, stop)
    }

    /// Notes how far a job is; `None` where it is stale.
    pub(super) fn get(&mut self, id: JobId) -> Option<&mut Job> {
        self.running.iter_mut().find(|job| job.id == id)
    }

    /// Takes a job out that has ended; `None` where it is stale.
    pub(super) fn end(&mut self, id: JobId) -> Option<Job> {
        let place = self.running.iter().position(|job| job.id == id)?;
        Some(self.running.remove(place))
    }

    /// Stops some jobs; whether there were any.
    pub(super) fn stop(&mut self, which: impl Fn(&Job) -> bool) -> bool {
        let before = self.running.len();
        for job in self.running.iter().filter(|job| which(job)) {
            job.stop.0.store(true, Ordering::Relaxed);
        }
        self.running.retain(|job| !which(job));
        self.running.len() < before
    }

    /// The one of some jobs that began last.
    pub(super) fn newest(&self, which: impl Fn(&Job) -> bool) -> Option<&Job> {
        self.running.iter().rev().find(|job| which(job))
    }

    /// The one of an aim.
    pub(super) fn of(&self, aim: Aim) -> Option<&Job> {
        self.running.iter().find(|job| job.aim == aim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_job_of_the_same_aim_stops_the_older() {
        let mut jobs = Jobs::default();
        let (first, stop) = jobs.begin(Aim::Slice);
        let (other, others_stop) = jobs.begin(Aim::Tensor);
        let (second, _) = jobs.begin(Aim::Slice);
        assert!(stop.is_asked() && !others_stop.is_asked());
        assert!(jobs.get(first).is_none() && jobs.get(second).is_some());
        assert!(jobs.end(other).is_some());
        assert!(jobs.stop(|_| true) && !jobs.stop(|_| true));
    }
}
