//! Named threads that report to the one inbox, their panics included.

use super::msg::Msg;
use crate::grade::panic_text;
use ratatui::crossterm::event::Event;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::thread;

/// Starts threads; every clone's threads report to the same inbox.
#[derive(Debug)]
pub(super) struct Workers<M = Msg> {
    inbox: Sender<M>,
}

/// What the threads of a screen send: what each says of its own, and what every screen must know.
pub(super) trait Message: Sized + Send + 'static {
    /// The screen's threads.
    type Worker: Thread;

    /// What the terminal reported, as much as was there at once.
    fn input(events: Vec<Event>) -> Self;

    /// The process was asked to end.
    fn stop() -> Self;

    /// A thread panicked.
    fn panicked(worker: Self::Worker, text: String) -> Self;
}

/// A thread of ours, by what it does.
pub(super) trait Thread: Copy + Send + 'static {
    /// Reads the terminal.
    const INPUT: Self;
    /// Waits for signals.
    const SIGNALS: Self;

    fn name(self) -> &'static str;
}

impl<M> Clone for Workers<M> {
    fn clone(&self) -> Self {
        Self { inbox: self.inbox.clone() }
    }
}

impl<M: Message> Workers<M> {
    /// Threads that report to `inbox`.
    pub(super) const fn new(inbox: Sender<M>) -> Self {
        Self { inbox }
    }

    /// Sends a message oneself. The inbox outlives the loop, so nobody misses what cannot be sent.
    pub(super) fn send(&self, msg: M) {
        let _ = self.inbox.send(msg);
    }

    /// Starts a thread. If it panics, or cannot be started, that is a message.
    pub(super) fn spawn(&self, worker: M::Worker, work: impl FnOnce(&Sender<M>) + Send + 'static) {
        let inbox = self.inbox.clone();
        let body = move || {
            // What the work leaves half done is dropped with it: it owns all that it changes.
            if let Err(payload) = catch_unwind(AssertUnwindSafe(|| work(&inbox))) {
                let _ = inbox.send(M::panicked(worker, panic_text(payload.as_ref())));
            }
        };
        if let Err(error) = thread::Builder::new().name(worker.name().to_owned()).spawn(body) {
            self.send(M::panicked(worker, format!("it could not be started: {error}")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::msg::Worker;
    use std::sync::mpsc::channel;

    #[test]
    fn a_panic_becomes_a_message() {
        let (sender, inbox) = channel();
        Workers::new(sender).spawn(Worker::Create, |_| panic!("out of {}", "luck"));
        let msg = inbox.recv().unwrap();
        assert!(matches!(msg, Msg::Panicked(Worker::Create, text) if text == "out of luck"));
    }
}
