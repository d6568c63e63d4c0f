//! The workbench on a terminal in memory: every frame is drawn, nothing outside is touched.

use super::Workbench;
use super::effect::Effect;
use super::look::Look;
use super::model::Model;
use super::msg::{CaseData, JobId, Msg};
use super::update::{begin, update};
use super::view::view;
use crate::grade::GradeEvent;
use crate::sandbox::Level;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::sync::Arc;

/// A session without a terminal, threads or files, to measure or to look at frames.
#[derive(Debug)]
pub struct Rehearsal {
    terminal: Terminal<TestBackend>,
    model: Model,
    look: Look,
}

impl Rehearsal {
    /// Begins a session; its first frame is drawn.
    ///
    /// # Errors
    /// Never in practice: a terminal in memory can always be drawn to.
    pub fn begin(workbench: &Workbench, (width, height): (u16, u16)) -> std::io::Result<Self> {
        let terminal = Terminal::new(TestBackend::new(width, height)).map_err(std::io::Error::other)?;
        let mut rehearsal = Self { terminal, model: Model::of(workbench), look: Look::of(workbench.theme) };
        let effects = begin(&mut rehearsal.model);
        rehearsal.perform(effects);
        rehearsal.draw()?;
        Ok(rehearsal)
    }

    /// Presses a letter and draws the frame that follows.
    ///
    /// # Errors
    /// Never in practice.
    pub fn press(&mut self, letter: char) -> std::io::Result<()> {
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        self.take(Msg::Input(vec![Event::Key(key)]));
        self.draw()
    }

    /// Takes what grading would say, as of the run that begins when grading becomes possible.
    ///
    /// # Errors
    /// Never in practice.
    pub fn graded(&mut self, events: Vec<GradeEvent>) -> std::io::Result<()> {
        self.take(Msg::Ready(Level::Full));
        for event in events {
            self.take(Msg::Grade { job: JobId(1), when: 0, event });
        }
        self.draw()
    }

    /// The last frame, without its styles.
    #[must_use]
    pub fn screen(&self) -> String {
        self.terminal.backend().to_string()
    }

    fn take(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg);
        self.perform(effects);
    }

    /// Tensors are built at once; everything else is left undone.
    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::LoadCase(key) = effect {
                let data = CaseData::build(&self.model.course, key).map(Arc::new);
                self.take(Msg::CaseLoaded(key, data));
            }
        }
    }

    fn draw(&mut self) -> std::io::Result<()> {
        let mut areas = None;
        let (model, look) = (&self.model, &self.look);
        self.terminal.draw(|frame| areas = Some(view(model, look, frame))).map_err(std::io::Error::other)?;
        self.model.areas = areas.unwrap_or_default();
        Ok(())
    }
}
