//! `diff`: two tensors, or all tensors of two files, cell by cell.

mod json;
mod layout;
mod table;
mod text;

use super::exit::{Exit, Failure};
use super::look;
use super::notice::one_line;
use super::session::{Session, print, standard_output};
use super::tensors::{Named, unusable};
use crate::cli::Diff;
use crate::formats::{Description, Entry, FormatError};
use crate::inspect::{Comparison, Difference, Pairing, Prefix, Relation, compare, pairing};
use crate::style;
use crate::tensor::Tolerance;
use crate::tui::{Agreement, Purpose};
use std::ops::ControlFlow;

/// So many of the worst cells are told of a tensor.
const KEPT: usize = 10;

/// What was found.
struct Found<'a> {
    files: [&'a Named; 2],
    tolerance: Tolerance,
    subject: Subject,
    rows: Vec<Row>,
    prefix: Option<Prefix>,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// One tensor with another, whatever they are called.
    Tensors,
    /// All tensors of two files, by their names.
    Files,
}

/// What was found about one name.
struct Row {
    name: String,
    /// What the second file calls it.
    actual_name: String,
    finding: Finding,
}

enum Finding {
    /// Only the expected file has it; what it has.
    Missing(Option<Description>),
    /// Only the actual file has it.
    Extra(Option<Description>),
    /// Why it cannot be read, in one sentence.
    Unreadable(String),
    Compared(Box<Compared>),
}

/// Two tensors that were compared.
struct Compared {
    /// What is said of each.
    described: [Description; 2],
    found: Comparison,
}

/// What became of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Equal,
    Different,
    Missing,
    Extra,
    Unreadable,
}

impl Verdict {
    const ALL: [Self; 5] = [Self::Different, Self::Missing, Self::Extra, Self::Unreadable, Self::Equal];

    const fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Different => "different",
            Self::Missing => "missing",
            Self::Extra => "extra",
            Self::Unreadable => "unreadable",
        }
    }
}

impl Row {
    fn verdict(&self) -> Verdict {
        match &self.finding {
            Finding::Missing(_) => Verdict::Missing,
            Finding::Extra(_) => Verdict::Extra,
            Finding::Unreadable(_) => Verdict::Unreadable,
            Finding::Compared(compared) if compared.is_equal() => Verdict::Equal,
            Finding::Compared(_) => Verdict::Different,
        }
    }
}

impl Compared {
    /// Whether type, shape and every cell are as expected.
    fn is_equal(&self) -> bool {
        self.has_one_type() && self.cells().is_some_and(|cells| cells.mismatched == 0)
    }

    fn has_one_type(&self) -> bool {
        self.described[0].element == self.described[1].element
    }

    fn cells(&self) -> Option<&Difference> {
        self.found.cells()
    }

    fn relation(&self) -> Option<&Relation> {
        self.found.relation()
    }
}

/// Why two tensors could not be compared.
struct Unread {
    /// The file at fault, or both where one of them is.
    file: String,
    error: FormatError,
}

impl Unread {
    /// The same beside the entry's name.
    fn reason(&self) -> String {
        one_line(&format!("{}: {}", self.file, self.error.without_entry()))
    }
}

impl Found<'_> {
    fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict() == verdict).count()
    }

    /// Names that differ are a difference, also where one prefix explains it.
    fn is_equal(&self) -> bool {
        self.prefix.is_none() && self.count(Verdict::Equal) == self.rows.len()
    }
}

pub(super) fn run(session: &Session, options: &Diff) -> Result<Exit, Failure> {
    let (mut expected, mut actual) = (Named::open(&options.expected)?, Named::open(&options.actual)?);
    expected.match_with(&mut actual)?;
    let arguments = [options.expected.clone(), options.actual.clone()];
    let tolerance = Tolerance { relative: options.rtol, absolute: options.atol };
    if !options.json && !session.options.quiet && look::is_possible(session, &arguments) {
        let has_one_pair = expected.one().is_some() && actual.one().is_some();
        let has_same_names = has_one_pair || paired([&expected, &actual]).prefix.is_none();
        let purpose = Purpose::Compare(tolerance);
        let found = look::look(session, vec![expected, actual], purpose, &look::Shown::default())?;
        return match found {
            Agreement::Unreadable(count) => Err(not_compared(count)),
            found => Ok(Exit::answer(found == Agreement::Whole && has_same_names)),
        };
    }
    let found = found([&expected, &actual], tolerance)?;
    if options.json {
        print(|out| writeln!(out, "{}", json::text(&found)))?;
    } else if !session.options.quiet {
        let theme = session.theme(standard_output());
        let lines = text::lines(&found, &layout::Page { theme, width: session.known_width() });
        print(|out| style::ansi::write(&lines, out))?;
    }
    match found.count(Verdict::Unreadable) {
        0 => Ok(Exit::answer(found.is_equal())),
        count => Err(not_compared(count)),
    }
}

fn not_compared(count: usize) -> Failure {
    match count {
        1 => Failure::usage("1 entry could not be compared"),
        count => Failure::usage(format!("{count} entries could not be compared")),
    }
}

fn found(files: [&Named; 2], tolerance: Tolerance) -> Result<Found<'_>, Failure> {
    let [expected, actual] = files;
    if let (Some(left), Some(right)) = (expected.one(), actual.one()) {
        let compared = compared([(expected, left), (actual, right)], tolerance);
        let compared = compared.map_err(|Unread { file, error }| unusable(&file, &error))?;
        let finding = Finding::Compared(Box::new(compared));
        let rows = vec![Row { name: left.name.clone(), actual_name: right.name.clone(), finding }];
        return Ok(Found { files, tolerance, subject: Subject::Tensors, rows, prefix: None });
    }
    by_name(files, paired(files), tolerance)
}

/// Which entries of two files belong together.
fn paired(files: [&Named; 2]) -> Pairing {
    let names =
        files.map(|named| named.archive.entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>());
    pairing(&names[0], &names[1])
}

fn by_name(files: [&Named; 2], found: Pairing, tolerance: Tolerance) -> Result<Found<'_>, Failure> {
    let Pairing { pairs, missing, extra, prefix } = found;
    let [expected, actual] = files.map(|named| named.archive.entries.as_slice());
    let mut rows: Vec<(usize, Row)> = Vec::new();
    for (place, other) in pairs {
        let (left, right) = (&expected[place], &actual[other]);
        let finding = match compared([(files[0], left), (files[1], right)], tolerance) {
            Ok(compared) => Finding::Compared(Box::new(compared)),
            Err(Unread { file, error: error @ FormatError::NoRoom(_) }) => {
                return Err(unusable(&file, &error));
            }
            Err(unread) => Finding::Unreadable(unread.reason()),
        };
        rows.push((place, Row { name: left.name.clone(), actual_name: right.name.clone(), finding }));
    }
    let alone = |entry: &Entry, finding: fn(Option<Description>) -> Finding| Row {
        name: entry.name.clone(),
        actual_name: entry.name.clone(),
        finding: finding(entry.described.clone().ok()),
    };
    rows.extend(missing.into_iter().map(|place| (place, alone(&expected[place], Finding::Missing))));
    rows.sort_by_key(|(place, _)| *place);
    let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    rows.extend(extra.into_iter().map(|place| alone(&actual[place], Finding::Extra)));
    Ok(Found { files, tolerance, subject: Subject::Files, rows, prefix })
}

fn compared(entries: [(&Named, &Entry); 2], tolerance: Tolerance) -> Result<Compared, Unread> {
    let [(expected, left), (actual, right)] = entries;
    let source = |named: &Named, entry: &Entry| {
        entry.source().map_err(|error| Unread { file: named.file.clone(), error })
    };
    let (left, right) = (source(expected, left)?, source(actual, right)?);
    let sources = [&left, &right];
    let go_on = &mut |_| ControlFlow::Continue(());
    let described = sources.map(|source| source.description().clone());
    let found = compare(sources, tolerance, KEPT, go_on)
        .map_err(|error| Unread { file: format!("{} or {}", expected.file, actual.file), error })?;
    // Nobody breaks it off.
    Ok(Compared { described, found: found.unwrap_or(Comparison::Shapes(None)) })
}
