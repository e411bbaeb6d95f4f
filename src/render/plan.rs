//! A plan for people, and as a document that `up --plan` takes.

use super::style::{FAINT, STRONG, Styled, WARNING};
use super::{Table, escape};
use crate::finding::Finding;
use crate::model::Target;
use crate::plan::{Action, Basis, Goal, Origin, OutOfOrder, Plan, Risk, RiskLevel, Step, Transaction};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// The version of the document's form.
pub const FORMAT: &str = "provost.plan/1";

/// How the plan was asked for: with the same words it can be built again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// How far to go.
    pub goal: Goal,
    /// What to do with files older than what is applied.
    pub out_of_order: OutOfOrder,
    /// All steps in one transaction.
    pub single_transaction: bool,
}

/// A plan as JSON.
#[derive(Debug, Serialize)]
pub struct PlanDocument<'a> {
    format: &'static str,
    target: &'a Target,
    history: String,
    basis: &'a Basis,
    asked: Asked,
    steps: Vec<StepDocument<'a>>,
    notices: &'a [Finding],
}

#[derive(Debug, Serialize)]
struct StepDocument<'a> {
    id: &'a str,
    title: &'a str,
    action: &'static str,
    transaction: Transaction,
    risk: &'a Risk,
    origin: &'a Origin,
    sql: &'a str,
}

impl<'a> PlanDocument<'a> {
    /// A plan, with how it was asked for.
    pub fn new(plan: &'a Plan, asked: Asked) -> Self {
        Self {
            format: FORMAT,
            target: &plan.target,
            history: plan.history.label(),
            basis: &plan.basis,
            asked,
            steps: plan.steps.iter().map(step).collect(),
            notices: &plan.notices,
        }
    }
}

fn step(step: &Step) -> StepDocument<'_> {
    StepDocument {
        id: &step.id,
        title: &step.title,
        action: word(&step.action),
        transaction: step.transaction,
        risk: &step.risk,
        origin: &step.origin,
        sql: &step.sql,
    }
}

const fn word(action: &Action) -> &'static str {
    match action {
        Action::Prepare => "prepare",
        Action::Apply { .. } => "apply",
        Action::Repeat { .. } => "repeat",
        Action::Revert { .. } => "undo",
        Action::Record { .. } => "record",
        Action::Rewrite { .. } => "rewrite",
        Action::Forget { .. } => "forget",
        Action::Widen { .. } => "widen",
        Action::Access { .. } | Action::AccessLater => "access",
    }
}

/// A plan as text for a person.
pub fn plan(plan: &Plan, width: Option<usize>) -> String {
    let mut table = Table::new(["step", "what", "transaction", "risk", "from"]);
    for step in &plan.steps {
        table.row([
            format!("{} {}", word(&step.action), step.id),
            step.title.clone(),
            match step.transaction {
                Transaction::Inside => "one".to_owned(),
                Transaction::Outside => "none".to_owned(),
            },
            risk_word(step.risk.level).to_owned(),
            format!("{}:{}", step.origin.file, step.origin.line),
        ]);
    }
    let mut text = table.render(width);
    for step in plan.steps.iter().filter(|step| step.risk.level > RiskLevel::Safe) {
        for reason in &step.risk.reasons {
            let _ = writeln!(
                text,
                "{} {}: {}",
                Styled(WARNING, risk_word(step.risk.level)),
                step.id,
                escape::line(reason)
            );
        }
    }
    text + &rows(plan)
}

const fn risk_word(level: RiskLevel) -> &'static str {
    match level {
        RiskLevel::Safe => "safe",
        RiskLevel::Locks => "locks",
        RiskLevel::Destroys => "destroys",
    }
}

/// What a plan does to rows of history without running a file, as a difference.
pub fn rows(plan: &Plan) -> String {
    plan.steps.iter().map(rows_of).collect()
}

fn rows_of(step: &Step) -> String {
    let line = |sign: &str, version: &str, name: &str, checksum: &str| {
        format!(
            "{} {version} {} {}\n",
            Styled(STRONG, sign),
            escape::line(name),
            Styled(FAINT, escape::line(checksum))
        )
    };
    match &step.action {
        Action::Record { name, checksum, .. } => line("+", &step.id, name, &checksum.to_string()),
        Action::Forget { before } => line("-", &step.id, &before.name, &before.checksum),
        Action::Rewrite { before, name, checksum } => {
            line("-", &step.id, &before.name, &before.checksum)
                + &line("+", &step.id, name, &checksum.to_string())
        }
        _ => String::new(),
    }
}
