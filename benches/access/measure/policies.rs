//! Queries through policies: how long they take, and whether rows that the person may not see cost anything.

use crate::Size;
use crate::outcome::Outcome;
use crate::shape::{Shape, Who};
use crate::stage::{Asker, Stage, race};
use crate::support::report::{self, Report};
use crate::support::server::Server;
use anyhow::Result;

/// Ordinary people wait at most so many times as long, or so many milliseconds longer.
const ORDINARY: (f64, f64) = (2.0, 1.0);
/// An admin who counts everything waits at most so many times as long.
const ADMIN: f64 = 6.0;
/// Buffers touched may grow so much where others have ten times as many rows, unless the query without policies touches as many: indexes
/// get deeper.
const GROWTH: f64 = 1.5;

pub(super) fn policies(server: &Server, size: &Size, report: &mut Report) -> Result<()> {
    let shapes = Shape::all()?;
    let block = size.rows / 10;
    let few = Stage::make(server, block, block)?;
    let touched_few = touched(&few, &shapes)?;
    drop(few);
    let many = Stage::make(server, size.rows, block)?;
    let touched_many = touched(&many, &shapes)?;
    let (floor, ours, documents) = (many.floor()?, many.client("authenticated")?, many.client("documents")?);
    let mut rows = Vec::new();
    for shape in &shapes {
        ours.be(shape.who)?;
        documents.be(shape.who)?;
        let [floor, through] = race(shape, [(&floor, shape.floor()), (&ours, shape.asked())], size.runs)?;
        // By itself: it reads whole tables, and would leave none of the others' pages in memory.
        let literal = documents.alone(&shape.asked(), size.runs);
        rows.push([
            shape.name.clone(),
            floor.shown(),
            through.shown(),
            through.ratio(&floor),
            literal.shown(),
            literal.ratio(&floor),
        ]);
        if !judge(shape, &floor, &through, report) {
            explain(shape, &ours)?;
        }
    }
    let header = ["", "floor ms", "generated ms", "ratio", "document's ms", "ratio"];
    report::print(&format!("{} rows a table", size.rows), header, rows);
    growth(&shapes, [&touched_few, &touched_many], [block, size.rows], report);
    Ok(())
}

/// Whether a shape is as quick as it should be.
fn judge(shape: &Shape, floor: &Outcome, through: &Outcome, report: &mut Report) -> bool {
    let (Some(least), Some(took)) = (floor.median(), through.median()) else { return false };
    let ratio = took / least;
    let (target, holds) = match shape.who {
        Who::Admin => (format!("<= {ADMIN}"), ratio <= ADMIN),
        // Not an ordinary person: the set alone holds tens of thousands of ids. The table shows what that costs.
        Who::Big => return true,
        _ => {
            let (most, longer) = ORDINARY;
            (format!("<= {most} or + {longer} ms"), ratio <= most || took - least <= longer)
        }
    };
    report.add(
        &format!("{} / floor", shape.name),
        target,
        format!("{ratio:.2}, {:+.2} ms", took - least),
        holds,
    );
    holds
}

/// Shows why something takes long.
fn explain(shape: &Shape, ours: &Asker<'_>) -> Result<()> {
    println!("{}\n\n{}", shape.name, ours.plan(&shape.asked())?);
    Ok(())
}

/// The buffers that each shape touches: without policies, and with ours.
fn touched(stage: &Stage<'_>, shapes: &[Shape]) -> Result<Vec<[u64; 2]>> {
    let (floor, ours) = (stage.floor()?, stage.client("authenticated")?);
    let each = shapes.iter().map(|shape| {
        ours.be(shape.who)?;
        Ok([floor.buffers(&shape.floor())?, ours.buffers(&shape.asked())?])
    });
    each.collect()
}

fn growth(shapes: &[Shape], [few, many]: [&[[u64; 2]]; 2], rows: [usize; 2], report: &mut Report) {
    let mut shown = Vec::new();
    let mut worst = (0.0, "");
    let ratio = |few: u64, many: u64| many as f64 / few.max(1) as f64;
    for ((shape, few), many) in shapes.iter().zip(few).zip(many) {
        // Whoever may see everything touches everything.
        if shape.who == Who::Admin {
            continue;
        }
        let grown = ratio(few[1], many[1]);
        // Where the query itself reads more the more there is, policies may not add to that.
        let is_own = many[1] <= many[0];
        if grown > worst.0 && !is_own {
            worst = (grown, shape.name.as_str());
        }
        shown.push([
            shape.name.clone(),
            few[0].to_string(),
            many[0].to_string(),
            format!("{:.2}", ratio(few[0], many[0])),
            few[1].to_string(),
            many[1].to_string(),
            format!("{grown:.2}"),
        ]);
    }
    let title =
        format!("Buffers touched at {} and at {} rows a table, the person's own the same", rows[0], rows[1]);
    report::print(&title, ["", "floor, few", "many", "ratio", "generated, few", "many", "ratio"], shown);
    report.target(
        &format!("buffers with ten times the rows of others, worst: {}", worst.1),
        worst.0,
        GROWTH,
        "",
    );
}
