//! The loop: wait for messages, update, do what is asked for, draw once.

use super::effect::Effect;
use super::look::Look;
use super::model::Life;
use super::program::Program;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::{Position, Rect};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Instant;

/// The outer world, as the loop needs it.
pub(super) trait Host<E = Effect> {
    /// Does what `update` asked for.
    fn perform(&mut self, effect: E) -> Screen;

    /// The input that was sent last has been dealt with: the terminal may be read again.
    fn input_taken(&mut self);
}

/// What is on the terminal after an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Screen {
    /// What was drawn last.
    Intact,
    /// Something else: the next frame is drawn as a whole.
    Lost,
}

/// Runs until the model's life is over, or nobody is left who could send a message.
///
/// # Errors
/// When the terminal cannot be drawn to.
pub(super) fn run<B: Backend, P: Program>(
    terminal: &mut Terminal<B>,
    model: &mut P,
    look: &Look,
    inbox: &Receiver<P::Msg>,
    host: &mut impl Host<P::Effect>,
) -> Result<(), B::Error> {
    for effect in model.begin() {
        host.perform(effect);
    }
    terminal.draw(|frame| model.draw(look, frame))?;
    let mut due = None;
    while let Some(first) = receive(inbox, model, &mut due) {
        let mut screen = Screen::Intact;
        for msg in std::iter::once(first).chain(inbox.try_iter()) {
            let is_input = P::is_input(&msg);
            for effect in model.update(msg) {
                if host.perform(effect) == Screen::Lost {
                    screen = Screen::Lost;
                }
            }
            if is_input {
                host.input_taken();
            }
            if model.life() == Life::Over {
                return Ok(());
            }
        }
        if screen == Screen::Lost {
            // `Terminal::clear` would ask the terminal for the cursor, whose answer the input thread takes.
            let size = terminal.size()?;
            terminal.resize(Rect::from((Position::ORIGIN, size)))?;
        }
        terminal.draw(|frame| model.draw(look, frame))?;
    }
    Ok(())
}

/// The next message, or `None` when nobody is left to send one. While steps are played, the next beat is waited for
/// too, which is `due` at that time; otherwise the thread sleeps.
fn receive<P: Program>(inbox: &Receiver<P::Msg>, model: &P, due: &mut Option<Instant>) -> Option<P::Msg> {
    let Some((pause, beat)) = model.beat() else {
        *due = None;
        return inbox.recv().ok();
    };
    let now = Instant::now();
    // A change of pace holds at once.
    let next = due.map_or(now + pause, |due| due.min(now + pause));
    *due = Some(next);
    match inbox.recv_timeout(next.saturating_duration_since(now)) {
        Ok(msg) => Some(msg),
        Err(RecvTimeoutError::Timeout) => {
            *due = None;
            Some(beat)
        }
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

#[cfg(test)]
mod tests;
