//! One rule: its letters, its conditions.

use super::Reading;
use super::at::At;
use super::file::RuleEntry;
use super::settings::name;
use crate::failure::Result;
use crate::model::access::{Atom, Condition, Operation, Rule, Spot};
use crate::sqltext::Expression;
use std::collections::{BTreeMap, BTreeSet};

/// What rows a rule may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// Rows of a table.
    Table,
    /// Objects of a bucket.
    Bucket,
}

impl Reading {
    /// The named expressions.
    pub(super) fn expressions(&self, draft: &super::draft::Draft) -> Result<BTreeMap<String, Expression>> {
        let mut expressions = BTreeMap::new();
        for (name, entry) in &draft.expressions {
            let expression = self.expression(&entry.value.value, &entry.at(&entry.value.span))?;
            if expression.has_query {
                return Err(self
                    .fault(&entry.at(&entry.value.span), format!("the expression `{name}` holds a query"))
                    .because(
                        "a query in a policy is filtered by the other table's own policies, and may recurse",
                    )
                    .hint("make the query a set in `[sets]`, and write `SET:column`"));
            }
            expressions.insert(name.clone(), expression);
        }
        Ok(expressions)
    }

    /// Parses an expression that stands at `spot`, quotes included.
    pub(super) fn expression(&self, text: &str, spot: &Spot) -> Result<Expression> {
        Expression::parse(text).map_err(|problem| self.problem(&problem, text, spot))
    }

    /// A problem of SQL in TOML, at its place.
    pub(super) fn problem(
        &self,
        problem: &crate::sqltext::Problem,
        text: &str,
        spot: &Spot,
    ) -> crate::Failure {
        let source = &self.sources.0[spot.source].text[spot.start..spot.end];
        // Escapes move bytes; then the whole value is pointed at.
        let part = source.find(text).map(|at| spot.part(problem.span.start + at..problem.span.end + at));
        self.fault(part.as_ref().unwrap_or(spot), problem.message.clone()).hint(&problem.hint)
    }

    /// Reads a rule whose texts stand in the file of `spot`.
    pub(super) fn rule(&self, rule: &RuleEntry, spot: &Spot, ground: Ground) -> Result<Rule> {
        let at = |span: &std::ops::Range<usize>| Spot::new(spot.source, span.clone());
        let rows = self.atoms(rule.rows.as_ref(), spot.source, ground)?;
        let after =
            rule.after.as_ref().map(|after| self.atoms(Some(after), spot.source, ground)).transpose()?;
        let can = self.letters(&rule.can.value, &at(&rule.can.span))?;
        if let Some(after) = rule.after.as_ref().filter(|_| !can.contains(&Operation::Update)) {
            return Err(self
                .fault(&at(&after.span), "`after` says what holds after an update, and this rule allows none")
                .hint("add `u` to `can`, or remove `after`"));
        }
        let cols = match &rule.cols {
            None => None,
            Some(cols) => {
                let names = cols.value.0.iter().map(|it| name(&self.sources, &at(&cols.span), it));
                Some(names.collect::<Result<BTreeSet<String>>>()?)
            }
        };
        Ok(Rule {
            who: self.who(&at(&rule.who.span), &rule.who.value.0)?,
            who_text: rule.who.value.0.join(", "),
            can,
            rows,
            cols,
            after,
            spot: spot.clone(),
        })
    }

    fn letters(&self, text: &str, spot: &Spot) -> Result<BTreeSet<Operation>> {
        if text == "all" {
            return Ok(Operation::ALL.into());
        }
        let letters: Option<BTreeSet<Operation>> = text.chars().map(Operation::of_letter).collect();
        letters.filter(|letters| !letters.is_empty()).ok_or_else(|| {
            self.fault(spot, format!("`{text}` says nothing that can be done"))
                .hint("write letters of `r` (read) `c` (create) `u` (update) `d` (delete), or `all`")
        })
    }

    fn atoms(&self, text: Option<&At<String>>, source: usize, ground: Ground) -> Result<Vec<Atom>> {
        let Some(text) = text else { return Ok(Vec::new()) };
        let spot = Spot::new(source, text.span.clone());
        let mut atoms = Vec::new();
        for part in text.value.split('&').map(str::trim).filter(|part| *part != "any") {
            let condition = self.condition(part, &spot, ground)?;
            atoms.push(Atom { condition, text: part.to_owned(), spot: spot.clone() });
        }
        Ok(atoms)
    }

    fn condition(&self, written: &str, spot: &Spot, ground: Ground) -> Result<Condition> {
        let (wanted, text) = match written.strip_prefix('!') {
            Some(rest) => (false, rest.trim()),
            None => (true, written),
        };
        let refuse = |what: String, hint: &str| Err(self.fault(spot, what).hint(hint));
        let (word, rest) = text.split_once(':').unwrap_or((text, ""));
        if ground == Ground::Bucket {
            return match word {
                "own_folder" if wanted && rest.is_empty() => Ok(Condition::OwnFolder),
                "set_folder" if wanted && !rest.is_empty() => {
                    Ok(Condition::SetFolder { set: rest.to_owned() })
                }
                _ => refuse(
                    format!("`{written}` says nothing about an object of a bucket"),
                    "write `own_folder`, `set_folder:SET`, or leave `rows` out for all objects",
                ),
            };
        }
        if rest.is_empty() {
            return refuse(
                format!("`{written}` says nothing about a row"),
                "write `own:column`, `SET:column`, `flag:column`, `open:column`, `is:column=value`, `sql:NAME` or `any`",
            );
        }
        let column = |text: &str| name(&self.sources, spot, text);
        let is_positive_only = !matches!(word, "flag" | "open" | "is");
        if !wanted && is_positive_only {
            return refuse(
                format!("`!` does not stand before `{word}:`"),
                "turn `flag:`, `open:` or `is:` around, or say it in `[expressions]`",
            );
        }
        Ok(match word {
            "own" => Condition::Own { column: column(rest)? },
            "flag" => Condition::Flag { column: column(rest)?, wanted },
            "open" => Condition::Open { column: column(rest)?, wanted },
            "is" => match rest.split_once('=') {
                Some((name, value)) => {
                    Condition::Is { column: column(name.trim())?, value: value.trim().to_owned(), wanted }
                }
                None => return refuse(format!("`{written}` lacks a value"), "write `is:column=value`"),
            },
            "sql" => match self.expressions.get(rest) {
                Some(expression) => {
                    Condition::Expression { name: rest.to_owned(), expression: expression.clone() }
                }
                None => {
                    let known: Vec<&str> = self.expressions.keys().map(String::as_str).collect();
                    return refuse(
                        format!("there is no expression `{rest}`"),
                        &super::meant(rest, &known, "expression"),
                    );
                }
            },
            set => Condition::In { set: set.to_owned(), column: column(rest)? },
        })
    }
}
