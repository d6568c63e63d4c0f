//! What was found, for people: in a terminal and in the log of a build.

use super::layout::{Page, indented, widest};
use super::table::{cells, short};
use super::{Compared, Finding, Found, Prefix, Row, Subject, Verdict};
use crate::commands::notice::one_line;
use crate::formats::Description;
use crate::inspect::Difference;
use crate::style::{Line, Meaning, counted};
use crate::tensor::{Scalar, Tolerance, scalar_text, shape_text};
use unicode_width::UnicodeWidthStr;

/// Of several tensors, so many of the worst cells are told of each.
const WORST: usize = 3;
/// Of more tensors that differ, no cells are told.
const MANY: usize = 8;
/// Up to so many tensors, those that are equal are listed too.
const FEW: usize = 12;
/// How far what belongs to a line is indented.
const INDENT: usize = 2;

pub(super) fn lines(found: &Found<'_>, page: &Page) -> Vec<Line> {
    match (found.subject, found.rows.first().map(|row| &row.finding)) {
        (Subject::Tensors, Some(Finding::Compared(compared))) => one(found, compared, page),
        _ => several(found, page),
    }
}

/// Two tensors.
fn one(found: &Found<'_>, compared: &Compared, page: &Page) -> Vec<Line> {
    let mut head = Line::default();
    if compared.is_equal() {
        page.push(&mut head, Meaning::Right, "equal");
        page.push(&mut head, Meaning::Text, &format!(": {}", agreement(compared, found.tolerance)));
        return vec![head];
    }
    page.push(&mut head, Meaning::Wrong, "different");
    page.push(&mut head, Meaning::Strong, &format!(": {}", what_differs(compared, found.tolerance)));
    let mut lines = vec![head];
    let names = found.files.map(|named| match named.one() {
        Some(entry) => page.fitted(&one_line(&named.title(entry)), 2),
        None => one_line(&named.file),
    });
    let width = widest(names.iter());
    for ((side, name), description) in ["expected", "actual"].iter().zip(&names).zip(&compared.described) {
        let mut line = indented(INDENT);
        page.push(&mut line, Meaning::Dim, &format!("{side:<8}  "));
        page.push(&mut line, Meaning::Text, name);
        page.push(&mut line, Meaning::Dim, &" ".repeat(width.saturating_sub(name.width()) + 2));
        page.push(&mut line, Meaning::Dim, &described(description));
        lines.push(line);
    }
    lines.extend(errors(compared).map(|text| page.prose(Meaning::Text, INDENT, &text)).into_iter().flatten());
    lines.extend(told(compared, page, INDENT));
    let worst = compared.cells().map_or(&[][..], |cells| cells.worst.as_slice());
    if !worst.is_empty() {
        lines.push(Line::default());
        lines.extend(cells(page, INDENT, worst));
        lines.extend(
            more(compared, worst.len())
                .map(|text| page.prose(Meaning::Dim, INDENT, &text))
                .into_iter()
                .flatten(),
        );
    }
    lines
}

/// All tensors of two files.
fn several(found: &Found<'_>, page: &Page) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(prefix) = &found.prefix {
        let (side, prefix) = match prefix {
            Prefix::Expected(prefix) => ("expected", prefix),
            Prefix::Actual(prefix) => ("actual", prefix),
        };
        let text =
            format!("The names differ: they match once `{}` is taken off those of {side}.", one_line(prefix));
        lines.extend(page.prose(Meaning::Accent, 0, &text));
    }
    let has_all = found.rows.len() <= FEW;
    let listed: Vec<&Row> =
        found.rows.iter().filter(|row| has_all || row.verdict() != Verdict::Equal).collect();
    let names: Vec<String> = listed.iter().map(|row| page.fitted(&one_line(&row.name), 3)).collect();
    let width = widest(names.iter());
    let has_cells = found.count(Verdict::Different) <= MANY;
    for (row, name) in listed.iter().zip(&names) {
        lines.extend(entry(found, row, (name, width), page));
        if let Finding::Compared(compared) = &row.finding
            && !compared.is_equal()
        {
            lines.extend(told(compared, page, 2 * INDENT));
            let worst = compared.cells().map_or(&[][..], |cells| cells.worst.as_slice());
            if has_cells && !worst.is_empty() {
                lines.extend(cells(page, 2 * INDENT, &worst[..worst.len().min(WORST)]));
            }
        }
    }
    lines.push(summary(found, page));
    lines
}

/// `36 of 38 tensors are equal; 1 different, 1 missing`
fn summary(found: &Found<'_>, page: &Page) -> Line {
    let total = found.rows.len();
    let equal = found.count(Verdict::Equal);
    let mut line = Line::default();
    if found.is_equal() {
        let text = if total == 1 {
            "1 tensor is equal".to_owned()
        } else {
            format!("all {total} tensors are equal")
        };
        page.push(&mut line, Meaning::Right, &text);
        page.push(
            &mut line,
            Meaning::Dim,
            &tolerance_words(found.tolerance).map_or_else(String::new, |words| format!(" within {words}")),
        );
        return line;
    }
    let names = if found.prefix.is_some() { ", names aside" } else { "" };
    let verb = if equal == 1 { "is" } else { "are" };
    let text = format!("{equal} of {} {verb} equal{names}", counted(total, "tensor"));
    page.push(&mut line, Meaning::Strong, &text);
    let mut separator = "; ";
    for verdict in Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::Equal) {
        let count = found.count(verdict);
        if count > 0 {
            page.push(&mut line, Meaning::Text, separator);
            page.push(&mut line, Meaning::Wrong, &format!("{count} {}", verdict.name()));
            separator = ", ";
        }
    }
    line
}

/// The line of one name; what differs goes on below where there is no room for it.
fn entry(found: &Found<'_>, row: &Row, (name, width): (&str, usize), page: &Page) -> Vec<Line> {
    let verdict = row.verdict();
    let meaning = if verdict == Verdict::Equal { Meaning::Right } else { Meaning::Wrong };
    let mut line = indented(INDENT);
    page.push(&mut line, meaning, &format!("{:<10}  ", verdict.name()));
    page.push(&mut line, Meaning::Strong, name);
    page.push(&mut line, Meaning::Text, &" ".repeat(width.saturating_sub(name.width()) + 2));
    let (what, detail) = match &row.finding {
        Finding::Missing(description) | Finding::Extra(description) => {
            (description.as_ref().map(described).unwrap_or_default(), String::new())
        }
        Finding::Unreadable(reason) => (String::new(), reason.clone()),
        Finding::Compared(compared) if compared.is_equal() => {
            (described(&compared.described[0]), String::new())
        }
        Finding::Compared(compared) => {
            let largest = compared.cells().and_then(largest_error);
            let largest = largest.map_or_else(String::new, |text| format!("; {text}"));
            let differs = what_differs(compared, found.tolerance);
            (described(&compared.described[0]), format!("{differs}{largest}"))
        }
    };
    page.push(&mut line, Meaning::Dim, &what);
    let gap = if what.is_empty() { "" } else { "  " };
    if page.width.is_some_and(|most| line.width() + gap.len() + detail.width() > most) {
        return std::iter::once(line).chain(page.prose(Meaning::Text, 2 * INDENT, &detail)).collect();
    }
    page.push(&mut line, Meaning::Text, &format!("{gap}{detail}"));
    vec![line]
}

/// What leads from one to the other, and where they differ.
fn told(compared: &Compared, page: &Page, indent: usize) -> Vec<Line> {
    let relation = compared.relation().map(crate::inspect::Relation::sentence);
    let region = compared.cells().and_then(|cells| cells.region.as_ref());
    let region = region.map(crate::inspect::Region::sentence);
    let sentences: Vec<String> = relation.into_iter().chain(region).collect();
    if sentences.is_empty() { Vec::new() } else { page.prose(Meaning::Accent, indent, &sentences.join(" ")) }
}

/// `float64 (5, 7, 9)`
fn described(description: &Description) -> String {
    format!("{} {}", description.element.name(), shape_text(&description.shape))
}

/// What is not as expected, in a clause.
fn what_differs(compared: &Compared, tolerance: Tolerance) -> String {
    let [expected, actual] = &compared.described;
    let mut parts = Vec::new();
    if expected.shape != actual.shape {
        let shapes = [expected, actual].map(|description| shape_text(&description.shape));
        parts.push(format!("shape {} instead of {}", shapes[1], shapes[0]));
    }
    if !compared.has_one_type() {
        parts.push(format!("type {} instead of {}", actual.element.name(), expected.element.name()));
    }
    match compared.cells() {
        Some(cells) if cells.mismatched > 0 => parts.push(counts(cells, tolerance)),
        Some(cells) if cells.total > 0 => {
            parts.push(format!("but equal values{}", closeness(cells, tolerance)));
        }
        _ => {}
    }
    parts.join("; ")
}

/// `2 of 315 cells (0.63 %) beyond rtol 1e-09`
fn counts(cells: &Difference, tolerance: Tolerance) -> String {
    let Difference { total, mismatched, .. } = cells;
    let beyond = tolerance_words(tolerance).map_or_else(String::new, |words| format!(" beyond {words}"));
    match (*mismatched, *total) {
        (1, 1) => format!("the one cell{beyond}"),
        (mismatched, total) if mismatched == total => format!("all {total} cells{beyond}"),
        (mismatched, total) => {
            format!("{mismatched} of {total} cells ({}){beyond}", share(mismatched, total))
        }
    }
}

/// Two digits, but never 0 % or 100 %.
#[expect(clippy::cast_precision_loss, reason = "two digits are told")]
fn share(part: u64, total: u64) -> String {
    match part as f64 / total.max(1) as f64 * 100.0 {
        share if share < 0.001 => "< 0.001 %".to_owned(),
        share if share >= 99.0 => "> 99 %".to_owned(),
        share => format!("{} %", scalar_text(Scalar::F64(share), 2)),
    }
}

/// `all 315 cells of float64 (5, 7, 9) within rtol 1e-09; largest error 3e-12`
fn agreement(compared: &Compared, tolerance: Tolerance) -> String {
    let what = described(&compared.described[0]);
    match compared.cells() {
        Some(cells) if cells.total == 1 => format!("the one cell of {what}{}", closeness(cells, tolerance)),
        Some(cells) if cells.total > 0 => {
            format!("all {} cells of {what}{}", cells.total, closeness(cells, tolerance))
        }
        _ => format!("{what} has no cells"),
    }
}

/// How near cells are that agree; nothing where they are equal.
fn closeness(cells: &Difference, tolerance: Tolerance) -> String {
    match (cells.max_abs_error, tolerance_words(tolerance)) {
        (Some(error), Some(words)) if error > 0.0 => {
            format!(" within {words}; largest error {}", short(error))
        }
        _ => String::new(),
    }
}

/// `rtol 1e-09 and atol 1e-12`; `None` where cells must be equal.
fn tolerance_words(Tolerance { relative, absolute }: Tolerance) -> Option<String> {
    let part = |name: &str, value: f64| {
        (value > 0.0).then(|| format!("{name} {}", scalar_text(Scalar::F64(value), 6)))
    };
    let parts: Vec<String> = part("rtol", relative).into_iter().chain(part("atol", absolute)).collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

/// The largest errors in a sentence, where cells differ.
fn errors(compared: &Compared) -> Option<String> {
    let cells = compared.cells().filter(|cells| cells.mismatched > 0)?;
    let absolute = largest_error(cells)?;
    let relative = cells.max_rel_error.filter(|error| error.is_finite());
    Some(
        relative
            .map_or_else(|| absolute.clone(), |relative| format!("{absolute}, relative {}", short(relative))),
    )
}

fn largest_error(cells: &Difference) -> Option<String> {
    let finite = cells.max_finite_error.filter(|error| *error > 0.0);
    match (cells.unbounded, finite) {
        (0, finite) => finite.map(|error| format!("largest error {}", short(error))),
        (count, finite) => {
            let others = finite.map_or_else(String::new, |error| format!(", {} in the others", short(error)));
            let cells = counted(usize::try_from(count).unwrap_or(usize::MAX), "cell");
            Some(format!("largest error infinite in {cells}{others}"))
        }
    }
}

/// That there are more cells than are told.
fn more(compared: &Compared, told: usize) -> Option<String> {
    let mismatched = compared.cells()?.mismatched;
    let left = mismatched.saturating_sub(told as u64);
    (left > 0).then(|| format!("and {left} more; these are the worst"))
}
