//! The signs, in Unicode and in ASCII.

/// One set of signs; each is one column wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// All cases passed.
    pub passed: &'static str,
    /// Some cases passed.
    pub partial: &'static str,
    /// Not begun.
    pub untouched: &'static str,
    /// No case passed, or it did not compile.
    pub failed: &'static str,
    /// Stands for a value that there is none of.
    pub none: &'static str,
    /// Before a cell that is not as expected.
    pub wrong: &'static str,
    /// After the largest value of a window.
    pub maximum: &'static str,
    /// Fills padding.
    pub hatch: &'static str,
    /// A true cell of a mask.
    pub truth: &'static str,
    /// A false cell of a mask, and an equal cell of a difference.
    pub blank: &'static str,
    /// Before a negative number.
    pub minus: &'static str,
    /// Between factors and between lengths.
    pub times: &'static str,
    /// From what was to what is.
    pub arrow: &'static str,
    /// There is more on the left.
    pub left: &'static str,
    /// There is more on the right; what is selected.
    pub right: &'static str,
    /// Repeated, a horizontal line.
    pub rule: &'static str,
    /// At the end of text that was cut off.
    pub ellipsis: &'static str,
    /// In a cell, after its sign.
    pub infinity: &'static str,
    /// From nothing to full magnitude.
    pub shades: [&'static str; 5],
    /// Bars of growing height, for sparklines.
    pub bars: [&'static str; 8],
}

/// For terminals that show Unicode.
pub const UNICODE: Glyphs = Glyphs {
    passed: "●",
    partial: "◐",
    untouched: "○",
    failed: "✗",
    none: "–",
    wrong: "✗",
    maximum: "▲",
    hatch: "╱",
    truth: "●",
    blank: "·",
    minus: "−",
    times: "×",
    arrow: "→",
    left: "◂",
    right: "▸",
    rule: "─",
    ellipsis: "…",
    infinity: "∞",
    shades: [" ", "░", "▒", "▓", "█"],
    bars: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
};

/// For `--ascii` and locales without UTF-8.
pub const ASCII: Glyphs = Glyphs {
    passed: "*",
    partial: "+",
    untouched: "o",
    failed: "x",
    none: "-",
    wrong: "x",
    maximum: "^",
    hatch: "/",
    truth: "#",
    blank: ".",
    minus: "-",
    times: "x",
    arrow: ">",
    left: "<",
    right: ">",
    rule: "-",
    ellipsis: "~",
    infinity: "I",
    shades: [" ", ".", ":", "+", "#"],
    bars: ["_", ".", ":", "-", "=", "+", "*", "#"],
};

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_sign_is_one_column_wide_and_the_ascii_ones_are_ascii() {
        for (glyphs, name) in [(UNICODE, "UNICODE"), (ASCII, "ASCII")] {
            let text = format!("{glyphs:?}");
            let signs: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
            assert!(signs.len() > 25, "{name}");
            assert!(signs.iter().all(|sign| sign.width() == 1), "{name}: {signs:?}");
            assert!(name != "ASCII" || text.is_ascii());
        }
    }
}
