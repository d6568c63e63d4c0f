//! How far a run is: a line that is redrawn on a terminal, now and then a line of its own elsewhere.

use crate::commands::session::Session;
use crate::gradebook::Progress;
use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Where the progress is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Terminal,
    Lines,
    Nowhere,
}

/// Tells of progress on standard error.
pub(super) struct Meter {
    place: Place,
    begun: Instant,
    told: Mutex<Option<Instant>>,
}

/// Cells of the bar.
const WIDTH: usize = 24;

impl Meter {
    pub(super) fn new(session: &Session) -> Self {
        let place = if session.options.quiet {
            Place::Nowhere
        } else if std::io::stderr().is_terminal() && !session.is_plain() {
            Place::Terminal
        } else {
            Place::Lines
        };
        Self { place, begun: Instant::now(), told: Mutex::new(None) }
    }

    /// Tells, where it is time to.
    pub(super) fn tell(&self, progress: Progress) {
        let every = match self.place {
            Place::Nowhere => return,
            Place::Terminal => Duration::from_millis(100),
            Place::Lines => Duration::from_secs(10),
        };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_last = progress.done == progress.total;
        if !is_last && told.is_some_and(|told| told.elapsed() < every) {
            return;
        }
        *told = Some(Instant::now());
        let text = sentence(progress, self.begun.elapsed());
        // A terminal that has gone is no failure.
        let _ = match self.place {
            Place::Terminal => write!(std::io::stderr(), "\r\x1b[K{} {text}", bar(progress)),
            _ => writeln!(std::io::stderr(), "{text}"),
        };
    }

    /// Ends the line that was redrawn.
    pub(super) fn finish(&self) {
        let was_told = self.told.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        if self.place == Place::Terminal && was_told {
            let _ = writeln!(std::io::stderr());
        }
    }
}

fn bar(progress: Progress) -> String {
    let filled = WIDTH * progress.done / progress.total.max(1);
    format!("[{}{}]", "#".repeat(filled), ".".repeat(WIDTH - filled))
}

/// The rate and the remaining time count only what was judged now. A first moment says nothing of either.
#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 submissions")]
fn sentence(progress: Progress, elapsed: Duration) -> String {
    let Progress { done, total, known } = progress;
    let mut text = format!("{done} of {total} graded");
    if known > 0 {
        text = format!("{text}, {known} of them the same as judged before");
    }
    let judged = (done - known) as f64;
    let seconds = elapsed.as_secs_f64();
    if judged > 0.0 && seconds > 0.0 && (seconds >= 1.0 || done == total) {
        text = format!("{text}, {:.1} a second", judged / seconds);
        if done < total {
            let left = (total - done) as f64 * seconds / judged;
            text = format!("{text}, {} left", duration(Duration::from_secs_f64(left)));
        }
    }
    text
}

fn duration(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => format!("{} s", seconds.max(1)),
        seconds @ 60..3600 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(done: usize, known: usize, seconds: u64) -> String {
        sentence(Progress { done, total: 200, known }, Duration::from_secs(seconds))
    }

    #[test]
    fn the_rate_and_the_time_left_are_told() {
        assert_eq!(told(50, 0, 10), "50 of 200 graded, 5.0 a second, 30 s left");
        assert_eq!(
            told(150, 140, 10),
            "150 of 200 graded, 140 of them the same as judged before, 1.0 a second, 50 s left"
        );
        assert_eq!(told(200, 0, 40), "200 of 200 graded, 5.0 a second");
        assert_eq!(told(7, 7, 1), "7 of 200 graded, 7 of them the same as judged before");
        assert_eq!(told(1, 0, 60), "1 of 200 graded, 0.0 a second, 3 h 19 min left");
    }

    #[test]
    fn the_bar_fills() {
        let bar = |done| bar(Progress { done, total: 4, known: 0 });
        assert_eq!(bar(0), format!("[{}]", ".".repeat(24)));
        assert_eq!(bar(2), format!("[{}{}]", "#".repeat(12), ".".repeat(12)));
        assert_eq!(bar(4), format!("[{}]", "#".repeat(24)));
    }
}
