//! The guide for authors, executed: its files written, its lines typed, and a sound course at the end.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[cfg(test)]
#[path = "docs/blocks.rs"]
mod blocks;
#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;

use command::tensorlings;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// One block of the guide, and the code that was named last before it.
struct Block {
    language: String,
    named: String,
    /// Whether the text before it says "Add to".
    is_added: bool,
    text: String,
}

fn blocks_of(guide: &str) -> Vec<Block> {
    let (mut blocks, mut named, mut said) = (Vec::<Block>::new(), String::new(), String::new());
    let mut is_inside = false;
    for event in pulldown_cmark::Parser::new(guide) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                is_inside = true;
                let is_added = said.contains("Add to");
                blocks.push(Block {
                    language: language.to_string(),
                    named: named.clone(),
                    is_added,
                    text: String::new(),
                });
            }
            Event::End(TagEnd::CodeBlock) => (is_inside, said) = (false, String::new()),
            Event::Text(text) if is_inside => blocks.last_mut().unwrap().text.push_str(&text),
            Event::Text(text) => said.push_str(&text),
            Event::Code(code) => named = code.to_string(),
            _ => {}
        }
    }
    blocks
}

fn write(folder: &Path, block: &Block) {
    let file = folder.join(&block.named);
    assert!(block.named.starts_with("my-course/"), "a block stands after `{}`", block.named);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    if block.is_added {
        let mut file = fs::OpenOptions::new().append(true).open(file).unwrap();
        file.write_all(block.text.as_bytes()).unwrap();
    } else {
        fs::write(file, &block.text).unwrap();
    }
}

/// Whether `python3` computes expected outputs here.
fn has_numpy() -> bool {
    Command::new("python3")
        .args(["-c", "import numpy, tomllib"])
        .output()
        .is_ok_and(|ran| ran.status.success())
}

/// Types one line, of the tool's or of another program's; gives the exit code.
fn typed(folder: &Path, line: &blocks::Line) -> i32 {
    if let Some(arguments) = line.arguments() {
        let ran = tensorlings(folder, &arguments);
        assert!(ran.code < 2, "{}: {ran:#?}", line.text());
        return ran.code;
    }
    let (program, arguments) = line.words.split_first().unwrap();
    let ran = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    assert!(ran.status.success(), "{}: {ran:#?}", line.text());
    0
}

#[test]
fn a_course_and_a_function_from_nothing() {
    if !has_numpy() {
        println!("SKIPPED: python3 has no NumPy");
        return;
    }
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/author.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut codes = Vec::new();
    for block in blocks_of(&guide) {
        if block.language != "sh" {
            write(folder.path(), &block);
            continue;
        }
        for line in blocks::lines(&format!("```sh\n{}```\n", block.text)) {
            codes.push((line.text(), typed(folder.path(), &line)));
        }
    }
    let refused: Vec<&str> =
        codes.iter().filter(|(_, code)| *code != 0).map(|(line, _)| line.as_str()).collect();
    assert_eq!(
        refused,
        ["tensorlings check column_means --course my-course --workspace trial"],
        "not written yet"
    );
    assert_eq!(codes.len(), 7, "{codes:?}");
}
