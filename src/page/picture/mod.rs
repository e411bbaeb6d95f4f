//! Tables as boxes, foreign keys as lines: those that are pointed at stand left of those that point.

mod layers;
mod place;

use crate::snapshot::{Id, Kind, Snapshot};
use layers::layers;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A drawing; lengths are those of SVG.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The tables.
    pub frames: Vec<Frame>,
    /// The foreign keys.
    pub lines: Vec<Line>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frame {
    /// Its name, with the schema where that is not `public`.
    pub name: String,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// How many columns it has.
    pub columns: usize,
    /// How many policies.
    pub policies: usize,
    /// Whether row level security is on.
    pub protected: bool,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// What it says.
    pub title: String,
    /// The curve, as SVG writes it.
    pub path: String,
}

/// A table before it has a place.
struct Node {
    name: String,
    columns: usize,
    policies: usize,
    protected: bool,
}

/// A foreign key between two tables, by their numbers.
struct Edge {
    from: usize,
    to: usize,
    title: String,
}

/// Draws the tables of a snapshot.
pub fn picture(snapshot: &Snapshot) -> Picture {
    let tables: Vec<&Id> = snapshot.objects.keys().filter(|id| id.kind == Kind::Table).collect();
    let numbers: BTreeMap<&Id, usize> = tables.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let nodes: Vec<Node> = tables.iter().map(|id| node(snapshot, id)).collect();
    let mut edges = Vec::new();
    for (id, object) in &snapshot.objects {
        let definition = object.text("definition").unwrap_or_default();
        if id.kind != Kind::Constraint || !definition.starts_with("FOREIGN KEY") {
            continue;
        }
        let Some(from) = id.homes().find_map(|home| numbers.get(&home)) else { continue };
        // It needs columns of both tables.
        let needed = object.needs.iter().flat_map(Id::homes).filter_map(|home| numbers.get(&home));
        let others: BTreeSet<usize> = needed.copied().filter(|to| to != from).collect();
        let to = if others.is_empty() { BTreeSet::from([*from]) } else { others };
        let title = format!("{}: {definition}", nodes[*from].name);
        edges.extend(to.into_iter().map(|to| Edge { from: *from, to, title: title.clone() }));
    }
    let linked: BTreeSet<usize> =
        edges.iter().filter(|edge| edge.from != edge.to).flat_map(|edge| [edge.from, edge.to]).collect();
    let layers = layers(&linked, &edges);
    let alone: Vec<usize> = (0..nodes.len()).filter(|node| !linked.contains(node)).collect();
    place::place(&nodes, &edges, &layers, &alone)
}

fn node(snapshot: &Snapshot, table: &Id) -> Node {
    let count = |kind: Kind| {
        let parts = snapshot.objects.keys().filter(|id| id.kind == kind);
        parts.filter(|id| id.schema == table.schema && id.parent == table.name).count()
    };
    let name = match table.schema.as_str() {
        "public" => table.name.clone(),
        schema => format!("{schema}.{}", table.name),
    };
    Node {
        name,
        columns: count(Kind::Column),
        policies: count(Kind::Policy),
        protected: snapshot.objects[table].fact("row_security").as_bool().unwrap_or_default(),
    }
}
