//! The loop: wait for messages, update, do what is asked for, draw once.

use super::effect::Effect;
use super::look::Look;
use super::model::{Life, Model};
use super::msg::Msg;
use super::update::{begin, update};
use super::view::view;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::{Position, Rect};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Instant;

/// The outer world, as the loop needs it.
pub(super) trait Host {
    /// Does what `update` asked for.
    fn perform(&mut self, effect: Effect) -> Screen;

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
pub(super) fn run<B: Backend>(
    terminal: &mut Terminal<B>,
    model: &mut Model,
    look: &Look,
    inbox: &Receiver<Msg>,
    host: &mut impl Host,
) -> Result<(), B::Error> {
    for effect in begin(model) {
        host.perform(effect);
    }
    draw(terminal, model, look)?;
    let mut due = None;
    while let Some(first) = receive(inbox, model, &mut due) {
        let mut screen = Screen::Intact;
        for msg in std::iter::once(first).chain(inbox.try_iter()) {
            let is_input = matches!(msg, Msg::Input(_));
            for effect in update(model, msg) {
                if host.perform(effect) == Screen::Lost {
                    screen = Screen::Lost;
                }
            }
            if is_input {
                host.input_taken();
            }
            if model.life == Life::Over {
                return Ok(());
            }
        }
        if screen == Screen::Lost {
            // `Terminal::clear` would ask the terminal for the cursor, whose answer the input thread takes.
            let size = terminal.size()?;
            terminal.resize(Rect::from((Position::ORIGIN, size)))?;
        }
        draw(terminal, model, look)?;
    }
    Ok(())
}

/// The next message, or `None` when nobody is left to send one. While steps are played, the next beat is waited for
/// too, which is `due` at that time; otherwise the thread sleeps.
fn receive(inbox: &Receiver<Msg>, model: &Model, due: &mut Option<Instant>) -> Option<Msg> {
    let Some(pause) = model.beat() else {
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
            Some(Msg::Beat)
        }
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

fn draw<B: Backend>(terminal: &mut Terminal<B>, model: &mut Model, look: &Look) -> Result<(), B::Error> {
    let mut areas = None;
    terminal.draw(|frame| areas = Some(view(model, look, frame)))?;
    model.areas = areas.unwrap_or_default();
    Ok(())
}

#[cfg(test)]
mod tests;
