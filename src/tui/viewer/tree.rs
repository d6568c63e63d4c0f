//! Dotted names as a tree whose branches fold.

use std::collections::HashMap;

/// A line of the tree, in the order of the tree: a branch is followed by all that is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// What its name adds to those of the branches that it is in.
    pub(super) label: String,
    /// How many branches it is in.
    pub(super) depth: usize,
    /// A name or a branch.
    pub(super) kind: Kind,
}

/// What a line of the tree stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The name at this position.
    Leaf(usize),
    /// Names that begin alike.
    Branch {
        /// Whether what is in it is shown.
        fold: Fold,
        /// How many names are in it.
        leaves: usize,
        /// Position behind the last node that is in it.
        end: usize,
    },
}

/// Whether what is in a branch is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    /// What is in it is shown.
    Open,
    /// What is in it is not shown.
    Closed,
}

/// Branches in branches, at most; the rest of a name is one label.
const DEEPEST: usize = 12;

/// A name, and how many bytes of it are the name of the file that it is in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'a> {
    /// All of it.
    pub(super) text: &'a str,
    /// `weights.npz::`, or nothing; a name that comes from the file's alone is no longer.
    pub(super) head: usize,
}

/// The tree of these names, with all branches closed. Files are branches; what is dotted in their names is not.
pub(super) fn tree(names: &[Name<'_>]) -> Vec<Node> {
    let mut nodes = Vec::with_capacity(names.len());
    let mut position = 0;
    for file in names.chunk_by(|one, other| one.file() == other.file()) {
        let entries: Vec<(usize, &str)> = file
            .iter()
            .enumerate()
            .map(|(at, name)| (position + at, &name.text[name.file().len()..]))
            .collect();
        match file.first().map(Name::file) {
            None | Some("") => grow(&entries, 0, &mut nodes),
            Some(own) if own.len() == file[0].text.len() => {
                nodes.push(Node { label: own.to_owned(), depth: 0, kind: Kind::Leaf(position) });
            }
            Some(own) => branch(own.trim_end_matches("::"), &entries, 0, &mut nodes),
        }
        position += file.len();
    }
    nodes
}

impl Name<'_> {
    /// The part of it that names a file.
    fn file(&self) -> &str {
        &self.text[..self.head.min(self.text.len())]
    }
}

/// Adds a branch and all that is in it.
fn branch(label: &str, names: &[(usize, &str)], depth: usize, nodes: &mut Vec<Node>) {
    let place = nodes.len();
    let kind = Kind::Branch { fold: Fold::Closed, leaves: names.len(), end: 0 };
    nodes.push(Node { label: label.to_owned(), depth, kind });
    grow(names, depth + 1, nodes);
    let after = nodes.len();
    if let Kind::Branch { end, .. } = &mut nodes[place].kind {
        *end = after;
    }
}

/// Opens as many levels as can be shown on `most` lines; more only where there would be nothing to choose from.
pub(super) fn open_levels(nodes: &mut [Node], most: usize) {
    let deepest = nodes.iter().map(|node| node.depth).max().unwrap_or(0);
    let mut lines = vec![0; deepest + 2];
    for node in &*nodes {
        lines[node.depth] += 1;
    }
    let (mut open, mut shown) = (0, lines[0]);
    while open < deepest && (shown <= open + 1 || shown + lines[open + 1] <= most) {
        open += 1;
        shown += lines[open];
    }
    for node in nodes {
        if let Kind::Branch { fold, .. } = &mut node.kind {
            *fold = if node.depth < open { Fold::Open } else { Fold::Closed };
        }
    }
}

/// Adds the nodes of names that are left over of what branches above have taken.
fn grow(names: &[(usize, &str)], depth: usize, nodes: &mut Vec<Node>) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<Vec<(usize, &str)>> = Vec::new();
    for &(position, name) in names {
        match name.split_once('.').filter(|_| depth < DEEPEST) {
            Some((first, _)) => {
                let place = *places.entry(first).or_insert(groups.len());
                if place == groups.len() {
                    groups.push(Vec::new());
                }
                groups[place].push((position, name));
            }
            None => groups.push(vec![(position, name)]),
        }
    }
    for group in groups {
        let &[(position, name), ref others @ ..] = group.as_slice() else { continue };
        if others.is_empty() {
            nodes.push(Node { label: name.to_owned(), depth, kind: Kind::Leaf(position) });
            continue;
        }
        let shared = shared(name, others);
        let rest: Vec<(usize, &str)> =
            group.iter().map(|(position, name)| (*position, &name[shared..])).collect();
        branch(&name[..shared - 1], &rest, depth, nodes);
    }
}

/// How many bytes all names have in common, up to a dot that is in common too.
fn shared(name: &str, others: &[(usize, &str)]) -> usize {
    let common = others.iter().fold(name.len(), |common, (_, other)| {
        let same = name.bytes().zip(other.bytes()).take(common).take_while(|(one, two)| one == two);
        same.count()
    });
    name.as_bytes()[..common].iter().rposition(|&byte| byte == b'.').map_or(0, |dot| dot + 1)
}

/// Positions of the nodes that are in no closed branch.
pub(super) fn visible(nodes: &[Node]) -> Vec<usize> {
    let mut shown = Vec::new();
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        shown.push(at);
        at = match node.kind {
            Kind::Branch { fold: Fold::Closed, end, .. } => end.max(at + 1),
            _ => at + 1,
        };
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(names: &[&str]) -> Vec<Node> {
        super::tree(&names.iter().map(|text| Name { text, head: 0 }).collect::<Vec<_>>())
    }

    fn labels(nodes: &[Node]) -> Vec<String> {
        visible(nodes).into_iter().map(|at| "  ".repeat(nodes[at].depth) + &nodes[at].label).collect()
    }

    #[test]
    fn what_names_share_is_a_branch() {
        let names = ["model.layers.0.w", "model.layers.0.b", "model.layers.1.w", "model.norm", "head"];
        let mut nodes = tree(&names);
        open_levels(&mut nodes, 60);
        assert_eq!(
            labels(&nodes),
            ["model", "  layers", "    0", "      w", "      b", "    1.w", "  norm", "head"]
        );
    }

    #[test]
    fn a_closed_branch_hides_what_is_in_it() {
        let mut nodes = tree(&["a.b.c", "a.b.d", "e"]);
        assert_eq!(labels(&nodes), ["a.b", "e"]);
        let Kind::Branch { fold, leaves, end } = &mut nodes[0].kind else { panic!() };
        *fold = Fold::Open;
        assert_eq!((*leaves, *end), (2, 3));
        assert_eq!(labels(&nodes), ["a.b", "  c", "  d", "e"]);
    }

    #[test]
    fn strange_names_make_a_tree_too() {
        let deep = vec!["x"; 5000].join(".");
        let names = ["", ".", "..", ".a", "é.ü", "é.ö", "a..b", "a..c", &deep, &deep[..4001]];
        let nodes = tree(&names);
        let leaves = nodes.iter().filter(|node| matches!(node.kind, Kind::Leaf(_))).count();
        assert_eq!(leaves, names.len());
        assert!(nodes.iter().all(|node| node.depth <= DEEPEST));
    }

    #[test]
    fn as_many_levels_are_open_as_a_screen_shows() {
        let names: Vec<String> = (0..12)
            .flat_map(|layer| ["q", "k", "v"].map(|part| format!("model.layers.{layer}.{part}")))
            .chain(["head".to_owned(), "model.norm".to_owned()])
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let lines = |most: usize| {
            let mut nodes = tree(&names);
            open_levels(&mut nodes, most);
            visible(&nodes).len()
        };
        assert_eq!([lines(1), lines(4), lines(16), lines(51), lines(52)], [2, 4, 16, 16, 52]);
        let mut alone = tree(&["a.b", "a.c", "a.d"]);
        open_levels(&mut alone, 1);
        assert_eq!(visible(&alone).len(), 4, "one closed branch leaves nothing to choose");
    }

    #[test]
    fn files_are_branches_whatever_is_dotted_in_their_names() {
        let names = ["a.npz::x.y", "a.npz::x.z", "b.1.npy", "c.npz::x"];
        let heads = [7, 7, usize::MAX, 7];
        let names: Vec<Name<'_>> = names.iter().zip(heads).map(|(text, head)| Name { text, head }).collect();
        let mut nodes = super::tree(&names);
        open_levels(&mut nodes, 60);
        assert_eq!(labels(&nodes), ["a.npz", "  x", "    y", "    z", "b.1.npy", "c.npz", "  x"]);
    }
}
