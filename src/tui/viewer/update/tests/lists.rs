//! What keys do in the list of entries.

use super::{sheet, value};
use crate::tensor::Scalar;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::jobs::Aim;
use crate::tui::viewer::model::Model;
use crate::tui::viewer::msg::Msg;
use crate::tui::viewer::sample::{archive, archive_with, begun, keys, model_file, send, waiting};
use ratatui::crossterm::event::Event;

fn names(model: &Model) -> Vec<&str> {
    model.list.items.iter().map(|item| item.name.as_str()).collect()
}

fn largest(model: &Model, name: &str) -> Option<f64> {
    let profile = model.glances.get(name)?.as_ref().ok()?;
    profile.statistics.finite.map(|finite| finite.max)
}

#[test]
fn a_list_folds_filters_and_leads_to_a_tensor_and_back() {
    let mut model = begun(vec![model_file(&["a.b.w", "a.b.v", "a.c", "head"])], Purpose::Look, (80, 24));
    assert!(model.sheet.is_none());
    assert_eq!(model.list.shown.len(), 6);
    keys(&mut model, "Left");
    assert_eq!(model.list.shown.len(), 2);
    keys(&mut model, "/");
    send(&mut model, [Msg::Input(vec![Event::Paste("A.B".to_owned())])]);
    assert_eq!(model.list.shown.len(), 2, "a filter holds while it is typed");
    keys(&mut model, "Enter Down Enter");
    assert_eq!(model.list.items[sheet(&model).item].name, "a.b.w", "in the order of their names");
    assert_eq!(value(&model), Scalar::U64(0));
    keys(&mut model, "o");
    assert_eq!(value(&model), Scalar::U64(8), "the next tensor of the file");
    keys(&mut model, "Esc Esc");
    assert!(model.sheet.is_none() && model.list.filter.is_empty());
    assert_eq!(model.list.item(), Some(2), "what was looked at last is still chosen");
}

#[test]
fn numbers_in_names_are_listed_by_their_values() {
    let model = begun(vec![model_file(&["h.10", "h.9", "h.1", "a"])], Purpose::Look, (80, 24));
    assert_eq!(names(&model), ["a", "h.1", "h.9", "h.10"]);
}

#[test]
fn what_is_chosen_is_measured_where_there_is_room_for_it() {
    let narrow = begun(vec![model_file(&["a", "b"])], Purpose::Look, (80, 24));
    assert!(narrow.glances.is_empty());
    let mut model = begun(vec![model_file(&["a", "b"])], Purpose::Look, (120, 24));
    assert_eq!((largest(&model, "a"), largest(&model, "b")), (Some(3.0), None));
    keys(&mut model, "Down");
    assert_eq!(largest(&model, "b"), Some(7.0));
    keys(&mut model, "s Up");
    assert_eq!(model.list_facts(), 0);
}

#[test]
fn another_line_stops_what_was_measured_for_the_last() {
    let mut model = waiting(vec![model_file(&["a", "b"])], Purpose::Look, (120, 24));
    let first = model.jobs.of(Aim::Glance).map(|job| job.id);
    assert!(first.is_some());
    // What `update` asks for is not done here: the work goes on.
    drop(crate::tui::program::Program::update(&mut model, Msg::Input(vec![Event::Paste(String::new())])));
    assert_eq!(model.jobs.of(Aim::Glance).map(|job| job.id), first, "it is asked for once");
    model.list.step(crate::tui::keys::Step::Down, 20);
    drop(crate::tui::program::Program::update(&mut model, Msg::Beat));
    assert_ne!(model.jobs.of(Aim::Glance).map(|job| job.id), first);
}

#[test]
fn a_file_that_changes_keeps_its_branches_and_the_chosen_line() {
    let many: Vec<String> = (0..40).flat_map(|at| [format!("h.{at}.w"), format!("h.{at}.b")]).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut model = begun(vec![model_file(&many)], Purpose::Look, (120, 24));
    keys(&mut model, "Down Down Down Right Down");
    let chosen = |model: &Model| model.list.item().map(|item| model.list.items[item].name.clone());
    assert_eq!(chosen(&model).as_deref(), Some("h.2.b"));
    let before = largest(&model, "h.2.b");
    let changed =
        archive("model.safetensors", &[("h.1.b", &[1]), ("h.1.w", &[2]), ("h.2.b", &[77]), ("h.2.w", &[4])]);
    send(&mut model, [Msg::Changed(0, Ok(Box::new(changed)))]);
    assert_eq!(chosen(&model).as_deref(), Some("h.2.b"));
    assert_eq!((before, largest(&model, "h.2.b")), (Some(23.0), Some(77.0)));
}

#[test]
fn what_a_file_says_about_itself_is_shown_and_scrolled() {
    let metadata = r#"{"title":"long enough to be broken into lines, and then some more of it","on":true}"#;
    let file = archive_with("m", metadata, &[("a", &[1]), ("b", &[2])]);
    let mut model = begun(vec![file], Purpose::Look, (40, 10));
    keys(&mut model, "m Down");
    assert!(model.is_covered());
    assert_eq!(model.list.chosen, 0, "what lies over the list takes the keys");
    keys(&mut model, "Esc");
    assert!(!model.is_covered());
    let mut silent = begun(vec![model_file(&["a", "b"])], Purpose::Look, (80, 24));
    keys(&mut silent, "m");
    assert!(!silent.is_covered() && silent.notice.is_some());
}
