//! What a sentence quotes of a stranger's text.

/// Characters that are quoted.
const LONGEST: usize = 120;

/// The beginning of a text, with a sign where it goes on.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_texts_are_cut() {
        assert_eq!(excerpt("weight"), "weight");
        assert_eq!(excerpt(&"ü".repeat(LONGEST)).chars().count(), LONGEST);
        assert!(excerpt(&"ü".repeat(100_000)).ends_with("üü…"));
    }
}
