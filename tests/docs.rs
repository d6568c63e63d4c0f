//! The documentation: its links lead somewhere, and its commands are commands.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[cfg(test)]
#[path = "docs/blocks.rs"]
mod blocks;

use clap::Parser;
use pulldown_cmark::{Event, Options, Tag, TagEnd};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tensorlings::cli::Cli;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The pages at the top of the repository, and those in `docs`.
fn pages() -> Vec<PathBuf> {
    let in_folder = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = in_folder(root()).chain(in_folder(root().join("docs")));
    let mut pages: Vec<PathBuf> =
        all.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    pages.sort();
    assert!(pages.len() >= 10, "{pages:?}");
    pages
}

/// Where the links and pictures of a page lead.
fn links(text: &str) -> Vec<String> {
    let events = pulldown_cmark::Parser::new_ext(text, Options::ENABLE_TABLES);
    let target = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    events.filter_map(target).collect()
}

/// The names by which the headings of a page are linked to, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let (mut anchors, mut heading) = (BTreeSet::new(), None);
    for event in pulldown_cmark::Parser::new_ext(text, Options::ENABLE_TABLES) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::End(TagEnd::Heading(_)), Some(title)) => {
                let kept = |c: &char| c.is_alphanumeric() || [' ', '-', '_'].contains(c);
                anchors
                    .insert(title.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-"));
                heading = None;
            }
            (Event::Text(text) | Event::Code(text), Some(title)) => title.push_str(&text),
            _ => {}
        }
    }
    anchors
}

/// What is wrong with a link of a page.
fn fault(page: &Path, link: &str) -> Option<String> {
    if link.starts_with("https://") {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() { page.to_owned() } else { page.parent().unwrap().join(file) };
    if !target.exists() {
        return Some(format!("{}: {link} leads nowhere", page.display()));
    }
    let is_there = anchor.is_empty() || anchors(&fs::read_to_string(target).unwrap()).contains(anchor);
    (!is_there).then(|| format!("{}: {link} names no heading", page.display()))
}

#[test]
fn every_link_leads_somewhere() {
    let faults = pages().into_iter().flat_map(|page| {
        let text = fs::read_to_string(&page).unwrap();
        links(&text).into_iter().filter_map(move |link| fault(&page, &link)).collect::<Vec<String>>()
    });
    assert_eq!(faults.collect::<Vec<String>>(), [""; 0]);
}

#[test]
fn a_dead_link_is_found() {
    let page = root().join("README.md");
    for (link, what) in [
        ("docs/nowhere.md", "leads nowhere"),
        ("docs/course-format.md#nowhere", "names no heading"),
        ("#nowhere", "names no heading"),
    ] {
        assert!(fault(&page, link).is_some_and(|fault| fault.ends_with(what)), "{link}");
    }
    assert_eq!(fault(&page, "docs/course-format.md#coursetoml"), None);
}

#[test]
fn every_page_is_linked_from_the_readme_or_a_page_that_is() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let linked: BTreeSet<String> = links(&readme).into_iter().collect();
    for page in pages().iter().filter(|page| page.parent() != Some(&root())) {
        let name = format!("docs/{}", page.file_name().unwrap().to_str().unwrap());
        assert!(linked.contains(&name), "the README does not lead to {name}");
    }
}

#[test]
fn every_command_in_the_documentation_can_be_typed() {
    let mut count = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for line in blocks::lines(&text) {
            let Some(arguments) = line.arguments() else { continue };
            count += 1;
            if let Err(error) = Cli::try_parse_from([&["tensorlings"], arguments.as_slice()].concat()) {
                panic!("{}: {}\n{error}", page.display(), line.text());
            }
        }
    }
    assert!(count > 40, "only {count} commands were found");
}
