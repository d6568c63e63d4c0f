//! The real loop on a terminal in memory, fed from a recorded stream of messages.

use super::{Host, Screen, receive, run};
use crate::tui::effect::Effect;
use crate::tui::look::Look;
use crate::tui::model::Life;
use crate::tui::msg::{JobId, Msg};
use crate::tui::pane::Pane;
use crate::tui::sample::{COLOUR, framed, graded, judged, loaded, model, ready};
use crate::tui::step::Play;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::sync::mpsc::channel;

/// Notes what it is asked for and does nothing.
#[derive(Default)]
struct Scripted {
    effects: Vec<Effect>,
    bursts: usize,
}

impl Host for Scripted {
    fn perform(&mut self, effect: Effect) -> Screen {
        let screen = if matches!(effect, Effect::Edit { .. }) { Screen::Lost } else { Screen::Intact };
        self.effects.push(effect);
        screen
    }

    fn input_taken(&mut self) {
        self.bursts += 1;
    }
}

fn press(letter: char) -> Msg {
    Msg::Input(vec![Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE))])
}

#[test]
fn a_recorded_session_ends_with_the_verdict_on_the_screen() {
    let mut model = model();
    let course = model.course.clone();
    let (sender, inbox) = channel();
    let mut recorded = loaded(&course);
    recorded.push(ready());
    recorded.extend(judged(&course, "frame", &framed()).into_iter().map(|event| graded(1, event)));
    recorded.extend([Msg::GradeEnded(JobId(1), Ok(())), press('2'), press('e')]);
    for msg in recorded {
        sender.send(msg).unwrap();
    }
    drop(sender);

    let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
    let mut host = Scripted::default();
    run(&mut terminal, &mut model, &Look::of(COLOUR), &inbox, &mut host).unwrap();

    let screen = terminal.backend().to_string();
    assert!(screen.contains("1 of 3 passed"), "{screen}");
    assert!(screen.contains("all 98 cells right"), "{screen}");
    assert_eq!(host.bursts, 2);
    assert!(matches!(host.effects.last(), Some(Effect::Edit { .. })));
}

#[test]
fn nothing_is_done_after_the_key_that_quits() {
    let mut model = model();
    let (sender, inbox) = channel();
    for msg in [press('q'), ready()] {
        sender.send(msg).unwrap();
    }
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let mut host = Scripted::default();
    run(&mut terminal, &mut model, &Look::of(COLOUR), &inbox, &mut host).unwrap();
    assert_eq!(model.life, Life::Over);
    assert!(!host.effects.iter().any(|effect| matches!(effect, Effect::Grade { .. })));
}

#[test]
fn while_steps_are_played_a_beat_comes_by_itself() {
    let mut model = model();
    let (sender, inbox) = channel();
    let mut due = None;
    model.pane = Pane::Step;
    model.step.play = Play::Playing;
    model.step.pace = (0..9).fold(model.step.pace, |pace, _| pace.faster());
    assert!(matches!(receive(&inbox, &model, &mut due), Some(Msg::Beat)));
    sender.send(press('q')).unwrap();
    assert!(matches!(receive(&inbox, &model, &mut due), Some(Msg::Input(_))));
    model.step.play = Play::Paused;
    drop(sender);
    assert!(receive(&inbox, &model, &mut due).is_none());
    assert_eq!(due, None);
}
