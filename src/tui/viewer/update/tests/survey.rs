//! The comparison of all pairs of a list, and of blocks.

use super::sheet;
use crate::formats::Progress;
use crate::inspect::Scope;
use crate::tensor::{Tensor, Tolerance};
use crate::tui::viewer::Purpose;
use crate::tui::viewer::jobs::{Aim, JobId, Outcome, Report};
use crate::tui::viewer::model::Model;
use crate::tui::viewer::msg::Msg;
use crate::tui::viewer::sample::{archive, begun, counting, file, keys, send, waiting};
use ndarray::{ArrayD, IxDyn};

const COMPARE: Purpose = Purpose::Compare(Tolerance { relative: 1e-9, absolute: 0.0 });

fn outcomes(model: &Model) -> Vec<Option<Outcome>> {
    model.list.items.iter().map(|item| item.outcome.clone()).collect()
}

fn chosen(model: &Model) -> &str {
    &model.list.items[model.list.item().unwrap()].name
}

fn pair() -> [crate::tui::viewer::ViewedFile; 2] {
    let zeros = [0; 4];
    [
        archive("e", &[("a.one", &zeros), ("a.two", &[1, 2, 3, 4]), ("b", &zeros), ("gone", &zeros)]),
        archive("a", &[("a.one", &zeros), ("a.two", &[1, 9, 9, 4]), ("b", &[0, 0, 0]), ("more", &zeros)]),
    ]
}

#[test]
fn every_pair_is_compared_and_the_first_that_differs_is_chosen() {
    let model = begun(pair().into(), COMPARE, (100, 30));
    let expected =
        [Some(Outcome::Same), Some(Outcome::Differ(2, None)), Some(Outcome::ShapesDiffer(None)), None, None];
    assert_eq!(outcomes(&model), expected);
    assert_eq!(chosen(&model), "a.two");
    assert!(model.jobs.of(Aim::Survey).is_none(), "it has ended");
}

#[test]
fn a_pair_says_in_few_words_what_leads_from_one_to_the_other() {
    let (expected, tripled) = ([1, 5, 7, 20, 33, 41, 8, 2], [3, 15, 21, 60, 99, 123, 24, 6]);
    let reversed: Vec<u8> = expected.iter().rev().copied().collect();
    let files = [
        archive("e", &[("model.factor", &expected), ("model.order", &expected), ("model.short", &expected)]),
        archive("a", &[("factor", &tripled), ("order", &reversed), ("short", &expected[2..6])]),
    ];
    let model = begun(files.into(), COMPARE, (100, 30));
    let words = |scope, text: &str| Some((scope, text.to_owned()));
    let expected = [
        Some(Outcome::Differ(8, words(Scope::EveryCell, "3 × expected"))),
        Some(Outcome::Differ(8, words(Scope::Tensor, "reversed along axis 0"))),
        Some(Outcome::ShapesDiffer(None)),
    ];
    assert_eq!(outcomes(&model), expected, "one prefix is passed over; four numbers are too few");
}

#[test]
fn keys_lead_from_difference_to_difference_also_into_closed_branches() {
    let mut model = begun(pair().into(), COMPARE, (100, 30));
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(chosen(&model).to_owned());
        keys(&mut model, "n");
    }
    assert_eq!(seen, ["a.two", "b", "gone", "more", "a.two"]);
    keys(&mut model, "N N");
    assert_eq!(chosen(&model), "more", "back around the beginning: b, a.two, more");
    keys(&mut model, "Up Up Up Up Up Up Left n");
    assert_eq!(chosen(&model), "a.two");
}

#[test]
fn a_line_that_was_chosen_by_hand_stays_chosen() {
    let mut model = waiting(pair().into(), COMPARE, (100, 30));
    keys(&mut model, "Down Down");
    let (by_hand, id) = (model.list.chosen, survey(&model));
    send(&mut model, [Msg::Worked(id, Report::Surveyed(vec![(0, Outcome::Differ(1, None))]))]);
    assert_eq!(model.list.chosen, by_hand);
    assert_eq!(outcomes(&model)[0], Some(Outcome::Differ(1, None)));
}

#[test]
fn the_first_difference_is_chosen_only_when_all_before_are_known() {
    let mut model = waiting(pair().into(), COMPARE, (100, 30));
    let id = survey(&model);
    assert_eq!(model.list.chosen, 0);
    send(&mut model, [Msg::Worked(id, Report::Surveyed(vec![(1, Outcome::Differ(1, None))]))]);
    assert_eq!(model.list.chosen, 0, "the first pair may differ too");
    send(&mut model, [Msg::Worked(id, Report::Surveyed(vec![(0, Outcome::Same)]))]);
    assert_eq!(chosen(&model), "a.two");
}

#[test]
fn esc_stops_the_comparison_in_the_list_and_only_there() {
    let mut model = waiting(pair().into(), COMPARE, (100, 30));
    let id = survey(&model);
    send(&mut model, [Msg::Worked(id, Report::Progress(Progress { done: 1, total: 9 }))]);
    keys(&mut model, "Down Enter Esc");
    assert!(model.sheet.is_none() && model.jobs.of(Aim::Survey).is_some(), "it goes on beside a tensor");
    keys(&mut model, "Esc");
    assert!(model.jobs.of(Aim::Survey).is_none());
    send(&mut model, [Msg::Worked(id, Report::Surveyed(vec![(1, Outcome::Same)]))]);
    assert_eq!(outcomes(&model)[1], None, "what comes late is stale");
    keys(&mut model, "Down Enter");
    assert_eq!(
        outcomes(&model)[1],
        Some(Outcome::Differ(2, None)),
        "what is opened is compared all the same"
    );
}

#[test]
fn a_file_that_changes_is_compared_anew() {
    let [expected, actual] = pair();
    let mut model = begun(vec![expected, actual], COMPARE, (100, 30));
    let [expected, _] = pair();
    send(&mut model, [Msg::Changed(1, Ok(Box::new(expected)))]);
    assert_eq!(outcomes(&model), vec![Some(Outcome::Same); 4]);
}

fn survey(model: &Model) -> JobId {
    model.jobs.of(Aim::Survey).unwrap().id
}

/// Marks of the blocks of 64 × 64 elements, two by two of them.
fn marks(expected: &Tensor, actual: &Tensor, typed: &str) -> Vec<bool> {
    marks_by(COMPARE, expected, actual, typed)
}

fn marks_by(purpose: Purpose, expected: &Tensor, actual: &Tensor, typed: &str) -> Vec<bool> {
    let files = vec![file("e.npy", expected), file("a.npy", actual)];
    let mut model = begun(files, purpose, (60, 14));
    keys(&mut model, typed);
    let tile = sheet(&model).tile.as_ref().unwrap();
    assert!(tile.wanted.rectangle.patch.is_several());
    let marked = &tile.cells[if tile.cells.len() > 3 { 3 } else { 2 }];
    marked.values.doubles().into_iter().map(|value| value != 0.0).collect()
}

fn with(tensor: &Tensor, changes: &[([usize; 2], f64)]) -> Tensor {
    let mut tensor = tensor.clone();
    if let Tensor::F64(values) = &mut tensor {
        for (at, change) in changes {
            values[*at] += change;
        }
    }
    tensor
}

#[test]
fn blocks_are_marked_where_single_cells_would_be() {
    let expected = counting(&[64, 64]);
    let slight = with(&expected, &[([5, 5], 1e-10), ([60, 60], -1e-10)]);
    assert!(!marks(&expected, &slight, "z").contains(&true), "within the tolerance");
    let one = with(&slight, &[([60, 1], 1e-3)]);
    for typed in ["z", "z m"] {
        let marked = marks(&expected, &one, typed);
        assert_eq!(marked.iter().filter(|marked| **marked).count(), 1, "{typed}");
    }
    let cancelled = with(&expected, &[([0, 0], 2.0), ([0, 1], -2.0)]);
    for typed in ["z", "z m"] {
        assert!(marks(&expected, &cancelled, typed)[0], "a mean of 0 hides nothing: {typed}");
    }
}

#[test]
fn grids_of_blocks_are_filled_together_and_hold_what_single_passes_would() {
    let expected = counting(&[300, 200]);
    let actual = with(&expected, &[([250, 150], 9.0), ([0, 199], -7.0)]);
    for typed in ["z", "z t", "z m", "z t m"] {
        let files = vec![file("e.npy", &expected), file("a.npy", &actual)];
        let mut model = begun(files, COMPARE, (60, 14));
        keys(&mut model, typed);
        let readers = sheet(&model).readers().unwrap().clone();
        let tile = sheet(&model).tile.clone().unwrap();
        assert_eq!(tile.cells.len(), if typed.contains('m') { 4 } else { 3 });
        let mut alone = Vec::new();
        for source in readers.sources() {
            let one = crate::tui::viewer::reading::Readers::One(source.clone());
            let read = one.read(&tile.wanted, &mut |_, _| std::ops::ControlFlow::Continue(()));
            alone.extend(read.unwrap().unwrap().cells);
        }
        assert_eq!(tile.cells[..2], alone, "{typed}");
        let mut seen = Vec::new();
        let stopped = readers.read(&tile.wanted, &mut |so_far, progress| {
            seen.push((so_far().cells, progress));
            let enough = seen.len() > 20;
            if enough { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
        });
        assert_eq!(stopped.unwrap(), None);
        let (cells, progress) = seen.pop().unwrap();
        assert!(progress.done < progress.total && seen.windows(2).all(|two| two[0].1.done <= two[1].1.done));
        let count = |cells: &crate::inspect::plane::Cells| {
            cells.known.as_ref().map_or(0, |known| known.iter().filter(|known| **known).count())
        };
        assert!(count(&cells[0]) > 0 && count(&cells[2]) > 0, "all grids at once: {typed}");
    }
}

#[test]
fn blocks_tell_large_integers_apart() {
    let expected = Tensor::I64(ArrayD::from_elem(IxDyn(&[64, 64]), i64::MAX));
    let mut actual = expected.clone();
    if let Tensor::I64(values) = &mut actual {
        values[[63, 63]] -= 1;
    }
    let exactly = Purpose::Compare(Tolerance { relative: 0.0, absolute: 0.0 });
    assert_eq!(marks_by(exactly, &expected, &actual, "z").iter().filter(|marked| **marked).count(), 1);
    let unsigned = Tensor::U64(ArrayD::from_elem(IxDyn(&[64, 64]), i64::MAX.unsigned_abs()));
    assert!(!marks_by(exactly, &expected, &unsigned, "z").contains(&true), "of another type, but the same");
    assert!(marks_by(exactly, &actual, &unsigned, "z").contains(&true), "nor do doubles round it away");
    let mut missing = with(&counting(&[64, 64]), &[]);
    if let Tensor::F64(values) = &mut missing {
        values[[9, 9]] = f64::NAN;
    }
    assert_eq!(marks(&counting(&[64, 64]), &missing, "z").iter().filter(|marked| **marked).count(), 1);
    assert!(!marks(&missing, &missing, "z").contains(&true), "NaN where NaN is expected");
}
