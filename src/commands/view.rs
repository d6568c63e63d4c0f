//! `view`: what a tensor file holds.

mod export;
mod image;
mod statistics;

pub(super) use export::{number, visible};

use super::exit::{Exit, Failure};
use super::look;
use super::notice::{one_line, warn};
use super::session::{Session, print, standard_output};
use super::tensors::{Named, unusable};
use crate::cli::View;
use crate::formats::{Container, Description, Element, Entry, Part, Source, Window};
use crate::inspect;
use crate::picture::Scale;
use crate::style::{self, Theme, counted};
use crate::tensor::{AxisNames, Digits, EDGE, Layout, Scalar, THRESHOLD, Tensor, laid_out, shape_text};
use crate::tui::{Display, Purpose};

/// NumPy's `linewidth`, where nothing says how wide the output is.
const COLUMNS: usize = 75;

/// Stands between what is printed of two files.
const BETWEEN: &str = "\n";

pub(super) fn run(session: &Session, options: &View) -> Result<Exit, Failure> {
    if options.rgb && options.shown.svg.is_none() && session.is_plain() {
        return Err(Failure::usage("--rgb draws, and --plain leaves drawings out; leave one of them out"));
    }
    if options.shown.svg.is_some() && options.tensors.len() > 1 {
        return Err(Failure::usage("--svg draws one tensor; name one"));
    }
    let named = Named::open_all(&options.tensors)?;
    let is_any_readable = named.iter().any(|named| !named.archive.is_unreadable());
    if !options.asks_for_output() && is_any_readable && look::is_possible(session, &options.tensors) {
        // What is wrong with the only tensor, or with the slice, is said without a screen.
        for named in named.iter().filter(|named| !named.archive.is_unreadable()) {
            if let Some(entry) = named.one() {
                chosen(options, named, entry)?;
            }
        }
        let display = if options.rgb { Display::Pixels } else { Display::Values };
        let shown = look::Shown { slice: options.slice.as_deref(), display, axes: options.axes.as_ref() };
        look::look(session, named, Purpose::Look, &shown)?;
        return Ok(Exit::Yes);
    }
    let mut failures = Vec::new();
    for (place, named) in named.iter().enumerate() {
        let before = if place == failures.len() { "" } else { BETWEEN };
        let printed = match named.one() {
            None => listing(session, options, named, before),
            Some(entry) => show(session, options, (named, entry), before),
        };
        match printed {
            Err(failure) if failure.exit == Exit::Usage => failures.push(failure),
            other => other?,
        }
    }
    // All files that can be printed are, before it is said of others why not.
    let Some(last) = failures.pop() else { return Ok(Exit::Yes) };
    for failure in failures {
        warn(&failure.sentence());
    }
    Err(last)
}

/// Prints one tensor in the way that was asked for, as text after what is to stand before it.
fn show(
    session: &Session,
    options: &View,
    (named, entry): (&Named, &Entry),
    before: &str,
) -> Result<(), Failure> {
    let (source, window) = chosen(options, named, entry)?;
    let shown = Shown { session, options, file: &named.file, title: named.title(entry), source, window };
    if options.shown.json {
        export::json(&shown)
    } else if options.shown.csv {
        export::csv(&shown)
    } else if let Some(path) = &options.shown.svg {
        image::svg(&shown, path)
    } else {
        shown.print(before)
    }
}

/// An entry's tensor, and the part of it that is asked for.
fn chosen(options: &View, named: &Named, entry: &Entry) -> Result<(Source, Window), Failure> {
    let source = named.source(entry)?;
    check_axes(options, named, entry, source.shape())?;
    let window = inspect::window(options.slice.as_deref().unwrap_or("..."), source.shape());
    let window = window.map_err(|error| Failure::usage(error.to_string()))?;
    Ok((source, window))
}

/// One tensor, and what is asked about it.
struct Shown<'a> {
    session: &'a Session,
    options: &'a View,
    file: &'a str,
    /// As the user would name it.
    title: String,
    source: Source,
    window: Window,
}

impl Shown<'_> {
    /// `weights.npz::w[0,:]  float32 (4,) of (3, 4), order C, 48 bytes`
    fn heading(&self) -> String {
        let slice = self.options.slice.as_ref().map_or_else(String::new, |slice| {
            if slice.starts_with('[') { slice.clone() } else { format!("[{slice}]") }
        });
        let part = self.options.slice.as_ref().map(|_| self.window.shape());
        let described = described(self.source.description(), self.options.axes.as_ref(), part.as_deref());
        one_line(&format!("{}{slice}  {described}", self.title))
    }

    fn read(&self, window: &Window, part: Part) -> Result<Tensor, Failure> {
        self.source.read(window, part).map_err(|error| unusable(self.file, &error))
    }

    fn print(&self, before: &str) -> Result<(), Failure> {
        let statistics = if self.options.stats {
            statistics::lines(&statistics::of(self)?, self.session)
        } else {
            Vec::new()
        };
        let theme = self.session.theme(standard_output());
        let body = if self.options.rgb {
            let lines = image::pixels(self, self.session.width(), &theme)?;
            let mut text = Vec::new();
            style::ansi::write(&lines, &mut text)?;
            String::from_utf8_lossy(&text).trim_end_matches('\n').to_owned()
        } else {
            self.numbers(&theme)?
        };
        print(|out| {
            writeln!(out, "{before}{}", self.heading())?;
            statistics.iter().try_for_each(|line| writeln!(out, "{line}"))?;
            writeln!(out, "{body}")
        })
    }

    /// The numbers as NumPy prints them.
    fn numbers(&self, theme: &Theme) -> Result<String, Failure> {
        let long = self.window.count().is_none_or(|count| count > THRESHOLD);
        let (shown, cut) = if long { self.window.edges(EDGE) } else { (self.window.clone(), Vec::new()) };
        if self.window.count() == Some(0) {
            return Ok("[]".to_owned());
        }
        let element = self.source.element();
        let tensor = self.read(&shown, Part::Real)?;
        let imaginary = if element.is_complex() { Some(self.read(&shown, Part::Imaginary)?) } else { None };
        let strengths = if element.is_complex() { &self.read(&shown, Part::Magnitude)? } else { &tensor };
        let scale = Scale::of(strengths);
        let is_coloured = theme.has_colour() && !self.session.is_plain();
        let paint = |text: String, scalar: Scalar| {
            let style = theme.cell(scale.shade(scalar.to_f64()).strength);
            if is_coloured { format!("{}{text}{}", style.render(), style.render_reset()) } else { text }
        };
        let digits = if element == Element::F16 { Digits::Half } else { Digits::Own };
        let width = self.session.known_width().unwrap_or(COLUMNS);
        let layout = Layout { width, cut: &cut, imaginary: imaginary.as_ref(), digits, paint: &paint };
        Ok(laid_out(&tensor, &layout))
    }
}

/// Names that are more or fewer than a tensor's axes are a mistake of whoever wrote them.
fn check_axes(options: &View, named: &Named, entry: &Entry, shape: &[usize]) -> Result<(), Failure> {
    match options.axes.as_ref().map(AxisNames::count) {
        Some(count) if count != shape.len() => Err(Failure::usage(format!(
            "--axes has {count} names, and {} has the shape {}",
            one_line(&named.title(entry)),
            shape_text(shape)
        ))),
        _ => Ok(()),
    }
}

/// An array, or a part of this shape.
fn described(description: &Description, axes: Option<&AxisNames>, part: Option<&[usize]>) -> String {
    let bytes = description.bytes().unwrap_or(0);
    let lengths = &description.shape;
    let name = |axis: usize| axes.and_then(|axes| axes.of(axis, lengths.len()));
    let shape = match name(0) {
        Some(_) => {
            let part = |axis: usize| format!("{} {}", name(axis).unwrap_or_default(), lengths[axis]);
            format!("({})", (0..lengths.len()).map(part).collect::<Vec<_>>().join(", "))
        }
        None => shape_text(lengths),
    };
    let dtype = description.element.name();
    let part = part.map_or_else(String::new, |part| format!("{} of ", shape_text(part)));
    format!("{dtype} {part}{shape}, order {}, {}", description.order.name(), counted(bytes, "byte"))
}

/// The entries of an archive, as none of them is asked for.
fn listing(session: &Session, options: &View, named: &Named, before: &str) -> Result<(), Failure> {
    let takes_one = options.shown.csv || options.shown.svg.is_some() || options.rgb || options.stats;
    if takes_one || options.slice.is_some() {
        let entries = &named.archive.entries;
        let first = entries.first().map_or("ENTRY", |entry| entry.name.as_str());
        let (file, count) = (&named.file, entries.len());
        return Err(Failure::usage(format!(
            "{file} holds {count} tensors; name one, for example {file}::{first}"
        )));
    }
    if options.shown.json {
        return export::listing(&named.file, &named.archive);
    }
    let container = match named.archive.container {
        Container::Npy => "NumPy array",
        Container::Npz => "NumPy archive",
        Container::Safetensors => "safetensors",
        Container::Sharded => "sharded safetensors",
    };
    let archive = &named.archive;
    let entries: Vec<&Entry> = archive.by_name().into_iter().map(|place| &archive.entries[place]).collect();
    let labels: Vec<String> = entries.iter().map(|entry| one_line(&entry.name)).collect();
    let widest = labels.iter().map(|name| name.chars().count()).max().unwrap_or(0).min(session.width() / 2);
    print(|out| {
        writeln!(out, "{before}{}  {container}, {}", one_line(&named.file), totals(&entries))?;
        for (name, text) in archive.metadata.iter() {
            writeln!(out, "  metadata: {} = {}", one_line(name), one_line(text))?;
        }
        for (name, entry) in labels.iter().zip(entries) {
            writeln!(out, "  {name:<widest$}  {}", entry_text(entry))?;
        }
        Ok(())
    })
}

/// `3 entries, 26 elements, 208 bytes`
fn totals(entries: &[&Entry]) -> String {
    let elements = |entry: &&Entry| entry.described.as_ref().map_or(0, Description::elements);
    let elements = entries.iter().map(elements).fold(0, u64::saturating_add);
    let bytes = entries.iter().map(|entry| entry.bytes).fold(0, u64::saturating_add);
    let count = match entries.len() {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    format!("{count}, {}, {}", counted(elements, "element"), counted(bytes, "byte"))
}

fn entry_text(entry: &Entry) -> String {
    match &entry.described {
        Ok(description) => described(description, None, None),
        Err(reason) => one_line(&format!("cannot be read: {reason}")),
    }
}
