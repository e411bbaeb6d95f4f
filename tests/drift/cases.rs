//! Each change of `cases.sql` is made by hand on a copy of a rich database: found, named, and undone.

use crate::scene::Scene;
use provost::snapshot::{Change, Difference, Drift, Snapshot, compare, undo};
use std::collections::BTreeSet;

const CASES: &str = include_str!("cases.sql");

#[derive(Default)]
struct Case {
    name: String,
    finds: BTreeSet<String>,
    superuser: bool,
    stays: bool,
    before: String,
    after: String,
    sql: String,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in CASES.lines() {
        if let Some(name) = line.strip_prefix("-- case: ") {
            cases.push(Case { name: name.to_owned(), ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        match line.strip_prefix("-- ") {
            Some("superuser") => case.superuser = true,
            Some("stays") => case.stays = true,
            Some(said) => match said.split_once(": ") {
                Some(("finds", what)) => drop(case.finds.insert(what.to_owned())),
                Some(("before", sql)) => sql.clone_into(&mut case.before),
                Some(("after", sql)) => sql.clone_into(&mut case.after),
                _ => panic!("what does `{said}` say?"),
            },
            None => case.sql += &format!("{line}\n"),
        }
    }
    cases
}

/// A difference as a case names it.
fn named(difference: &Difference) -> String {
    let what = match &difference.change {
        Change::Missing => "missing",
        Change::Extra => "extra",
        Change::Fact(fact) => fact,
    };
    format!("{}: {what}", difference.id)
}

fn told(drift: &Drift) -> BTreeSet<String> {
    drift.told().map(named).collect()
}

#[tokio::test]
async fn what_is_changed_by_hand_is_found_named_and_undone() {
    let only = std::env::var("PROVOST_TEST_CASE").unwrap_or_default();
    let scene = Scene::new().await;
    let rich = scene.snapshot("rich").await;
    let cases = cases();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let mut wrong = Vec::new();
    let mut is_there = false;
    for case in cases.iter().filter(|case| case.name.contains(&only)) {
        if !is_there {
            scene.copy("rich", "changed").await;
        }
        let result = changed(&scene, &rich, case).await;
        scene.run("rich", true, &case.after).await;
        // What was undone is as it was, and can be changed again.
        is_there = result.is_ok() && !case.stays && case.before.is_empty();
        if !is_there {
            scene.forget("changed").await;
        }
        if let Err(why) = result {
            wrong.push(format!("== {}\n{why}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{} cases of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

async fn changed(scene: &Scene, rich: &Snapshot, case: &Case) -> Result<(), String> {
    let mut wanted = rich.clone();
    if !case.before.is_empty() {
        scene.run("changed", false, &case.before).await;
        wanted = scene.snapshot("changed").await;
    }
    // The catalogs themselves are changed where no statement brings what a crash or an older version leaves.
    let sql = match case.superuser {
        true => format!("set allow_system_table_mods = on; {}", case.sql),
        false => case.sql.clone(),
    };
    let kept = scene.watermark("changed", None).await;
    scene.try_run("changed", case.superuser, &sql).await?;
    if scene.is_same("changed", &kept).await {
        return Err("what tells whether anything changed did not tell".to_owned());
    }
    let drift = compare(wanted.clone(), scene.snapshot("changed").await);
    let found = told(&drift);
    if found != case.finds {
        return Err(format!("found  {found:?}\nwanted {:?}", case.finds));
    }
    let all: Vec<&Difference> = drift.differences.iter().collect();
    let undone = undo(&drift, &all);
    if undone.untouched.is_empty() == case.stays {
        return Err(format!("untouched: {:?}", undone.untouched));
    }
    let script = undone.script("Undo.");
    if case.stays {
        return Ok(());
    }
    let run = scene.try_run("changed", case.superuser, &script).await;
    run.map_err(|error| format!("{error}\n{script}"))?;
    let again = compare(wanted, scene.snapshot("changed").await);
    match again.differences.is_empty() {
        true => Ok(()),
        false => {
            let left: Vec<String> = again
                .differences
                .iter()
                .map(|it| format!("{}: wanted {} found {}", named(it), it.wanted, it.found))
                .collect();
            Err(format!("left {}\n{script}", left.join("\n")))
        }
    }
}
