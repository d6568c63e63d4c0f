//! Axes that were exchanged or reversed.

use super::guess::Guesses;
use super::views::{reshape, squeezed};
use super::words::{listed, numbered, permuted, permuted_numpy};
use super::{Movement, Take};
use crate::formats::Source;
use crate::tensor::shape_text;

/// Of more axes only pairs are exchanged.
const ALL_ORDERS: usize = 5;

/// Axes exchanged, reversed, or both.
pub(super) fn turned(guesses: &Guesses<'_>) -> Vec<Movement> {
    let shapes = guesses.sources.map(Source::shape);
    let [from, to] = guesses.sources.map(|source| squeezed(source.description()));
    let Some((from, to)) = from.zip(to) else { return Vec::new() };
    let still = Movement::still([from.clone(), to.clone()]);
    let mut found = Vec::new();
    for axes in orders(from.shape.len()) {
        let lengths: Vec<usize> = axes.iter().map(|&axis| from.shape[axis]).collect();
        if lengths != to.shape {
            continue;
        }
        let exchanged = is_moved(&axes).then(|| (permuted(&axes, shapes), permuted_numpy(&axes, shapes)));
        let turned = Movement { axes: axes.clone(), ..still.clone() };
        found.extend(exchanged.clone().map(|(words, numpy)| turned.clone().named(words, numpy)));
        let (before, base) = exchanged.map_or_else(
            || ("expected,".to_owned(), "expected".to_owned()),
            |(words, numpy)| (words + ", and then", numpy),
        );
        for flips in flips(axes.len()) {
            let mut takes = vec![Take::SAME; axes.len()];
            for &axis in &flips {
                takes[axis] = Take::reversed(to.shape[axis]);
            }
            let named = long(shapes[1], &flips);
            let words = format!("{before} reversed along {}", listed(&named));
            let numpy = format!("numpy.flip({base}, ({},))", numbered(&named));
            found.push(Movement { takes, ..turned.clone().named(words, numpy) });
        }
    }
    // What is reversed alone is simpler than what is exchanged and reversed.
    found.sort_by_key(|movement| {
        let reversed = movement.takes.iter().filter(|take| **take != Take::SAME).count();
        usize::from(is_moved(&movement.axes)) + reversed
    });
    found
}

/// Whether an order of axes is another one than they have.
fn is_moved(axes: &[usize]) -> bool {
    axes.iter().enumerate().any(|(place, &axis)| place != axis)
}

/// Axes among those longer than 1, as they are numbered among all.
fn long(shape: &[usize], axes: &[usize]) -> Vec<usize> {
    let long: Vec<usize> = (0..shape.len()).filter(|&axis| shape[axis] != 1).collect();
    axes.iter().filter_map(|&axis| long.get(axis).copied()).collect()
}

/// Axes exchanged and the result reshaped, or reshaped as if they had been.
pub(super) fn rearranged(guesses: &Guesses<'_>) -> Vec<Movement> {
    let [from, to] = guesses.sources.map(Source::description);
    let mut found = Vec::new();
    for axes in orders(from.shape.len()).into_iter().skip(1) {
        let lengths: Vec<usize> = axes.iter().map(|&axis| from.shape[axis]).collect();
        let Some(view) = reshape(to, &lengths) else { continue };
        let list = numbered(&axes);
        let shape = shape_text(&to.shape);
        let words = format!("expected with its axes in the order ({list}), reshaped to {shape}");
        let numpy = format!("expected.transpose({list}).reshape({})", shape_text(&to.shape));
        let movement = Movement { axes, ..Movement::still([from.clone(), view]) };
        found.push(Movement { kind: "reshaped", ..movement.named(words, numpy) });
    }
    for axes in orders(to.shape.len()).into_iter().skip(1) {
        // Axis `k` of actual is axis `axes[k]` of what expected was reshaped to.
        let mut lengths = vec![0; axes.len()];
        axes.iter().zip(&to.shape).for_each(|(&axis, &length)| lengths[axis] = length);
        let Some(view) = reshape(from, &lengths) else { continue };
        let list = numbered(&axes);
        let shape = shape_text(&lengths);
        let words = format!("expected, reshaped to {shape} and then with its axes in the order ({list})");
        let numpy = format!("expected.reshape({}).transpose({list})", shape_text(&lengths));
        let movement = Movement { axes, ..Movement::still([view, to.clone()]) };
        found.push(Movement { kind: "reshaped", ..movement.named(words, numpy) });
    }
    found
}

/// Orders of so many axes: first the one that they have.
fn orders(rank: usize) -> Vec<Vec<usize>> {
    let same: Vec<usize> = (0..rank).collect();
    let mut orders = vec![same.clone()];
    for one in 0..rank {
        for other in one + 1..rank {
            let mut swapped = same.clone();
            swapped.swap(one, other);
            orders.push(swapped);
        }
    }
    if rank <= ALL_ORDERS {
        let mut all = vec![Vec::new()];
        for _ in 0..rank {
            let longer = all.iter().flat_map(|order: &Vec<usize>| {
                let free = (0..rank).filter(|axis| !order.contains(axis));
                free.map(|axis| [order.as_slice(), &[axis]].concat()).collect::<Vec<_>>()
            });
            all = longer.collect();
        }
        orders.extend(all.into_iter().filter(|order| !orders.contains(order)).collect::<Vec<_>>());
    }
    orders
}

/// Axes that may be reversed together: each alone, each two, all.
fn flips(rank: usize) -> Vec<Vec<usize>> {
    let single = (0..rank).map(|axis| vec![axis]);
    let pairs = (0..rank).flat_map(|axis| (0..axis).map(move |other| vec![other, axis]));
    let all = (rank > 2).then(|| (0..rank).collect());
    single.chain(pairs).chain(all).collect()
}
