//! The clocks of an exchange: the time that it may take, and what of that is left.

use super::End;
use crate::sandbox::Cancel;
use crate::sandbox::platform::Process;
use std::time::{Duration, Instant};

/// The time that one exchange may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Time of computing.
    pub cpu: Duration,
    /// Time that passes.
    pub wall: Duration,
}

/// Which time was used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Time of computing.
    Cpu,
    /// Time that passes.
    Wall,
}

/// The clocks of one exchange.
pub(super) struct Watch<'a> {
    began: Instant,
    /// What the process had used of the processor by then.
    cpu: Duration,
    budget: Budget,
    cancel: &'a Cancel,
}

impl<'a> Watch<'a> {
    pub(super) fn start(process: &Process, budget: Budget, cancel: &'a Cancel) -> Self {
        Self { began: Instant::now(), cpu: process.cpu_time(), budget, cancel }
    }

    /// Time that has passed.
    pub(super) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// How long nothing can become overdue, or the end that is due now. A single thread uses no more CPU time than
    /// passes.
    pub(super) fn patience(&self, process: &Process) -> Result<Duration, End> {
        if self.cancel.is_cancelled() {
            return Err(End::Cancelled);
        }
        let left = [
            (Clock::Wall, self.budget.wall.saturating_sub(self.elapsed())),
            (Clock::Cpu, self.budget.cpu.saturating_sub(process.cpu_time().saturating_sub(self.cpu))),
        ];
        match left.iter().find(|(_, left)| left.is_zero()) {
            Some((clock, _)) => Err(End::TimedOut(*clock)),
            None => Ok(left.iter().fold(Cancel::LATENCY, |least, (_, left)| least.min(*left))),
        }
    }
}
