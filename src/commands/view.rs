//! `view`: what a tensor file holds.

mod export;

pub(super) use export::number;

use super::exit::{Exit, Failure};
use super::session::{Session, print, standard_output};
use super::tensors::{Named, unusable};
use crate::cli::View;
use crate::formats::{Container, Description, Entry, Part, Source, Window};
use crate::grade::clean;
use crate::inspect;
use crate::picture::Scale;
use crate::style::Theme;
use crate::tensor::{EDGE, Layout, Scalar, THRESHOLD, Tensor, laid_out};

/// NumPy's `linewidth`, where nothing says how wide the output is.
const COLUMNS: usize = 75;

pub(super) fn run(session: &Session, options: &View) -> Result<Exit, Failure> {
    let named = options.tensors.iter().map(Named::open).collect::<Result<Vec<_>, _>>()?;
    // The viewer opens here once there is one: on a terminal, where no other output is asked for.
    for (place, named) in named.iter().enumerate() {
        let Some(entry) = named.one() else {
            listing(session, options, named, place)?;
            continue;
        };
        let source = named.source(entry)?;
        let window = window(&source, options.slice.as_deref())?;
        let title = named.title(entry);
        if options.shown.json {
            export::json(&title, &source, &window)?;
        } else if options.shown.csv {
            export::csv(&title, &source, &window)?;
        } else {
            let text = printed(session, &named.file, &source, &window)?;
            let heading = heading(&title, source.description(), options.slice.as_deref());
            print(|out| {
                if place > 0 {
                    writeln!(out)?;
                }
                writeln!(out, "{heading}\n{text}")
            })?;
        }
    }
    Ok(Exit::Yes)
}

/// What is read of a tensor.
fn window(source: &Source, slice: Option<&str>) -> Result<Window, Failure> {
    let window = inspect::window(slice.unwrap_or("..."), source.shape());
    window.map_err(|error| Failure::usage(error.to_string()))
}

/// `weights.npz::w[0,:]  float32 (3, 4), order C, 48 bytes`
fn heading(title: &str, description: &Description, slice: Option<&str>) -> String {
    let slice = slice.map_or_else(String::new, |slice| {
        if slice.starts_with('[') { slice.to_owned() } else { format!("[{slice}]") }
    });
    one_line(&format!("{title}{slice}  {}", described(description)))
}

fn described(description: &Description) -> String {
    let bytes = description.bytes().unwrap_or(0);
    let (dtype, shape) = (description.element.name(), tuple(&description.shape));
    format!("{dtype} {shape}, order {}, {bytes} bytes", description.order.name())
}

/// A shape as Python writes it.
fn tuple(shape: &[usize]) -> String {
    match shape {
        [length] => format!("({length},)"),
        lengths => format!("({})", lengths.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
    }
}

fn one_line(text: &str) -> String {
    clean(text.as_bytes()).replace('\n', "\\n").replace('\t', "\\t")
}

/// The entries of an archive, as none of them is asked for.
fn listing(session: &Session, options: &View, named: &Named, place: usize) -> Result<(), Failure> {
    if options.shown.csv || options.slice.is_some() {
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
    let entries = &named.archive.entries;
    let labels: Vec<String> = entries.iter().map(|entry| one_line(&entry.name)).collect();
    let widest = labels.iter().map(|name| name.chars().count()).max().unwrap_or(0).min(session.width() / 2);
    print(|out| {
        if place > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}  {container}, {} entries", one_line(&named.file), entries.len())?;
        for (name, entry) in labels.iter().zip(entries) {
            writeln!(out, "  {name:<widest$}  {}", entry_text(entry))?;
        }
        Ok(())
    })
}

fn entry_text(entry: &Entry) -> String {
    match &entry.described {
        Ok(description) => described(description),
        Err(reason) => one_line(&format!("cannot be read: {reason}")),
    }
}

/// The numbers as NumPy prints them; a complex tensor in its two parts.
fn printed(session: &Session, file: &str, source: &Source, window: &Window) -> Result<String, Failure> {
    let long = window.count().is_none_or(|count| count > THRESHOLD);
    let (shown, cut) = if long { window.edges(EDGE) } else { (window.clone(), Vec::new()) };
    let read = |part| source.read(&shown, part).map_err(|error| unusable(file, &error));
    let width = session.known_width().unwrap_or(COLUMNS);
    let theme = session.theme(standard_output());
    let text = |tensor: &Tensor| painted(tensor, &cut, width, &theme);
    if window.count() == Some(0) {
        return Ok("[]".to_owned());
    }
    if source.element().is_complex() {
        let first = text(&read(Part::Real)?);
        return Ok(format!("real\n{first}\nimaginary\n{}", text(&read(Part::Imaginary)?)));
    }
    Ok(text(&read(Part::Real)?))
}

fn painted(tensor: &Tensor, cut: &[bool], width: usize, theme: &Theme) -> String {
    let scale = Scale::of(tensor);
    let paint = |text: String, scalar: Scalar| {
        let style = theme.cell(scale.shade(scalar.to_f64()).strength);
        if theme.has_colour() { format!("{}{text}{}", style.render(), style.render_reset()) } else { text }
    };
    laid_out(tensor, &Layout { width, cut, paint: &paint })
}
