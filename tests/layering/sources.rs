//! The project's sources as the layering test reads them: without comments and texts, word by word.

#![expect(clippy::unwrap_used, reason = "a source that cannot be read fails the test")]

use std::path::{Path, PathBuf};

/// One file below `src/`.
pub(crate) struct Source {
    /// Below `src/`, with `/` between its parts.
    pub(crate) path: String,
    /// As written.
    pub(crate) text: String,
    /// Without comments, string and character literals.
    pub(crate) code: String,
}

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `src/`.
pub(crate) fn all_sources() -> Vec<Source> {
    let src = root().join("src");
    let mut pending = vec![src.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push(Source::new(&name, &std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), code: without_comments_and_texts(text) }
    }

    /// The module of the library to which the file belongs.
    pub(crate) fn layer(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.words().any(|found| found == word)
    }

    /// The modules of the library that the file names: `crate::x`, `crate::{x, y::z}`, and `super::x` in a module
    /// at the top where `x` is a layer.
    pub(crate) fn crate_modules(&self, is_layer: impl Fn(&str) -> bool) -> Vec<String> {
        let mut found = self.named_after("crate");
        if !self.path.contains('/') {
            found.extend(self.named_after("super").into_iter().filter(|name| is_layer(name)));
        }
        found
    }

    fn named_after(&self, start: &str) -> Vec<String> {
        let words: Vec<&str> = self.words().collect();
        let mut found = Vec::new();
        for (position, pair) in words.windows(2).enumerate() {
            if pair == [start, "::"] {
                first_names(&words[position + 2..], &mut found);
            }
        }
        found
    }

    /// Identifiers, `::`, and every other visible character by itself.
    fn words(&self) -> impl Iterator<Item = &str> {
        let mut rest = self.code.as_str();
        std::iter::from_fn(move || {
            rest = rest.trim_start();
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let length = match rest.chars().next()? {
                first if is_part(first) => rest.find(|c| !is_part(c)).unwrap_or(rest.len()),
                _ if rest.starts_with("::") => 2,
                first => first.len_utf8(),
            };
            let (word, after) = rest.split_at(length);
            rest = after;
            Some(word)
        })
    }
}

/// The first name of every path that begins here: one, or those of a group in braces.
fn first_names(words: &[&str], found: &mut Vec<String>) {
    if words.first() != Some(&"{") {
        found.extend(words.first().map(|&name| name.to_owned()));
        return;
    }
    let mut depth = 0;
    for pair in words.windows(2) {
        match pair[0] {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
        if depth == 1 && matches!(pair[0], "{" | ",") && pair[1] != "self" && pair[1] != "}" {
            found.push(pair[1].to_owned());
        }
    }
}

/// What is left of a Rust file when comments and literals are blanked out.
fn without_comments_and_texts(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = literal_or_comment(rest);
        if skipped > 0 {
            code.push(' ');
            rest = &rest[skipped..];
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    code
}

/// The length of the comment or literal that begins here; 0 where none does.
fn literal_or_comment(rest: &str) -> usize {
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        rest.find("*/").map_or(rest.len(), |end| end + 2)
    } else if let Some(hashes) = raw_text(rest) {
        let end = format!("\"{}", "#".repeat(hashes));
        let start = hashes + 2;
        rest[start..].find(&end).map_or(rest.len(), |found| start + found + end.len())
    } else if rest.starts_with('"') {
        closing(rest, '"').unwrap_or(rest.len())
    } else if let Some(after) = rest.strip_prefix('\'') {
        // A character literal closes after one character or an escape; a lifetime does not.
        let is_escape = after.starts_with('\\');
        let is_character = after.chars().nth(1) == Some('\'');
        if is_escape || is_character { closing(rest, '\'').unwrap_or(0) } else { 0 }
    } else {
        0
    }
}

/// The number of `#` with which a raw string begins here.
fn raw_text(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// The length of a literal from its opening quote to its closing one.
fn closing(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (position, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return Some(position + quote.len_utf8()),
            _ => {}
        }
    }
    None
}
