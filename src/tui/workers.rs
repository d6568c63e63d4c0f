//! Named threads that report to the one inbox, their panics included.

use super::msg::{Msg, Worker};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::thread;

/// Starts threads; every clone's threads report to the same inbox.
#[derive(Clone, Debug)]
pub(super) struct Workers {
    inbox: Sender<Msg>,
}

impl Workers {
    /// Threads that report to `inbox`.
    pub(super) const fn new(inbox: Sender<Msg>) -> Self {
        Self { inbox }
    }

    /// Sends a message oneself. The inbox outlives the loop, so nobody misses what cannot be sent.
    pub(super) fn send(&self, msg: Msg) {
        let _ = self.inbox.send(msg);
    }

    /// Starts a thread. If it panics, or cannot be started, that is a message.
    pub(super) fn spawn(&self, worker: Worker, work: impl FnOnce(&Sender<Msg>) + Send + 'static) {
        let inbox = self.inbox.clone();
        let body = move || {
            // What the work leaves half done is dropped with it: it owns all that it changes.
            if let Err(payload) = catch_unwind(AssertUnwindSafe(|| work(&inbox))) {
                let _ = inbox.send(Msg::Panicked(worker, text_of(payload.as_ref())));
            }
        };
        if let Err(error) = thread::Builder::new().name(worker.name().to_owned()).spawn(body) {
            self.send(Msg::Panicked(worker, format!("it could not be started: {error}")));
        }
    }
}

/// What a panic said.
fn text_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no text".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_panic_becomes_a_message() {
        let (sender, inbox) = channel();
        Workers::new(sender).spawn(Worker::Create, |_| panic!("out of {}", "luck"));
        let msg = inbox.recv().unwrap();
        assert!(matches!(msg, Msg::Panicked(Worker::Create, text) if text == "out of luck"));
    }
}
