//! The list of entries: what is there, what is shown of it, and which line is chosen.

use super::Purpose;
use super::jobs::Outcome;
use super::model::Opened;
use super::tree::{Fold, Kind, Node, tree, visible};
use crate::formats::{Description, Entry};
use crate::grade::clean;
use crate::tui::keys::Step;

/// One tensor, or two of one name that are compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// Safe to be shown.
    pub(super) name: String,
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

/// The list and what is chosen of it.
#[derive(Debug, Default)]
pub(super) struct List {
    /// All that there is to look at.
    pub(super) items: Vec<Item>,
    /// The same as a tree, or those that the filter lets through.
    pub(super) nodes: Vec<Node>,
    /// Positions of the nodes that are shown.
    pub(super) shown: Vec<usize>,
    /// Position among those.
    pub(super) chosen: usize,
    /// First of those on the screen.
    pub(super) first: usize,
    /// Only names that hold this are shown.
    pub(super) filter: String,
    /// Whether a line was chosen by a key, the mouse, or as the first that differs.
    pub(super) touched: bool,
}

/// With more entries than this, branches are closed at first.
const OPEN_AT_MOST: usize = 60;

impl List {
    pub(super) fn of(items: Vec<Item>) -> Self {
        let mut list = Self { items, ..Self::default() };
        list.plant();
        list
    }

    /// Takes other items; what was chosen stays so if it is still there.
    pub(super) fn renew(&mut self, items: Vec<Item>) {
        let chosen = self.item().map(|item| self.items[item].name.clone());
        self.items = items;
        self.plant();
        let place = chosen.and_then(|name| {
            self.shown.iter().position(
                |node| matches!(self.nodes[*node].kind, Kind::Leaf(item) if self.items[item].name == name),
            )
        });
        self.chosen = place.unwrap_or(0);
    }

    /// Shows only names that hold this text, in whichever case; of all, the tree.
    pub(super) fn filter(&mut self, text: &str) {
        text.clone_into(&mut self.filter);
        self.plant();
    }

    fn plant(&mut self) {
        let wanted = self.filter.to_lowercase();
        let names: Vec<&str> = self.items.iter().map(|item| item.name.as_str()).collect();
        self.nodes = if wanted.is_empty() {
            tree(&names, if names.len() > OPEN_AT_MOST { Fold::Closed } else { Fold::Open })
        } else {
            let found = names.iter().enumerate().filter(|(_, name)| name.to_lowercase().contains(&wanted));
            found
                .map(|(item, name)| Node { label: (*name).to_owned(), depth: 0, kind: Kind::Leaf(item) })
                .collect()
        };
        self.shown = visible(&self.nodes);
        (self.chosen, self.first) = (0, 0);
    }

    /// The chosen node.
    pub(super) fn node(&self) -> Option<&Node> {
        self.shown.get(self.chosen).and_then(|node| self.nodes.get(*node))
    }

    /// The chosen item, if it is one.
    pub(super) fn item(&self) -> Option<usize> {
        self.node().and_then(|node| match node.kind {
            Kind::Leaf(item) => Some(item),
            Kind::Branch { .. } => None,
        })
    }

    /// Opens or closes the chosen branch.
    pub(super) fn fold(&mut self, how: Option<Fold>) {
        let Some(&at) = self.shown.get(self.chosen) else { return };
        if let Some(Node { kind: Kind::Branch { fold, .. }, .. }) = self.nodes.get_mut(at) {
            let other = if *fold == Fold::Open { Fold::Closed } else { Fold::Open };
            *fold = how.unwrap_or(other);
            self.shown = visible(&self.nodes);
        } else if how == Some(Fold::Closed) {
            self.climb(at);
        }
    }

    /// Chooses the branch that a node is in.
    fn climb(&mut self, at: usize) {
        let depth = self.nodes[at].depth;
        let above = self.shown[..self.chosen].iter().rposition(|node| self.nodes[*node].depth < depth);
        self.chosen = above.unwrap_or(self.chosen);
    }

    /// Chooses a line; `height` of them are on the screen.
    pub(super) fn step(&mut self, step: Step, height: usize) {
        self.touched = true;
        let last = self.shown.len().saturating_sub(1);
        match step {
            Step::Left => self.fold(Some(Fold::Closed)),
            Step::Right => self.fold(Some(Fold::Open)),
            step => self.chosen = step.along(self.chosen, height, last),
        }
    }

    /// Chooses the line of an item, if it is shown.
    pub(super) fn choose(&mut self, item: usize) {
        let place = self.shown.iter().position(|node| self.nodes[*node].kind == Kind::Leaf(item));
        self.chosen = place.unwrap_or(self.chosen);
    }

    /// Chooses the line of an item, and opens the branches that it is in; a filter that hides it is dropped.
    pub(super) fn reveal(&mut self, item: usize) {
        if !self.nodes.iter().any(|node| node.kind == Kind::Leaf(item)) {
            self.filter("");
        }
        let Some(at) = self.nodes.iter().position(|node| node.kind == Kind::Leaf(item)) else { return };
        for node in &mut self.nodes[..at] {
            if let Kind::Branch { fold, end, .. } = &mut node.kind
                && *end > at
            {
                *fold = Fold::Open;
            }
        }
        self.shown = visible(&self.nodes);
        self.choose(item);
    }

    /// Positions of the nodes that are tensors, and of their items.
    pub(super) fn leaves(&self) -> Vec<(usize, usize)> {
        let leaf = |(at, node): (usize, &Node)| match node.kind {
            Kind::Leaf(item) => Some((at, item)),
            Kind::Branch { .. } => None,
        };
        self.nodes.iter().enumerate().filter_map(leaf).collect()
    }

    /// How many tensors among these nodes differ.
    pub(super) fn differing(&self, nodes: std::ops::Range<usize>) -> usize {
        let nodes = self.nodes.get(nodes).unwrap_or_default().iter();
        let differs =
            |node: &&Node| matches!(node.kind, Kind::Leaf(item) if self.items[item].differs() == Some(true));
        nodes.filter(differs).count()
    }

    /// Position of the chosen node.
    pub(super) fn node_position(&self) -> usize {
        self.shown.get(self.chosen).copied().unwrap_or(0)
    }

    /// Scrolls so that the chosen line is among `height`.
    pub(super) fn scroll(&mut self, height: usize) {
        let height = height.max(1);
        self.chosen = self.chosen.min(self.shown.len().saturating_sub(1));
        self.first = self.first.clamp((self.chosen + 1).saturating_sub(height), self.chosen);
        self.first = self.first.min(self.shown.len().saturating_sub(height));
    }
}

/// What there is to look at in these files.
pub(super) fn items(files: &[Opened], purpose: Purpose) -> Vec<Item> {
    match (purpose, files) {
        (Purpose::Compare(_), [expected, actual]) => pairs(expected, actual),
        _ => files.iter().enumerate().flat_map(|(file, viewed)| alone(file, viewed, files.len())).collect(),
    }
}

/// The entries that were asked for.
fn wanted(file: &Opened) -> impl Iterator<Item = (usize, &Entry)> {
    file.archive
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| file.entry.as_ref().is_none_or(|name| *name == entry.name))
}

fn alone(file: usize, viewed: &Opened, files: usize) -> impl Iterator<Item = Item> {
    wanted(viewed).map(move |(position, entry)| Item {
        name: match (files, entry.name.as_str()) {
            (_, "") => one_line(&viewed.name),
            (1, name) => one_line(name),
            (_, name) => one_line(&format!("{}::{name}", viewed.name)),
        },
        places: vec![Place { file, entry: position }],
        described: entry.described.clone(),
        bytes: entry.bytes,
        standing: Standing::Alone,
        outcome: None,
    })
}

/// The entries of two files by their names; where each has but one, those two.
fn pairs(expected: &Opened, actual: &Opened) -> Vec<Item> {
    let right: Vec<(usize, &Entry)> = wanted(actual).collect();
    let left: Vec<(usize, &Entry)> = wanted(expected).collect();
    let single = left.len() == 1 && right.len() == 1;
    let mut others: std::collections::HashMap<&str, (usize, &Entry)> =
        right.iter().map(|(position, entry)| (entry.name.as_str(), (*position, *entry))).collect();
    let mut items = Vec::new();
    for (position, entry) in left {
        let other = if single { right.first().copied() } else { others.remove(entry.name.as_str()) };
        let mut places = vec![Place { file: 0, entry: position }];
        places.extend(other.map(|(entry, _)| Place { file: 1, entry }));
        let alike =
            |one: &Description, two: &Description| one.shape == two.shape && one.element == two.element;
        let standing = match other.map(|(_, other)| (&entry.described, &other.described)) {
            None => Standing::Missing,
            Some((Ok(one), Ok(two))) if alike(one, two) => Standing::Both,
            Some(_) => Standing::Unlike,
        };
        let name =
            if entry.name.is_empty() || single { pair_name(expected, actual) } else { one_line(&entry.name) };
        items.push(Item {
            name,
            places,
            described: entry.described.clone(),
            bytes: entry.bytes,
            standing,
            outcome: None,
        });
    }
    if !single {
        let extra = right.iter().filter(|(_, entry)| others.contains_key(entry.name.as_str()));
        items.extend(extra.map(|(position, entry)| Item {
            name: one_line(&entry.name),
            places: vec![Place { file: 1, entry: *position }],
            described: entry.described.clone(),
            bytes: entry.bytes,
            standing: Standing::Extra,
            outcome: None,
        }));
    }
    items
}

fn pair_name(expected: &Opened, actual: &Opened) -> String {
    one_line(&format!("{} and {}", expected.name, actual.name))
}

/// A stranger's text on one line.
pub(super) fn one_line(text: &str) -> String {
    clean(text.as_bytes()).replace('\n', "\\n").replace('\t', "\\t")
}
