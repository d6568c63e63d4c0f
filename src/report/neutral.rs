//! Text of strangers in the formats of reports: it stays text, whatever it looks like.
//!
//! Control characters are gone already ([`clean`]); what is left is what a format, or the log that it is printed to,
//! takes for more than text.

use crate::grade::{Outcome, clean};
use std::borrow::Cow;

/// How a format spells the characters that begin a command of a CI log, so that the log does not see them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling {
    /// For the first colon of `::` at the start of a line.
    pub(super) colon: &'static str,
    /// For the second `#` of `##[`.
    pub(super) hash: &'static str,
}

/// Where nothing can be escaped: a space between the two, which everyone sees.
pub(super) const SPACED: Spelling = Spelling { colon: ": ", hash: " #" };
/// JSON strings.
pub(super) const JSON: Spelling = Spelling { colon: "\\u003a", hash: "\\u0023" };
/// XML and HTML text.
pub(super) const MARKUP: Spelling = Spelling { colon: "&#58;", hash: "&#35;" };

/// The document without anything that a CI log obeys. GitHub's runner reads `::command::` at the start of a line,
/// blanks before it included, and `##[command]` anywhere; that of Azure reads `##vso[command]`.
pub(super) fn disarmed(document: &str, spelling: Spelling) -> Cow<'_, str> {
    if !document.contains("::") && !document.contains("##") {
        return Cow::Borrowed(document);
    }
    let mut safe = String::with_capacity(document.len());
    for line in document.split_inclusive('\n') {
        let body = line.trim_start();
        let (indent, body) = line.split_at(line.len() - body.len());
        safe.push_str(indent);
        let body = match body.strip_prefix("::") {
            Some(rest) => {
                safe.push_str(spelling.colon);
                safe.push(':');
                rest
            }
            None => body,
        };
        disarm_brackets(body, spelling, &mut safe);
    }
    Cow::Owned(safe)
}

fn disarm_brackets(text: &str, spelling: Spelling, safe: &mut String) {
    let mut rest = text;
    while let Some(place) = rest.find("##") {
        let (before, after) = rest.split_at(place + 1);
        safe.push_str(before);
        // The second sign may be the first of another pair.
        rest = after;
        if opens_bracket(&after[1..]) {
            safe.push_str(spelling.hash);
            rest = &after[1..];
        }
    }
    safe.push_str(rest);
}

/// Whether a bracket follows, or a word and a bracket.
fn opens_bracket(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[')
}

/// Text for an element or an attribute of HTML.
pub(super) fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(character),
        }
    }
    safe
}

/// Text for one paragraph or table cell of GitHub's Markdown: every sign that could mean something is escaped, and
/// lines are joined.
pub(super) fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => safe.push(' '),
            // No link, and nobody is called: these two are found in finished text, too.
            ':' | '@' => {
                safe.push(character);
                safe.push_str("<!-- -->");
            }
            _ if character.is_ascii_punctuation() => {
                safe.push('\\');
                safe.push(character);
            }
            _ => safe.push(character),
        }
    }
    safe
}

/// Text as a block of code in Markdown, whatever fences it holds.
pub(super) fn fenced(text: &str) -> String {
    let runs = text.split(|character| character != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    format!("{fence}text\n{}\n{fence}\n", text.trim_end_matches('\n'))
}

/// The data of a workflow command.
pub(super) fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
pub(super) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Text for an element of XML in a report that GitLab reads, which would attach files that `[[ATTACHMENT|…]]` names.
pub(super) fn junit(text: &str) -> String {
    // Twice, for what is left of a row of three.
    text.replace("[[", "[ [").replace("[[", "[ [")
}

/// The outcome with every text cleaned, for it may come from a file, and with what is hidden withheld.
pub(super) fn presentable(outcome: &Outcome) -> Outcome {
    let mut outcome = outcome.clone();
    for exercise in &mut outcome.exercises {
        exercise.withhold_hidden();
        texts(exercise).for_each(|text| {
            // What is no character may not even stand in XML.
            let cleaned = clean(text.as_bytes()).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
            if cleaned != *text {
                *text = cleaned;
            }
        });
    }
    outcome
}

/// Every text of an exercise's outcome.
fn texts(exercise: &mut crate::grade::ExerciseOutcome) -> impl Iterator<Item = &mut String> {
    let diagnosis = exercise.diagnosis.iter_mut().map(|diagnosis| &mut diagnosis.message);
    let cause = exercise.cause.iter_mut().map(|cause| &mut cause.message);
    let compiler = exercise.diagnostics.iter_mut().flat_map(|diagnostic| {
        let optional = diagnostic.code.iter_mut().chain(diagnostic.explanation.iter_mut());
        [&mut diagnostic.level, &mut diagnostic.message, &mut diagnostic.file, &mut diagnostic.rendered]
            .into_iter()
            .chain(optional)
    });
    let cases = exercise.cases.iter_mut().flat_map(|case| {
        let outputs = case.outputs.iter_mut().map(|output| &mut output.name);
        [&mut case.id, &mut case.stdout, &mut case.stderr].into_iter().chain(&mut case.message).chain(outputs)
    });
    diagnosis.chain(cause).chain(compiler).chain(cases)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether GitHub's runner, or Azure's, would take a line for a command.
    fn is_obeyed(document: &str) -> bool {
        document.lines().any(|line| {
            let bracket = line.match_indices("##").any(|(place, _)| opens_bracket(&line[place + 2..]));
            line.trim().starts_with("::") || bracket
        })
    }

    /// Strings out of the pieces that commands, markup and fences are made of.
    fn mean() -> impl Strategy<Value = String> {
        let pieces = [
            "::",
            ":",
            "##",
            "#",
            "[",
            "]",
            "error",
            "vso",
            "\n",
            " ",
            "\t",
            "`",
            "```",
            "~~~",
            "|",
            "<",
            ">",
            "&",
            "\"",
            "'",
            "]]>",
            "</script>",
            "<!--",
            "-->",
            "![x](y)",
            "@all",
            "https://x.y",
            "\\",
            "%0A",
            ",",
            "\u{fffe}",
        ];
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..40)
            .prop_map(|all| all.concat())
    }

    proptest! {
        #[test]
        fn no_line_of_a_disarmed_document_is_a_command(text in mean()) {
            for spelling in [SPACED, JSON, MARKUP] {
                let document = disarmed(&text, spelling);
                prop_assert!(!is_obeyed(&document), "{document:?}");
            }
        }

        #[test]
        fn disarming_in_json_changes_no_value(text in mean()) {
            let document = serde_json::to_string(&text).unwrap();
            let read: String = serde_json::from_str(&disarmed(&document, JSON)).unwrap();
            prop_assert_eq!(read, text);
        }

        #[test]
        fn a_fence_ends_where_its_text_ends(text in mean()) {
            let block = fenced(&text);
            let fence = block.split("text").next().unwrap();
            let inside = block.strip_prefix(fence).unwrap().strip_suffix(&format!("\n{fence}\n")).unwrap();
            prop_assert!(!inside.contains(fence), "{block}");
        }

        #[test]
        fn text_makes_no_element_of_html_and_no_property_of_a_command(text in mean()) {
            prop_assert!(!html(&text).contains(['<', '>', '"', '\'']));
            prop_assert!(!property(&text).contains([':', ',', '\n']));
            prop_assert!(!data(&text).contains('\n'));
        }
    }

    #[test]
    fn ordinary_text_stays() {
        let text = "use std::f64::consts::PI;\n## Heading\n#[derive(Debug)]\n";
        assert_eq!(disarmed(text, SPACED), text);
    }
}
