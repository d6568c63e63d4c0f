//! Statistics and histograms, beside the grid of a tensor or the list of all.

mod comparison;
mod histogram;

use super::{bytes, grouped, percent};
use crate::formats::Progress;
use crate::inspect::statistics::Finite;
use crate::inspect::{Profile, profile::Precision};
use crate::style::counted;
use crate::tui::look::Look;
use crate::tui::view::pieces::{cut, line, sentence, shape, stack};
use crate::tui::viewer::jobs::{Aim, Job};
use crate::tui::viewer::model::Model;
use crate::tui::viewer::sheet::Sheet;
use crate::tui::viewer::tree::Kind;
use crate::tui::viewer::update::plane;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::collections::BTreeMap;

/// Columns of what a number is, and of a number.
const LABEL: usize = 10;
const NUMBER: usize = 14;

/// Which rows are told.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    /// Where there is one line for each row at least.
    Roomy,
    Always,
}

/// What stands in a row.
enum Fact {
    /// At the right of its column.
    Count(String),
    /// With its point below those of the others.
    Number(String),
}

/// A row: what it is, when it is told, and what stands in it if anything does.
type Row = (&'static str, Told, fn(&Profile) -> Option<Fact>);

/// All rows, from the smallest number to the largest where they are of one kind.
const ROWS: [Row; 14] = [
    ("elements", Told::Always, |profile| Some(Fact::Count(grouped(profile.statistics.count)))),
    ("min", Told::Always, |profile| finite(profile, |finite| finite.min)),
    ("1 %", Told::Roomy, quantile::<0>),
    ("25 %", Told::Roomy, quantile::<1>),
    ("median", Told::Always, quantile::<2>),
    ("75 %", Told::Roomy, quantile::<3>),
    ("99 %", Told::Roomy, quantile::<4>),
    ("max", Told::Always, |profile| finite(profile, |finite| finite.max)),
    ("mean", Told::Always, |profile| finite(profile, |finite| finite.mean)),
    ("deviation", Told::Always, |profile| finite(profile, |finite| finite.deviation)),
    ("zeros", Told::Always, |profile| share(profile.statistics.zeros, profile)),
    ("NaN", Told::Always, |profile| share(profile.statistics.not_a_number, profile)),
    ("+Inf", Told::Always, |profile| share(profile.statistics.positive_infinities, profile)),
    ("-Inf", Told::Always, |profile| share(profile.statistics.negative_infinities, profile)),
];

/// Numbers that are told side by side.
struct Column<'a> {
    name: &'static str,
    profile: Option<&'a Profile>,
    /// That looks for them.
    job: Option<&'a Job>,
}

/// Beside a tensor: of all of it, and of the slice in sight or of the one that it is compared with.
pub(super) fn draw(model: &Model, sheet: &Sheet, look: &Look, area: Rect, buffer: &mut Buffer) {
    let rest = comparison::draw(model, sheet, look, area, buffer);
    let here = |(measured, _): &&(_, _)| *measured == plane(sheet);
    let of = |name, profile, aim| Column { name, profile, job: model.jobs.of(aim) };
    let mut columns =
        vec![of(if model.compares() { "expected" } else { "tensor" }, sheet.whole.as_ref(), Aim::Tensor)];
    if sheet.grids() > 1 {
        columns.push(of("actual", sheet.actual.as_ref(), Aim::Actual));
    } else if !sheet.walk.sliders().is_empty() {
        columns.push(of("slice", sheet.slice.as_ref().filter(here).map(|(_, slice)| slice), Aim::Slice));
    }
    profiles(&columns, "s finds statistics", look, rest, buffer);
}

/// Beside the list: of what is chosen in it.
pub(super) fn chosen(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer) {
    let (list, palette) = (&model.list, &look.palette);
    let width = usize::from(area.width);
    let Some(node) = list.node() else { return };
    let name = match &node.kind {
        Kind::Leaf(item) => list.items[*item].name.clone(),
        Kind::Branch { .. } => list.path(list.node_position()),
    };
    let mut lines = sentence(&name, palette.strong, area.width);
    let item = match &node.kind {
        Kind::Leaf(item) => &list.items[*item],
        Kind::Branch { end, .. } => {
            lines.push(Line::default());
            lines.extend(types(model, list.node_position()..*end, look));
            stack(&lines, area, buffer);
            return;
        }
    };
    let cannot = |reason: &str| sentence(&format!("It cannot be read: {reason}."), palette.wrong, area.width);
    let description = match &item.described {
        Ok(description) => description,
        Err(reason) => {
            lines.push(Line::default());
            lines.extend(cannot(reason));
            stack(&lines, area, buffer);
            return;
        }
    };
    let facts = format!("{} {}", description.element.name(), shape(&description.shape));
    lines.push(line([(cut(&facts, width, look), palette.dim)]));
    lines.push(Line::default());
    let rest = stack(&lines, area, buffer);
    match model.glances.get(&item.name) {
        Some(Err(reason)) => {
            stack(&cannot(reason), rest, buffer);
        }
        found => {
            let profile = found.and_then(|found| found.as_ref().ok());
            let column = Column { name: "tensor", profile, job: model.jobs.of(Aim::Glance) };
            profiles(&[column], "Enter and s find statistics", look, rest, buffer);
        }
    }
}

/// Which types the tensors among these nodes have, and what all of a type take up.
fn types(model: &Model, nodes: std::ops::Range<usize>, look: &Look) -> Vec<Line<'static>> {
    let list = &model.list;
    let mut found: BTreeMap<&str, (usize, u64)> = BTreeMap::new();
    for node in list.nodes.get(nodes).unwrap_or_default() {
        let Kind::Leaf(item) = node.kind else { continue };
        let item = &list.items[item];
        let name = item.described.as_ref().map_or("unreadable", |description| description.element.name());
        let (count, size) = found.entry(name).or_default();
        (*count, *size) = (*count + 1, size.saturating_add(item.bytes));
    }
    let one = |(name, (count, size)): (&str, (usize, u64))| {
        line([
            (format!("  {name:<13}"), look.palette.text),
            (format!("{:>13}{:>11}", counted(count, "tensor"), bytes(size)), look.palette.dim),
        ])
    };
    found.into_iter().map(one).collect()
}

/// The numbers of all columns, and a histogram of each.
fn profiles(columns: &[Column<'_>], hint: &str, look: &Look, area: Rect, buffer: &mut Buffer) {
    let palette = &look.palette;
    let mut head = vec![(" ".repeat(LABEL), palette.dim)];
    for column in columns {
        let (text, style) = match (column.profile, column.job) {
            (None, Some(job)) => {
                let share = job.progress.map_or_else(|| look.running.to_owned(), percent);
                (format!("{} {share}", column.name), palette.accent)
            }
            _ => (column.name.to_owned(), palette.strong),
        };
        head.push((format!("{text:>NUMBER$}"), style));
    }
    let mut lines = vec![line(head)];
    if columns.iter().all(|column| column.profile.is_none() && column.job.is_none()) {
        lines.push(line([(format!("{hint:>width$}", width = LABEL + NUMBER * columns.len()), palette.dim)]));
    }
    let fractions: Vec<usize> = columns.iter().map(Column::longest_fraction).collect();
    let told = |least: Told| -> Vec<Line<'static>> {
        let rows = ROWS.iter().filter(|(_, told, _)| least == Told::Roomy || *told == least);
        rows.filter_map(|row| row_line(row, columns, &fractions, look)).collect()
    };
    let all = told(Told::Roomy);
    let fits = lines.len() + all.len() <= usize::from(area.height);
    lines.extend(if fits { all } else { told(Told::Always) });
    let rest = stack(&lines, area, buffer);
    let name = |column: &Column<'_>| if columns.len() > 1 { column.name } else { "histogram" };
    let shown = columns.iter().filter_map(|column| Some((name(column), column.profile?)));
    histogram::draw(&shown.collect::<Vec<_>>(), look, rest, buffer);
}

/// One row, where one of the columns has something in it.
fn row_line(
    (name, _, fact): &Row,
    columns: &[Column<'_>],
    fractions: &[usize],
    look: &Look,
) -> Option<Line<'static>> {
    let facts: Vec<Option<Fact>> = columns.iter().map(|column| column.profile.and_then(fact)).collect();
    let texts = facts.iter().zip(fractions).map(|(fact, longest)| match fact {
        None => String::new(),
        Some(Fact::Count(text)) => text.clone(),
        Some(Fact::Number(text)) => {
            let missing = fraction(text).map_or(0, |own| longest.saturating_sub(own));
            format!("{text}{}", " ".repeat(missing))
        }
    });
    let numbers = texts.map(|text| format!("{text:>NUMBER$}")).collect::<Vec<_>>().concat();
    let label = format!("{name:<LABEL$}");
    let told = facts.iter().any(Option::is_some);
    told.then(|| line([(label, look.palette.dim), (numbers, look.palette.text)]))
}

impl Column<'_> {
    /// The columns that its numbers take up from the point on, at most.
    fn longest_fraction(&self) -> usize {
        let facts = ROWS.iter().filter_map(|(_, _, fact)| self.profile.and_then(fact));
        let fractions = facts.filter_map(|fact| match fact {
            Fact::Number(text) => fraction(&text),
            Fact::Count(_) => None,
        });
        fractions.max().unwrap_or(0)
    }
}

/// The columns of a number from its point on; `None` of one with an exponent, whose point says little.
fn fraction(number: &str) -> Option<usize> {
    (!number.contains('e')).then(|| number.find('.').map_or(0, |point| number.len() - point))
}

fn finite(profile: &Profile, value: fn(&Finite) -> f64) -> Option<Fact> {
    profile.statistics.finite.as_ref().map(|finite| Fact::Number(number(value(finite))))
}

fn quantile<const SHARE: usize>(profile: &Profile) -> Option<Fact> {
    let about = if profile.precision == Precision::Exact { "" } else { "~" };
    profile.quantiles.map(|quantiles| Fact::Number(format!("{about}{}", number(quantiles[SHARE]))))
}

/// `9 228 50 %`, as far as there is room; nothing where there is none of them.
fn share(count: u64, profile: &Profile) -> Option<Fact> {
    let of = Progress { done: count, total: profile.statistics.count };
    let share = match percent(of) {
        share if share == "0 %" => "<1 %".to_owned(),
        share => share,
    };
    let both = format!("{} {share:>5}", grouped(count));
    (count > 0).then_some(Fact::Count(if both.len() < NUMBER { both } else { share }))
}

/// Six significant digits.
fn number(value: f64) -> String {
    let magnitude = value.abs();
    if value != 0.0 && !(1e-4..1e6).contains(&magnitude) {
        return format!("{value:.5e}");
    }
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
