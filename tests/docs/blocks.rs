//! The code blocks of a Markdown text.

/// One line to type, comment and continuation resolved.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) words: Vec<String>,
    /// Whether the block stands under a comment that says why it cannot be run.
    pub(crate) is_marked: bool,
}

impl Line {
    pub(crate) fn text(&self) -> String {
        self.words.join(" ")
    }

    /// The words after `tensorlings`, up to where the shell takes over; none of another program's line.
    pub(crate) fn arguments(&self) -> Option<Vec<&str>> {
        let (first, rest) = self.words.split_first()?;
        let ours = rest.iter().map(String::as_str).take_while(|word| ![">", "|", "||", "&&"].contains(word));
        (first == "tensorlings").then(|| ours.collect())
    }
}

/// The start of a comment over a block that no test runs.
const MARK: &str = "<!-- not run: ";

/// All lines of all `sh` blocks.
pub(crate) fn lines(markdown: &str) -> Vec<Line> {
    let (mut found, mut before, mut is_inside, mut is_marked) = (Vec::new(), "", false, false);
    let joined = markdown.replace("\\\n", " ");
    for line in joined.lines() {
        match (is_inside, line) {
            (false, "```sh") => (is_inside, is_marked) = (true, before.starts_with(MARK)),
            (true, "```") => is_inside = false,
            (true, line) => found.push(Line { words: words(line), is_marked }),
            (false, _) => {}
        }
        before = line;
    }
    found.retain(|line| !line.words.is_empty());
    found
}

/// Words as a shell divides them, as far as documentation goes: single and double quotes, and comments.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for character in line.chars() {
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, '#') if word.is_empty() => break,
            (None, ' ') => words.push(std::mem::take(&mut word)),
            (_, character) => word.push(character),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}
