//! What there is to look at: the entries of the files, or pairs of them that are compared.

use super::Purpose;
use super::jobs::Outcome;
use super::model::Opened;
use crate::formats::{Description, Entry, natural};
use crate::grade::clean;
use crate::inspect::{Pairing, pairing};

/// One tensor, or two of one name that are compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// Safe to be shown.
    pub(super) name: String,
    /// Bytes of the name that come from the file's own: `weights.npz::`, or all of them.
    pub(super) head: usize,
    /// In which file it is, and at which position of it: where two are compared, one of each.
    pub(super) places: Vec<Place>,
    /// Of the first place.
    pub(super) described: Result<Description, String>,
    /// Bytes of the first place.
    pub(super) bytes: u64,
    /// Which of two files have it.
    pub(super) standing: Standing,
    /// What comparing its two tensors came to.
    pub(super) outcome: Option<Outcome>,
}

impl Item {
    /// How many elements it has; 0 where that is not known.
    pub(super) fn elements(&self) -> u64 {
        self.described.as_ref().map_or(0, Description::elements)
    }

    /// Whether the two files differ in it; `None` while that is not known.
    pub(super) fn differs(&self) -> Option<bool> {
        match (self.standing, &self.outcome) {
            (Standing::Alone, _) | (Standing::Both, Some(Outcome::Same)) => Some(false),
            (Standing::Both, None) => None,
            _ => Some(true),
        }
    }
}

/// An entry of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Position among the files.
    pub(super) file: usize,
    /// Position among the file's entries.
    pub(super) entry: usize,
}

/// How an item takes part in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// There is none.
    Alone,
    /// Both files have it, of one shape and type.
    Both,
    /// Both files have it, of different shapes or types.
    Unlike,
    /// Only the expected file has it.
    Missing,
    /// Only the actual file has it.
    Extra,
}

/// What there is to look at in these files.
pub(super) fn items(files: &[Opened], purpose: Purpose) -> Vec<Item> {
    match (purpose, files) {
        (Purpose::Compare(_), [expected, actual]) => pairs(expected, actual),
        _ => files.iter().enumerate().flat_map(|(file, viewed)| alone(file, viewed, files.len())).collect(),
    }
}

/// The entries that were asked for, by their names.
fn wanted(file: &Opened) -> impl Iterator<Item = (usize, &Entry)> {
    let entries =
        file.archive.by_name().into_iter().map(|position| (position, &file.archive.entries[position]));
    entries.filter(|(_, entry)| file.entry.as_ref().is_none_or(|name| *name == entry.name))
}

fn alone(file: usize, viewed: &Opened, files: usize) -> impl Iterator<Item = Item> {
    let own = one_line(&viewed.name);
    wanted(viewed).map(move |(position, entry)| {
        let head = match (files, entry.name.as_str()) {
            (_, "") => own.clone(),
            (1, _) => String::new(),
            _ => format!("{own}::"),
        };
        Item {
            name: head.clone() + &one_line(&entry.name),
            head: head.len(),
            places: vec![Place { file, entry: position }],
            described: entry.described.clone().map_err(|reason| one_line(&reason)),
            bytes: entry.bytes,
            standing: Standing::Alone,
            outcome: None,
        }
    })
}

/// The entries of two files by their names; where each has but one, those two.
fn pairs(expected: &Opened, actual: &Opened) -> Vec<Item> {
    let right: Vec<(usize, &Entry)> = wanted(actual).collect();
    let left: Vec<(usize, &Entry)> = wanted(expected).collect();
    if let ([(one, left)], [(two, right)]) = (left.as_slice(), right.as_slice()) {
        let name = one_line(&format!("{} and {}", expected.name, actual.name));
        return vec![Item { head: name.len(), name, ..pair(expected, (*one, left), Some((*two, right))) }];
    }
    let names =
        [&left, &right].map(|side| side.iter().map(|(_, entry)| entry.name.as_str()).collect::<Vec<_>>());
    let Pairing { pairs, missing, extra, .. } = pairing(&names[0], &names[1]);
    let both = pairs.into_iter().map(|(one, other)| pair(expected, left[one], Some(right[other])));
    let missing = missing.into_iter().map(|one| pair(expected, left[one], None));
    let extra = extra.into_iter().map(|other| Item {
        places: vec![Place { file: 1, entry: right[other].0 }],
        standing: Standing::Extra,
        ..pair(actual, right[other], None)
    });
    let mut items: Vec<Item> = both.chain(missing).chain(extra).collect();
    items.sort_by(|one, other| natural(&one.name, &other.name));
    items
}

/// An entry of a file, the expected one if it has it, and the one of the actual file that it is compared with.
fn pair(file: &Opened, (position, entry): (usize, &Entry), other: Option<(usize, &Entry)>) -> Item {
    let alike = |one: &Description, two: &Description| one.shape == two.shape && one.element == two.element;
    let standing = match other.map(|(_, other)| (&entry.described, &other.described)) {
        None => Standing::Missing,
        Some((Ok(one), Ok(two))) if alike(one, two) => Standing::Both,
        Some(_) => Standing::Unlike,
    };
    let mut places = vec![Place { file: 0, entry: position }];
    places.extend(other.map(|(entry, _)| Place { file: 1, entry }));
    Item {
        name: one_line(if entry.name.is_empty() { &file.name } else { &entry.name }),
        head: if entry.name.is_empty() { usize::MAX } else { 0 },
        places,
        described: entry.described.clone().map_err(|reason| one_line(&reason)),
        bytes: entry.bytes,
        standing,
        outcome: None,
    }
}

/// A stranger's text on one line.
pub(super) fn one_line(text: &str) -> String {
    clean(text.as_bytes()).replace('\n', "\\n").replace('\t', "\\t")
}
