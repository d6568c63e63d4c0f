//! The list of entries: what is shown of it, and which line is chosen.

use super::items::Item;
use super::tree::{Fold, Kind, Name, Node, open_levels, tree, visible};
use crate::tensor::shape_text;
use crate::tui::keys::Step;
use std::collections::HashMap;
use unicode_width::UnicodeWidthStr;

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
    /// Of all lines.
    pub(super) widths: Widths,
    /// Before each node, and at the end.
    totals: Vec<Total>,
    /// Only names that hold this are shown.
    pub(super) filter: String,
    /// Whether a line was chosen by a key, the mouse, or as the first that differs.
    pub(super) touched: bool,
}

/// As many levels of branches are open at first as can be shown on so many lines.
const LINES_AT_FIRST: usize = 60;

/// How wide the columns of all lines are, also of those in closed branches: nothing moves when a branch is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Widths {
    /// Of the names with their indents.
    pub(super) name: usize,
    /// Of the element types.
    pub(super) dtype: usize,
    /// Of the shapes.
    pub(super) shape: usize,
}

/// What some tensors take up together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Total {
    /// Saturating, as the bytes are.
    pub(super) elements: u64,
    /// Of the elements.
    pub(super) bytes: u64,
}

impl List {
    pub(super) fn of(items: Vec<Item>) -> Self {
        let mut list = Self { items, ..Self::default() };
        list.plant();
        list
    }

    /// Takes other items; what was chosen and which branches were open stays so, as far as it is still there.
    pub(super) fn renew(&mut self, items: Vec<Item>) {
        let before: HashMap<String, Kind> =
            paths(&self.nodes).into_iter().zip(self.nodes.iter().map(|node| node.kind.clone())).collect();
        let chosen = self.shown.get(self.chosen).map(|&at| paths(&self.nodes).swap_remove(at));
        self.items = items;
        self.plant();
        let after = paths(&self.nodes);
        for (node, path) in self.nodes.iter_mut().zip(&after) {
            if let (Kind::Branch { fold, .. }, Some(Kind::Branch { fold: was, .. })) =
                (&mut node.kind, before.get(path))
            {
                *fold = *was;
            }
        }
        self.shown = visible(&self.nodes);
        let place = self.shown.iter().position(|&at| Some(&after[at]) == chosen.as_ref());
        self.chosen = place.unwrap_or(0);
    }

    /// Shows only names that hold this text, in whichever case; of all, the tree.
    pub(super) fn filter(&mut self, text: &str) {
        text.clone_into(&mut self.filter);
        self.plant();
    }

    fn plant(&mut self) {
        let wanted = self.filter.to_lowercase();
        self.nodes = if wanted.is_empty() {
            let names = self.items.iter().map(|item| Name { text: &item.name, head: item.head });
            let mut nodes = tree(&names.collect::<Vec<_>>());
            open_levels(&mut nodes, LINES_AT_FIRST);
            nodes
        } else {
            let found =
                self.items.iter().enumerate().filter(|(_, item)| item.name.to_lowercase().contains(&wanted));
            found
                .map(|(at, item)| Node { label: item.name.clone(), depth: 0, kind: Kind::Leaf(at) })
                .collect()
        };
        self.shown = visible(&self.nodes);
        self.widths = self.measured();
        self.totals = self.summed();
        (self.chosen, self.first) = (0, 0);
    }

    fn measured(&self) -> Widths {
        let name = |node: &Node| 2 * node.depth + node.label.width();
        let described = || self.items.iter().filter_map(|item| item.described.as_ref().ok());
        Widths {
            name: self.nodes.iter().map(name).max().unwrap_or(0),
            dtype: described().map(|description| description.element.name().len()).max().unwrap_or(0),
            shape: described().map(|description| shape_text(&description.shape).len()).max().unwrap_or(0),
        }
    }

    /// Before each node, and at the end, what the tensors above take up.
    fn summed(&self) -> Vec<Total> {
        let mut sum = Total::default();
        let add = |node: &Node| {
            if let Kind::Leaf(item) = node.kind {
                let item = &self.items[item];
                sum.elements = sum.elements.saturating_add(item.elements());
                sum.bytes = sum.bytes.saturating_add(item.bytes);
            }
            sum
        };
        std::iter::once(Total::default()).chain(self.nodes.iter().map(add)).collect()
    }

    /// What the tensors among these nodes take up.
    pub(super) fn total(&self, nodes: std::ops::Range<usize>) -> Total {
        let at = |place: usize| self.totals.get(place).copied().unwrap_or_default();
        let (before, all) = (at(nodes.start), at(nodes.end));
        Total { elements: all.elements - before.elements, bytes: all.bytes - before.bytes }
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

    /// What a branch is called, with the branches that it is in: `model.layers`.
    pub(super) fn path(&self, at: usize) -> String {
        let mut labels = Vec::new();
        let mut depth = usize::MAX;
        for node in self.nodes.get(..=at).unwrap_or_default().iter().rev() {
            if node.depth < depth {
                labels.push(node.label.as_str());
                depth = node.depth;
            }
        }
        labels.reverse();
        labels.join(".")
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

/// The labels of each node and of the branches that it is in.
fn paths(nodes: &[Node]) -> Vec<String> {
    let mut above: Vec<&str> = Vec::new();
    let mut paths = Vec::with_capacity(nodes.len());
    for node in nodes {
        above.truncate(node.depth);
        above.push(&node.label);
        paths.push(above.join("\0"));
    }
    paths
}
