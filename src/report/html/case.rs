//! One failing case on the page: what it is there for, where the result differs, and the tensors as pictures.

use crate::grade::{CaseOutcome, ExerciseOutcome, OutputOutcome, Verdict};
use crate::report::format::{Graded, Look};
use crate::report::neutral::html as escaped;
use crate::report::text::{Shown, TextReport};
use crate::style::{DARK, Depth, LIGHT, Line, Palette, Theme, UNICODE, svg};
use crate::tensor::{shape_text, value_text};
use std::io::{self, Write};

/// Wrong cells that are listed.
const CELLS: usize = 5;
/// Columns of the grids.
const WIDTH: usize = 96;
/// Characters of a case's prints that are shown, of each stream.
const PRINTED: usize = 20_000;

pub(super) fn write(
    graded: &Graded<'_>,
    look: &Look<'_>,
    exercise: &ExerciseOutcome,
    case: &CaseOutcome,
    out: &mut dyn Write,
) -> io::Result<()> {
    let id = escaped(case.short_id());
    writeln!(out, "<article>\n<h3><code>{id}</code> <small>{}</small></h3>", case.verdict.words())?;
    let shown = Shown::find(graded.course, &exercise.name, case);
    if let Some(shown) = &shown {
        writeln!(out, "<p>{}</p>", escaped(&shown.case.about))?;
        write!(out, "<p class=\"dim symbols\">")?;
        for (symbol, value) in shown.exercise.dimensions(shown.case) {
            write!(out, "<span>{}</span>", escaped(&format!("{symbol} = {value}")))?;
        }
        writeln!(out, "</p>")?;
    }
    for line in case.message.iter().flat_map(|message| message.lines()) {
        writeln!(out, "<p class=\"message\">{}</p>", escaped(line))?;
    }
    for output in case.outputs.iter().filter(|output| output.verdict != Verdict::Passed) {
        self::output(output, out)?;
        if let Some(shown) = &shown {
            let name = format!("{}: expected, yours and the difference", output.name);
            picture(&name, |palette| themed(graded, look, palette).output_grids(shown, output), out)?;
        }
        cells(output, out)?;
    }
    if let Some(shown) = &shown {
        picture("The inputs", |palette| themed(graded, look, palette).input_grids(shown), out)?;
    }
    prints(case, out)?;
    writeln!(out, "</article>")
}

fn themed<'a>(graded: &'a Graded<'_>, look: &Look<'_>, palette: &'static Palette) -> TextReport<'a> {
    let theme = Theme { palette, depth: Depth::TrueColour, glyphs: &UNICODE };
    graded.text(&Look { theme, width: WIDTH, ..*look })
}

/// The same lines for light and for dark surroundings, of which the page shows one.
fn picture(name: &str, lines: impl Fn(&'static Palette) -> Vec<Line>, out: &mut dyn Write) -> io::Result<()> {
    for (class, palette) in [("light", &LIGHT), ("dark", &DARK)] {
        let lines = lines(palette);
        let blank = lines.iter().take_while(|line| line.text().trim().is_empty()).count();
        if blank == lines.len() {
            return Ok(());
        }
        writeln!(out, "<figure class=\"{class}\" aria-label=\"{}\">", escaped(name))?;
        svg::write(&lines[blank..], palette, out)?;
        writeln!(out, "</figure>")?;
    }
    Ok(())
}

/// The output's name, its shape, and how wrong it is.
fn output(output: &OutputOutcome, out: &mut dyn Write) -> io::Result<()> {
    let error = output.errors().next();
    let error = error.map_or_else(String::new, |error| format!(" <span class=\"dim\">{error}</span>"));
    let (name, shape, fact) =
        (escaped(&output.name), shape_text(&output.expected_shape), output.difference());
    writeln!(out, "<h4><code>{name}</code> <span class=\"dim\">{shape}</span> {fact}{error}</h4>")
}

/// The worst cells in full precision.
fn cells(output: &OutputOutcome, out: &mut dyn Write) -> io::Result<()> {
    if output.mismatches.is_empty() {
        return Ok(());
    }
    writeln!(out, "<table class=\"cells\">\n<tr><th>cell</th><th>expected</th><th>yours</th></tr>")?;
    for cell in output.mismatches.iter().take(CELLS) {
        let index: Vec<String> = cell.index.iter().map(ToString::to_string).collect();
        writeln!(
            out,
            "<tr><td>[{}]</td><td>{}</td><td class=\"wrong\">{}</td></tr>",
            index.join(","),
            value_text(cell.expected),
            value_text(cell.actual)
        )?;
    }
    writeln!(out, "</table>")?;
    match output.mismatched.unwrap_or(0).saturating_sub(output.mismatches.len().min(CELLS)) {
        0 => Ok(()),
        more => writeln!(out, "<p class=\"dim\">… and {more} more, less wrong</p>"),
    }
}

/// What the function printed in this case.
fn prints(case: &CaseOutcome, out: &mut dyn Write) -> io::Result<()> {
    let streams = [("printed", &case.stdout), ("printed to stderr", &case.stderr)];
    for (label, text) in streams.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        let shown: String = text.chars().take(PRINTED).collect();
        let is_cut = shown.len() < text.len() || case.output_truncated;
        writeln!(out, "<p class=\"dim\">{label}</p>\n<pre>{}</pre>", escaped(shown.trim_end()))?;
        if is_cut {
            writeln!(out, "<p class=\"dim\">More was printed than is shown.</p>")?;
        }
    }
    Ok(())
}
