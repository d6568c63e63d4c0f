//! What the loop needs to know of a screen.

use super::effect::Effect;
use super::look::Look;
use super::model::{Life, Model};
use super::msg::Msg;
use super::update;
use super::view::view;
use super::workers::Message;
use ratatui::Frame;
use std::time::Duration;

/// A model, what happens to it, and how it is drawn.
pub(super) trait Program {
    type Msg: Message;
    /// What happens outside of the model.
    type Effect;

    /// The effects with which it begins.
    fn begin(&mut self) -> Vec<Self::Effect>;

    /// Changes the model as the message asks for.
    fn update(&mut self, msg: Self::Msg) -> Vec<Self::Effect>;

    /// Draws the model, and notes in it where things were drawn.
    fn draw(&mut self, look: &Look, frame: &mut Frame);

    fn life(&self) -> Life;

    /// Whether the terminal may be read again after this message.
    fn is_input(msg: &Self::Msg) -> bool;

    /// What is to happen after so long without a message.
    fn beat(&self) -> Option<(Duration, Self::Msg)>;
}

impl Program for Model {
    type Msg = Msg;
    type Effect = Effect;

    fn begin(&mut self) -> Vec<Effect> {
        update::begin(self)
    }

    fn update(&mut self, msg: Msg) -> Vec<Effect> {
        update::update(self, msg)
    }

    fn draw(&mut self, look: &Look, frame: &mut Frame) {
        self.areas = view(self, look, frame);
    }

    fn life(&self) -> Life {
        self.life
    }

    fn is_input(msg: &Msg) -> bool {
        matches!(msg, Msg::Input(_))
    }

    fn beat(&self) -> Option<(Duration, Msg)> {
        Some((self.pause()?, Msg::Beat))
    }
}
