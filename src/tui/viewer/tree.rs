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

/// The tree of these names.
pub(super) fn tree(names: &[&str], fold: Fold) -> Vec<Node> {
    let mut nodes = Vec::with_capacity(names.len());
    let all: Vec<(usize, &str)> = names.iter().copied().enumerate().collect();
    grow(&all, 0, fold, &mut nodes);
    nodes
}

/// Adds the nodes of names that are left over of what branches above have taken.
fn grow(names: &[(usize, &str)], depth: usize, fold: Fold, nodes: &mut Vec<Node>) {
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
        let branch = nodes.len();
        let kind = Kind::Branch { fold, leaves: group.len(), end: 0 };
        nodes.push(Node { label: name[..shared - 1].to_owned(), depth, kind });
        grow(&rest, depth + 1, fold, nodes);
        let after = nodes.len();
        if let Kind::Branch { end, .. } = &mut nodes[branch].kind {
            *end = after;
        }
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

    fn labels(nodes: &[Node]) -> Vec<String> {
        visible(nodes).into_iter().map(|at| "  ".repeat(nodes[at].depth) + &nodes[at].label).collect()
    }

    #[test]
    fn what_names_share_is_a_branch() {
        let names = ["model.layers.0.w", "model.layers.0.b", "model.layers.1.w", "model.norm", "head"];
        let nodes = tree(&names, Fold::Open);
        assert_eq!(
            labels(&nodes),
            ["model", "  layers", "    0", "      w", "      b", "    1.w", "  norm", "head"]
        );
    }

    #[test]
    fn a_closed_branch_hides_what_is_in_it() {
        let mut nodes = tree(&["a.b.c", "a.b.d", "e"], Fold::Closed);
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
        let nodes = tree(&names, Fold::Open);
        let leaves = nodes.iter().filter(|node| matches!(node.kind, Kind::Leaf(_))).count();
        assert_eq!(leaves, names.len());
        assert!(nodes.iter().all(|node| node.depth <= DEEPEST));
    }
}
