//! A tensor for other programs, written piece by piece.

use super::{Shown, one_line, statistics};
use crate::commands::exit::Failure;
use crate::commands::session::print;
use crate::commands::tensors::unusable;
use crate::formats::{Archive, Description, FormatError, Part, Source, Window};
use crate::grade::clean;
use crate::tensor::{Scalar, shape_text, value_text};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Rows are written so many elements at a time.
const PIECE: usize = 16 << 10;

/// The facts of a tensor and all numbers of the window, as nested arrays.
pub(super) fn json(shown: &Shown<'_>) -> Result<(), Failure> {
    let Shown { title, source, window, .. } = shown;
    let mut facts = facts(title, Ok(source.description()));
    if shown.options.stats {
        facts["statistics"] = statistics::json(&statistics::of(shown)?);
    }
    let mut failure = None;
    print(|out| {
        let text = visible(&facts.to_string());
        let open = text.strip_suffix('}').unwrap_or(&text);
        write!(out, "{open},\"slice_shape\":{},\"values\":", Value::from(window.shape()))?;
        let nested = nested(source, window, &mut Vec::new(), out, &mut failure);
        nested.and_then(|()| writeln!(out, "}}"))
    })
    .map_err(|error| failure.map_or(error, |failure| unusable(title, &failure)))
}

/// The entries of an archive, in the order of the file.
pub(super) fn listing(file: &str, archive: &Archive) -> Result<(), Failure> {
    let entries = archive
        .entries
        .iter()
        .map(|entry| facts(&entry.name, entry.described.as_ref().map_err(String::as_str)));
    let metadata: serde_json::Map<String, Value> =
        archive.metadata.iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
    let text = json!({ "file": file, "metadata": metadata, "entries": entries.collect::<Vec<_>>() });
    print(|out| writeln!(out, "{}", visible(&text.to_string())))
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

/// One axis in brackets, with all that is inside of it.
fn nested(
    source: &Source,
    window: &Window,
    at: &mut Vec<usize>,
    out: &mut dyn Write,
    failure: &mut Option<FormatError>,
) -> io::Result<()> {
    let shape = window.shape();
    if at.len() + 1 >= shape.len() {
        let brackets = if shape.is_empty() { ["", ""] } else { ["[", "]"] };
        write!(out, "{}", brackets[0])?;
        row(source, window, at, out, failure, number)?;
        return write!(out, "{}", brackets[1]);
    }
    write!(out, "[")?;
    for place in 0..shape[at.len()] {
        if place > 0 {
            write!(out, ",")?;
        }
        at.push(place);
        nested(source, window, at, out, failure)?;
        at.pop();
    }
    write!(out, "]")
}

/// The last axis at these places of the others, separated by commas.
fn row(
    source: &Source,
    window: &Window,
    at: &[usize],
    out: &mut dyn Write,
    failure: &mut Option<FormatError>,
    text: fn(&[Scalar]) -> String,
) -> io::Result<()> {
    let length = window.shape().get(at.len()).copied().unwrap_or(1);
    let mut start = 0;
    while start < length {
        let end = (start + PIECE).min(length);
        let ranges: Vec<_> =
            at.iter().map(|&place| place..place + 1).chain(std::iter::once(start..end)).collect();
        let parts: &[Part] =
            if source.element().is_complex() { &[Part::Real, Part::Imaginary] } else { &[Part::Real] };
        let read = parts.iter().map(|&part| source.read(&window.part(&ranges), part));
        let parts = read.collect::<Result<Vec<_>, _>>().map_err(|error| {
            *failure = Some(error);
            io::Error::other("the tensor cannot be read")
        })?;
        let mut columns: Vec<_> = parts.iter().map(|tensor| tensor.scalars()).collect();
        let mut separator = if start > 0 { "," } else { "" };
        while let Some(cell) = columns.iter_mut().map(Iterator::next).collect::<Option<Vec<_>>>() {
            write!(out, "{separator}{}", text(&cell))?;
            separator = ",";
        }
        start = end;
    }
    Ok(())
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
    let mut failure = None;
    print(|out| {
        let rows = if shape.len() == 2 { shape[0] } else { 1 };
        for place in 0..rows {
            let at = if shape.len() == 2 { vec![place] } else { Vec::new() };
            row(source, window, &at, out, &mut failure, text)?;
            writeln!(out)?;
        }
        Ok(())
    })
    .map_err(|error| failure.map_or(error, |failure| unusable(title, &failure)))
}
