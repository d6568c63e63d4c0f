//! A tensor for other programs, written piece by piece.

use super::{Shown, statistics};
use crate::commands::exit::Failure;
use crate::commands::notice::one_line;
use crate::commands::session::print;
use crate::commands::tensors::unusable;
use crate::formats::{Archive, Description, FormatError, Part, Source, Window};
use crate::grade::clean;
use crate::inspect::Strips;
use crate::tensor::{Scalar, shape_text, value_text};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Of a tensor without elements, so many empty rows are written.
const MOST_EMPTY: usize = 1 << 20;

/// The facts of a tensor and all numbers of the window, as nested arrays.
pub(super) fn json(shown: &Shown<'_>) -> Result<(), Failure> {
    let Shown { title, source, window, .. } = shown;
    let mut facts = facts(title, Ok(source.description()));
    if shown.options.stats {
        facts["statistics"] = statistics::json(&statistics::of(shown)?);
    }
    check_empty(shown, "--json")?;
    let shape = window.shape();
    let mut failure = None;
    print(|out| {
        let text = visible(&facts.to_string());
        let open = text.strip_suffix('}').unwrap_or(&text);
        write!(out, "{open},\"slice_shape\":{},\"values\":", Value::from(shape.clone()))?;
        if window.count() == Some(0) {
            empty(&shape, out)?;
            return writeln!(out, "}}");
        }
        write!(out, "{}", "[".repeat(shape.len()))?;
        numbers(source, window, &mut failure, &mut |place, cell| {
            if place > 0 {
                let ended = ended(place, &shape);
                write!(out, "{},{}", "]".repeat(ended), "[".repeat(ended))?;
            }
            write!(out, "{}", number(cell))
        })?;
        writeln!(out, "{}}}", "]".repeat(shape.len()))
    })
    .map_err(|error| failure.map_or(error, |failure| unusable(title, &failure)))
}

/// How many axes end right before the element at a place in C order.
fn ended(place: usize, shape: &[usize]) -> usize {
    let mut inside = 1;
    let mut ends = |length: &usize| {
        inside *= length;
        place.is_multiple_of(inside)
    };
    shape.iter().rev().take_while(|length| ends(length)).count()
}

/// Brackets without numbers.
fn empty(shape: &[usize], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "[")?;
    if let [length, inner @ ..] = shape
        && !inner.is_empty()
    {
        for place in 0..*length {
            write!(out, "{}", if place > 0 { "," } else { "" })?;
            empty(inner, out)?;
        }
    }
    write!(out, "]")
}

/// A tensor without elements can have any number of rows.
fn check_empty(shown: &Shown<'_>, option: &str) -> Result<(), Failure> {
    let shape = shown.window.shape();
    let Some(end) = shape.iter().position(|&length| length == 0) else { return Ok(()) };
    let rows = shape[..end].iter().try_fold(1_usize, |rows, &length| rows.checked_mul(length));
    if rows.is_some_and(|rows| rows <= MOST_EMPTY) {
        return Ok(());
    }
    let (title, shape) = (one_line(&shown.title), shape_text(&shape));
    Err(Failure::usage(format!("{title} has the shape {shape}, and no elements for {option} to write")))
}

/// Hands over each element of the window in C order with its place; of a complex one, both parts.
fn numbers(
    source: &Source,
    window: &Window,
    failure: &mut Option<FormatError>,
    take: &mut dyn FnMut(usize, &[Scalar]) -> io::Result<()>,
) -> io::Result<()> {
    let parts: &[Part] =
        if source.element().is_complex() { &[Part::Real, Part::Imaginary] } else { &[Part::Real] };
    let strips = Strips::new(window, source.description().order);
    let mut place = 0;
    for strip in (0..strips.count()).map(|strip| strips.strip(strip)) {
        let read = parts.iter().map(|&part| source.read(&strip, part)).collect::<Result<Vec<_>, _>>();
        let read = read.map_err(|error| {
            *failure = Some(error);
            io::Error::other("the tensor cannot be read")
        })?;
        let mut columns: Vec<_> = read.iter().map(|tensor| tensor.scalars()).collect();
        let mut cell = Vec::with_capacity(columns.len());
        loop {
            cell.clear();
            cell.extend(columns.iter_mut().map_while(Iterator::next));
            if cell.len() < columns.len() {
                break;
            }
            take(place, &cell)?;
            place += 1;
        }
    }
    Ok(())
}

/// The entries of an archive, in the order of the file.
pub(super) fn listing(file: &str, archive: &Archive) -> Result<(), Failure> {
    let metadata: serde_json::Map<String, Value> =
        archive.metadata.iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
    let (file, metadata) = (Value::from(file).to_string(), Value::from(metadata).to_string());
    print(|out| {
        // Entry by entry: there can be very many.
        write!(out, "{{\"file\":{},\"metadata\":{},\"entries\":[", visible(&file), visible(&metadata))?;
        for (place, entry) in archive.entries.iter().enumerate() {
            let facts = facts(&entry.name, entry.described.as_ref().map_err(String::as_str));
            write!(out, "{}{}", if place > 0 { "," } else { "" }, visible(&facts.to_string()))?;
        }
        writeln!(out, "]}}")
    })
}

/// JSON whose text, a stranger's names among it, does nothing to a terminal: what would is escaped.
pub(in crate::commands) fn visible(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if clean(character.encode_utf8(&mut [0; 4]).as_bytes()).starts_with('\\') && character != '\\' {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                // Writing to a String cannot fail.
                let _ = std::fmt::Write::write_fmt(&mut text, format_args!("\\u{unit:04x}"));
            }
        } else {
            text.push(character);
        }
    }
    text
}

fn facts(name: &str, described: Result<&Description, &str>) -> Value {
    match described {
        Ok(description) => json!({
            "name": name, "dtype": description.element.name(), "shape": description.shape,
            "order": description.order.name(), "bytes": description.bytes(),
        }),
        Err(reason) => json!({ "name": name, "error": reason }),
    }
}

/// A number in JSON, where what is not finite is a string; a complex one is a pair.
pub(in crate::commands) fn number(cell: &[Scalar]) -> String {
    let one = |scalar: Scalar| match scalar {
        Scalar::Bool(truth) => truth.to_string(),
        _ if scalar.to_f64().is_nan() => "\"NaN\"".to_owned(),
        _ if scalar.to_f64() == f64::INFINITY => "\"Infinity\"".to_owned(),
        _ if scalar.to_f64() == f64::NEG_INFINITY => "\"-Infinity\"".to_owned(),
        _ => value_text(scalar),
    };
    match cell {
        [real] => one(*real),
        parts => format!("[{}]", parts.iter().map(|&part| one(part)).collect::<Vec<_>>().join(",")),
    }
}

/// The window as lines of numbers, for at most two axes.
pub(super) fn csv(shown: &Shown<'_>) -> Result<(), Failure> {
    let Shown { title, source, window, .. } = shown;
    let shape = window.shape();
    if shape.len() > 2 {
        let (title, shape) = (one_line(title), shape_text(&shape));
        return Err(Failure::usage(format!(
            "{title} has the shape {shape}; take one or two axes by --slice for --csv"
        )));
    }
    let text = |cell: &[Scalar]| match cell {
        [real, imaginary] => {
            // NaN has no sign in its text, whatever its bits say.
            let imaginary = value_text(*imaginary);
            let sign = if imaginary.starts_with('-') { "" } else { "+" };
            format!("{}{sign}{imaginary}j", value_text(*real))
        }
        _ => cell.iter().map(|&scalar| value_text(scalar)).collect(),
    };
    check_empty(shown, "--csv")?;
    let rows = if let [rows, _] = *shape { rows } else { 1 };
    let columns = shape.last().copied().unwrap_or(1);
    let mut failure = None;
    print(|out| {
        if columns == 0 {
            return (0..rows).try_for_each(|_| writeln!(out));
        }
        numbers(source, window, &mut failure, &mut |place, cell| {
            let separator = if place.is_multiple_of(columns) { "" } else { "," };
            let end = if (place + 1).is_multiple_of(columns) { "\n" } else { "" };
            write!(out, "{separator}{}{end}", text(cell))
        })
    })
    .map_err(|error| failure.map_or(error, |failure| unusable(title, &failure)))
}
