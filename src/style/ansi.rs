//! Styled lines as text for a terminal, or for a file.

use super::Line;
use std::io::{self, Write};

/// Writes lines, each with its line break. A span without a style is written without escape sequences, so that a
/// plain theme gives plain text. Spaces at the end of a line are left out where they have no style.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        write_line(line, out)?;
    }
    Ok(())
}

fn write_line(line: &Line, out: &mut dyn Write) -> io::Result<()> {
    let visible =
        |span: &super::Span| span.style.get_bg_color().is_some() || !span.text.trim_end().is_empty();
    let count = line.0.iter().rposition(visible).map_or(0, |place| place + 1);
    for (place, span) in line.0[..count].iter().enumerate() {
        let ends = place + 1 == count && span.style.get_bg_color().is_none();
        let text = if ends { span.text.trim_end() } else { &span.text };
        write!(out, "{}{text}{}", span.style.render(), span.style.render_reset())?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anstyle::Style;

    #[test]
    fn plain_spans_have_no_escapes_and_every_style_ends_with_its_span() {
        let line = Line::of("a ", Style::new()).with("b", Style::new().bold()).with("  ", Style::new());
        let mut out = Vec::new();
        write(&[line, Line::default()], &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a \u{1b}[1mb\u{1b}[0m\n\n");
    }
}
