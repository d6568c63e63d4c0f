//! The signs, in Unicode and in ASCII.

/// One set of signs; each is one column wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    pub passed: &'static str,
    /// Some cases passed.
    pub partial: &'static str,
    pub untouched: &'static str,
    pub failed: &'static str,
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
    pub minus: &'static str,
    pub times: &'static str,
    pub arrow: &'static str,
    pub left: &'static str,
    pub right: &'static str,
    pub rule: &'static str,
    pub ellipsis: &'static str,
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
