//! Compares all pairs of tensors of two files, one after the other.

use super::{TELL, sources};
use crate::formats::Progress;
use crate::inspect::compare;
use crate::tensor::Tolerance;
use crate::tui::viewer::jobs::{JobId, Outcome, Pair, Report, Stop};
use crate::tui::viewer::msg::Msg;
use std::ops::ControlFlow;
use std::sync::mpsc::Sender;
use std::time::Instant;

/// Tells what came of the pairs, some at a time.
pub(super) fn survey(id: JobId, stop: &Stop, pairs: &[Pair], tolerance: Tolerance, inbox: &Sender<Msg>) {
    let total = pairs.iter().map(|pair| pair.bytes).fold(0, u64::saturating_add);
    let mut teller = Teller { id, inbox, told: Instant::now(), found: Vec::new() };
    let mut done: u64 = 0;
    for pair in pairs {
        let mut watch = |part: Progress| {
            let share = u128::from(pair.bytes) * u128::from(part.done) / u128::from(part.total.max(1));
            let here = done.saturating_add(u64::try_from(share).unwrap_or(u64::MAX));
            if stop.is_asked() { ControlFlow::Break(()) } else { teller.tell(Progress { done: here, total }) }
        };
        if watch(Progress { done: 0, total: 1 }).is_break() {
            return;
        }
        match compared(pair, tolerance, &mut watch) {
            Some(outcome) => teller.found.push((pair.item, outcome)),
            None => return,
        }
        done = done.saturating_add(pair.bytes);
    }
    // Whoever listened may have left.
    let _ = inbox.send(Msg::Worked(id, Report::Surveyed(teller.found)));
    let _ = inbox.send(Msg::Worked(id, Report::Stopped));
}

/// What comes of one pair; `None` where the watch broke off.
fn compared(pair: &Pair, tolerance: Tolerance, watch: &mut crate::inspect::Watch<'_>) -> Option<Outcome> {
    let Ok(sources) = sources(&pair.places) else { return Some(Outcome::Failed) };
    let [expected, actual] = sources.as_slice() else { return Some(Outcome::ShapesDiffer(None)) };
    match compare([expected, actual], tolerance, 0, watch) {
        Ok(found) => found.as_ref().map(Outcome::of),
        Err(_) => Some(Outcome::Failed),
    }
}

/// Tells from time to time.
struct Teller<'a> {
    /// Of the comparison.
    id: JobId,
    /// Where it is told.
    inbox: &'a Sender<Msg>,
    /// When something was told last.
    told: Instant,
    /// What is not told yet.
    found: Vec<(usize, Outcome)>,
}

impl Teller<'_> {
    fn tell(&mut self, progress: Progress) -> ControlFlow<()> {
        if self.told.elapsed() < TELL {
            return ControlFlow::Continue(());
        }
        self.told = Instant::now();
        let found = std::mem::take(&mut self.found);
        let said = self.inbox.send(Msg::Worked(self.id, Report::Surveyed(found)));
        let said = said.and_then(|()| self.inbox.send(Msg::Worked(self.id, Report::Progress(progress))));
        if said.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}
