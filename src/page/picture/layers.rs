//! Which tables stand above each other: layers from left to right, ordered so that lines cross little.

use super::Edge;
use std::collections::{BTreeMap, BTreeSet};

/// Sweeps over all layers; the order settles long before.
const SWEEPS: usize = 12;

/// A tall layer is cut, so that a picture is read and not scrolled.
const TALLEST: usize = 16;

/// Layers of tables, those that are pointed at first.
pub(super) fn layers(linked: &BTreeSet<usize>, edges: &[Edge]) -> Vec<Vec<usize>> {
    let depths = depths(linked, edges);
    let mut layers: Vec<Vec<usize>> = Vec::new();
    for (node, depth) in depths {
        if layers.len() <= depth {
            layers.resize(depth + 1, Vec::new());
        }
        layers[depth].push(node);
    }
    let mut cut: Vec<Vec<usize>> = layers.iter().flat_map(|layer| pieces(layer)).collect();
    for sweep in 0..SWEEPS {
        let order: Vec<usize> =
            if sweep % 2 == 0 { (0..cut.len()).collect() } else { (0..cut.len()).rev().collect() };
        for at in order {
            arrange(&mut cut, at, edges);
        }
    }
    cut
}

fn pieces(layer: &[usize]) -> Vec<Vec<usize>> {
    let count = layer.len().div_ceil(TALLEST).max(1);
    layer.chunks(layer.len().div_ceil(count).max(1)).map(<[usize]>::to_vec).collect()
}

/// How many foreign keys lead from a table to one that points at nothing; a circle is cut where it is first met.
fn depths(linked: &BTreeSet<usize>, edges: &[Edge]) -> BTreeMap<usize, usize> {
    let mut depths = BTreeMap::new();
    for node in linked {
        depth(*node, edges, &mut depths, &mut BTreeSet::new());
    }
    depths
}

fn depth(
    node: usize,
    edges: &[Edge],
    depths: &mut BTreeMap<usize, usize>,
    above: &mut BTreeSet<usize>,
) -> usize {
    if let Some(known) = depths.get(&node) {
        return *known;
    }
    above.insert(node);
    let targets: BTreeSet<usize> =
        edges.iter().filter(|edge| edge.from == node).map(|edge| edge.to).collect();
    let mut deepest = 0;
    for to in targets {
        if !above.contains(&to) {
            deepest = deepest.max(depth(to, edges, depths, above) + 1);
        }
    }
    above.remove(&node);
    depths.insert(node, deepest);
    deepest
}

/// Orders one layer by where its neighbours in the others stand.
fn arrange(layers: &mut [Vec<usize>], at: usize, edges: &[Edge]) {
    let mut heights = BTreeMap::new();
    for (other, layer) in layers.iter().enumerate().filter(|(other, _)| *other != at) {
        for (row, node) in layer.iter().enumerate() {
            heights.insert(*node, (other, (row as f64 + 0.5) / layer.len() as f64));
        }
    }
    let middle = |node: usize, own: f64| {
        let neighbours = edges.iter().filter_map(|edge| match (edge.from == node, edge.to == node) {
            (true, false) => heights.get(&edge.to),
            (false, true) => heights.get(&edge.from),
            _ => None,
        });
        let (sum, weight) = neighbours.fold((0.0, 0.0), |(sum, weight), (layer, height)| {
            let near = 1.0 / layer.abs_diff(at) as f64;
            (sum + height * near, weight + near)
        });
        if weight > 0.0 { sum / weight } else { own }
    };
    let count = layers[at].len() as f64;
    let mut keyed: Vec<(f64, usize)> = layers[at]
        .iter()
        .enumerate()
        .map(|(row, node)| (middle(*node, (row as f64 + 0.5) / count), *node))
        .collect();
    keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
    layers[at] = keyed.into_iter().map(|(_, node)| node).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: usize, to: usize) -> Edge {
        Edge { from, to, title: String::new() }
    }

    #[test]
    fn what_is_pointed_at_stands_first() {
        let edges = [edge(1, 0), edge(2, 1), edge(3, 0), edge(3, 3)];
        let layers = layers(&BTreeSet::from([0, 1, 2, 3]), &edges);
        assert_eq!(layers.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2, 1]);
        assert_eq!((layers[0][0], layers[2][0]), (0, 2));
    }

    #[test]
    fn circles_come_to_an_end() {
        let edges = [edge(0, 1), edge(1, 2), edge(2, 0)];
        let layers = layers(&BTreeSet::from([0, 1, 2]), &edges);
        assert_eq!(layers.concat().len(), 3);
    }

    #[test]
    fn neighbours_stand_side_by_side() {
        // Two stars whose rays are given crosswise.
        let edges = [edge(2, 1), edge(3, 0), edge(4, 1), edge(5, 0)];
        let layers = layers(&BTreeSet::from_iter(0..6), &edges);
        let near: BTreeSet<usize> = layers[1][..2].iter().copied().collect();
        assert!(near == BTreeSet::from([2, 4]) || near == BTreeSet::from([3, 5]), "{layers:?}");
    }

    #[test]
    fn a_tall_layer_is_cut() {
        let edges: Vec<Edge> = (1..=40).map(|from| edge(from, 0)).collect();
        let layers = layers(&BTreeSet::from_iter(0..=40), &edges);
        assert!(layers.iter().all(|layer| layer.len() <= TALLEST));
        assert_eq!(layers.concat().len(), 41);
    }
}
