//! Where boxes and lines of a picture stand.

use super::{Edge, Frame, Line, Node, Picture};
use std::collections::BTreeMap;

/// The height of a box: a name and a line below it.
const HEIGHT: f64 = 40.0;

/// Between two boxes of a layer.
const GAP: f64 = 14.0;

/// Between two layers, for the lines.
const AISLE: f64 = 90.0;

/// Around everything.
const MARGIN: f64 = 16.0;

/// A letter of a box's name, at its widest on average.
const LETTER: f64 = 7.4;

pub(super) fn place(nodes: &[Node], edges: &[Edge], layers: &[Vec<usize>], alone: &[usize]) -> Picture {
    let tallest = layers.iter().map(|layer| stack(layer.len())).fold(0.0, f64::max);
    let mut frames: BTreeMap<usize, Frame> = BTreeMap::new();
    let mut x = MARGIN;
    for layer in layers {
        let width = layer.iter().map(|node| width(&nodes[*node])).fold(0.0, f64::max);
        let mut y = MARGIN + (tallest - stack(layer.len())) / 2.0;
        for node in layer {
            frames.insert(*node, frame(&nodes[*node], x, y, width));
            y += HEIGHT + GAP;
        }
        x += width + AISLE;
    }
    let widest = if layers.is_empty() { 0.0 } else { x - AISLE };
    let (right, bottom) = rows(nodes, alone, widest, MARGIN + tallest + GAP, &mut frames);
    let lines = edges.iter().map(|edge| line(edge, &frames[&edge.from], &frames[&edge.to])).collect();
    Picture {
        width: widest.max(right) + MARGIN,
        height: bottom + MARGIN,
        frames: frames.into_values().collect(),
        lines,
    }
}

fn stack(count: usize) -> f64 {
    count as f64 * (HEIGHT + GAP) - if count > 0 { GAP } else { 0.0 }
}

fn width(node: &Node) -> f64 {
    (node.name.chars().count() as f64 * LETTER + 20.0).max(132.0)
}

fn frame(node: &Node, x: f64, y: f64, width: f64) -> Frame {
    Frame {
        name: node.name.clone(),
        x,
        y,
        width,
        height: HEIGHT,
        columns: node.columns,
        policies: node.policies,
        protected: node.protected,
    }
}

/// Tables that hang together with nothing, in rows below the others; how far they reach.
fn rows(
    nodes: &[Node],
    alone: &[usize],
    widest: f64,
    top: f64,
    frames: &mut BTreeMap<usize, Frame>,
) -> (f64, f64) {
    let limit = widest.max(900.0);
    let (mut x, mut y, mut right) = (MARGIN, top, 0.0_f64);
    for node in alone {
        let width = width(&nodes[*node]);
        if x > MARGIN && x + width > limit {
            x = MARGIN;
            y += HEIGHT + GAP;
        }
        frames.insert(*node, frame(&nodes[*node], x, y, width));
        x += width + GAP;
        right = right.max(x - GAP);
    }
    (right, if alone.is_empty() { top - GAP } else { y + HEIGHT })
}

/// From the left edge of the table that points to the right edge of the other; a table that points at itself gets a loop.
fn line(edge: &Edge, from: &Frame, to: &Frame) -> Line {
    let (y1, y2) = (from.y + HEIGHT / 2.0, to.y + HEIGHT / 2.0);
    let (x1, x2) = (from.x, to.x + to.width);
    let path = if edge.from == edge.to {
        let (x, y) = (from.x + from.width, from.y);
        format!("M{:.0},{:.0} c26,-10 26,26 0,16", x, y + 12.0)
    } else if x1 >= x2 {
        let bend = ((x1 - x2) / 2.0).max(30.0);
        format!("M{x1:.0},{y1:.0} C{:.0},{y1:.0} {:.0},{y2:.0} {x2:.0},{y2:.0}", x1 - bend, x2 + bend)
    } else {
        // Two of one circle or of one layer that was cut: around on the right.
        let (x1, x2) = (from.x + from.width, to.x + to.width);
        let bend = x1.max(x2) + 40.0;
        format!("M{x1:.0},{y1:.0} C{bend:.0},{y1:.0} {bend:.0},{y2:.0} {x2:.0},{y2:.0}")
    };
    Line { title: edge.title.clone(), path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_do_not_cover_each_other() {
        let named = |name: String| Node { name, columns: 1, policies: 0, protected: true };
        let nodes: Vec<Node> = (0..30).map(|at| named("t".repeat(at + 1))).collect();
        let alone: Vec<usize> = (12..30).collect();
        let picture = place(&nodes, &[], &[(0..7).collect(), (7..12).collect()], &alone);
        for (at, one) in picture.frames.iter().enumerate() {
            for other in &picture.frames[at + 1..] {
                let beside = one.x + one.width <= other.x || other.x + other.width <= one.x;
                let above = one.y + one.height <= other.y || other.y + other.height <= one.y;
                assert!(beside || above, "{one:?} {other:?}");
            }
            assert!(one.x + one.width <= picture.width && one.y + one.height <= picture.height);
        }
    }
}
