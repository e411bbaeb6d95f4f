//! Something that somebody may do and should not, or should and may not.

use crate::finding::{Finding, Severity};
use crate::model::access::{Access, Operation, Person, Spot, TableName};

/// What was tried.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Any of the four, with a row.
    Do(Operation),
    /// Changing a column of a row.
    Change(String),
    /// Putting a row of somebody else where one's own are, by a column.
    Take(String),
    /// Putting a row where it is no longer one's own, by a column.
    Give(String),
    /// A column, whatever the row.
    Column(Operation, String),
    /// Emptying the table, which policies do not see.
    Truncate,
    /// Anything at all: the policies themselves fail.
    Break(Operation),
}

/// Something that is not as expected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mismatch {
    /// The table.
    pub table: TableName,
    /// Whose lines of the matrix; the first is that of the example.
    pub lines: Vec<Person>,
    /// What was tried.
    pub verb: Verb,
    /// How the row stands to them; nothing where it is about no row.
    pub standing: Option<String>,
    /// Whether it was allowed, and should not have been.
    pub is_leak: bool,
    /// What let it through, or what stopped it.
    pub why: String,
    /// Who, as an example.
    pub who: String,
    /// The row, as an example.
    pub row: Option<String>,
    /// In how many cases.
    pub count: usize,
}

impl Mismatch {
    /// Whether another one says the same of another case.
    pub fn is_like(&self, other: &Self) -> bool {
        (&self.table, &self.verb, &self.standing, self.is_leak)
            == (&other.table, &other.verb, &other.standing, other.is_leak)
    }

    /// Adds another case.
    pub fn absorb(&mut self, other: Self) {
        self.count += other.count;
        let new = other.lines.into_iter().filter(|line| !self.lines.contains(line)).collect::<Vec<_>>();
        self.lines.extend(new);
    }

    /// As a finding.
    pub fn finding(&self, access: &Access, spot: &Spot) -> Finding {
        let rule = match (&self.verb, self.is_leak) {
            (Verb::Break(_), _) => "access-broken",
            (_, true) => "access-leak",
            (_, false) => "access-denied",
        };
        let severity = if self.is_leak { Severity::Security } else { Severity::Error };
        let fix = format!(
            "compare the rules of `{0}` with what is expected: `provost access render --table {0}`",
            self.table
        );
        Finding {
            place: access.sources.place(spot).map(|place| place.to_string()),
            ..Finding::note(rule, self.table.to_string(), self.message()).severity(severity).fix(fix)
        }
    }

    fn message(&self) -> String {
        let (who, table) = (&self.who, &self.table);
        let deed = match &self.verb {
            Verb::Do(operation) => format!("{} a row of `{table}`", third_person(*operation)),
            Verb::Change(column) => format!("updates `{column}` in a row of `{table}`"),
            Verb::Take(column) => format!("takes over, by `{column}`, a row of `{table}`"),
            Verb::Give(column) => format!("gives away, by `{column}`, a row of `{table}`"),
            Verb::Column(operation, column) => {
                format!("{} the column `{column}` of `{table}`", third_person(*operation))
            }
            Verb::Truncate => format!("empties `{table}` with `truncate`"),
            Verb::Break(operation) => {
                return format!(
                    "{who} {} `{table}`: the policies fail ({})",
                    third_person(*operation),
                    self.why
                );
            }
        };
        let standing = self.standing.as_ref().map(|it| format!(" that is `{it}`")).unwrap_or_default();
        let (expected, was) = if self.is_leak { ("denied", "allowed") } else { ("allowed", "denied") };
        let others: Vec<String> = self.lines.iter().skip(1).map(ToString::to_string).collect();
        let more = [
            self.row.as_ref().map(|row| format!("the row: {row}")),
            (self.count > 1).then(|| format!("{} cases like it", self.count)),
            (!others.is_empty()).then(|| format!("the same for {}", others.join(", "))),
        ];
        let more: Vec<String> = more.into_iter().flatten().collect();
        let more = if more.is_empty() { String::new() } else { format!("\n{}", more.join("; ")) };
        format!("{who} {deed}{standing}: expected {expected}, was {was} ({}){more}", self.why)
    }
}

const fn third_person(operation: Operation) -> &'static str {
    match operation {
        Operation::Select => "reads",
        Operation::Insert => "inserts",
        Operation::Update => "updates",
        Operation::Delete => "deletes",
    }
}
