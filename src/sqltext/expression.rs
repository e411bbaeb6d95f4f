//! Expressions and queries that stand in TOML: parsed before they are used, with `@uid`, `@role` and `@set` as holes.
//!
//! Text that does not parse as exactly one expression or one query never becomes SQL. Size and depth are bounded before the parser,
//! which recurses, sees it.

mod names;
mod piece;

pub use names::Column;
pub use piece::Piece;

use super::Problem;
use squawk_syntax::{SourceFile, SyntaxKind, SyntaxNode};
use std::collections::BTreeSet;

/// A condition over the columns of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// The text between holes, in order.
    pub pieces: Vec<Piece>,
    /// Columns of the row that it reads.
    pub columns: BTreeSet<String>,
    /// Whether a query stands in it.
    pub has_query: bool,
}

/// A query that gives ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The text between holes, in order.
    pub pieces: Vec<Piece>,
    /// The tables that it reads: schema, if one is written, and name.
    pub tables: BTreeSet<(Option<String>, String)>,
    /// The columns that it names, of whichever of its tables.
    pub columns: BTreeSet<Column>,
}

impl Expression {
    /// Parses a condition.
    ///
    /// # Errors
    /// When the text is not exactly one expression.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let pieces = piece::pieces(text)?;
        let (opening, closing) = ("select (", "\n)");
        let root = parse(&format!("{opening}{}{closing}", piece::stand_ins(&pieces)), opening.len(), text)?;
        let whole = only_child(&root, SyntaxKind::SELECT)
            .and_then(|it| only_child(&it, SyntaxKind::SELECT_CLAUSE))
            .and_then(|it| only_child(&it, SyntaxKind::TARGET_LIST))
            .and_then(|it| only_child(&it, SyntaxKind::TARGET))
            .and_then(|it| only_child(&it, SyntaxKind::PAREN_EXPR));
        let Some(whole) = whole else {
            return Err(Problem::new(
                0..text.len(),
                "this is not one expression",
                "write one condition over the row's columns, with each parenthesis closed where it belongs",
            ));
        };
        let names = names::of(&whole);
        Ok(Self {
            pieces,
            columns: names.columns.into_iter().map(|column| column.name).collect(),
            has_query: names.has_query,
        })
    }
}

impl Query {
    /// Parses a query.
    ///
    /// # Errors
    /// When the text is not exactly one `SELECT`, or one that changes something.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let pieces = piece::pieces(text)?;
        let root = parse(&piece::stand_ins(&pieces), 0, text)?;
        let mut statements = root.children();
        let statement = statements.next().filter(|it| is_query(it.kind()));
        let (Some(_), None) = (statement, statements.next()) else {
            let hint = "write one `select` that gives one column of ids";
            return Err(Problem::new(0..text.len(), "this is not one query", hint));
        };
        if let Some(node) = root.descendants().find(|node| changes(node.kind())) {
            let word = node.first_token().map(|token| token.text().to_lowercase()).unwrap_or_default();
            let hint = "write a `select` that only reads";
            return Err(Problem::new(0..text.len(), format!("`{word}` changes data"), hint));
        }
        let names = names::of(&root);
        Ok(Self { pieces, tables: names.tables, columns: names.columns })
    }
}

fn is_query(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::SELECT | SyntaxKind::COMPOUND_SELECT | SyntaxKind::PAREN_SELECT)
}

fn changes(kind: SyntaxKind) -> bool {
    use SyntaxKind::{DELETE, INSERT, INTO_CLAUSE, LOCKING_CLAUSE, MERGE, SELECT_INTO, UPDATE};
    matches!(kind, DELETE | INSERT | INTO_CLAUSE | LOCKING_CLAUSE | MERGE | SELECT_INTO | UPDATE)
}

fn only_child(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxNode> {
    let mut children = node.children();
    let child = children.next().filter(|child| child.kind() == kind)?;
    children.next().is_none().then_some(child)
}

/// Parses what stands in TOML after `before` bytes of our own; a fault's place is one of the person's text.
fn parse(sql: &str, before: usize, text: &str) -> Result<SyntaxNode, Problem> {
    let parsed = SourceFile::parse(sql);
    match parsed.errors().first() {
        None => Ok(parsed.syntax_node()),
        Some(error) => {
            // Holes are shorter than what stands in for them, so only what lies before the first one keeps its place.
            let at = usize::from(error.range().start()).saturating_sub(before).min(text.len());
            let at = if text[..text.floor_char_boundary(at)].contains('@') { 0 } else { at };
            let message = format!("this does not parse: {}", error.message());
            Err(Problem::new(at..text.len(), message, "write it as PostgreSQL would take it after `where`"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        Expression::parse(text).expect_err(text).message
    }

    #[test]
    fn an_expression_is_one_expression() {
        let parsed = Expression::parse("opens_at <= now() and (owner = @uid or @role = 'x')").unwrap();
        assert_eq!(parsed.columns, BTreeSet::from(["opens_at".to_owned(), "owner".to_owned()]));
        assert!(!parsed.has_query);
        assert!(Expression::parse("a in (select b from public.c)").unwrap().has_query);
    }

    #[test]
    fn values_and_fields_are_no_columns() {
        let parsed = Expression::parse(
            "opens_on <= current_date and \"user\" = current_user and (address).city = 'x' and known is not unknown",
        );
        let columns = ["address", "known", "opens_on", "user"].map(str::to_owned);
        assert_eq!(parsed.unwrap().columns, BTreeSet::from(columns));
    }

    #[test]
    fn what_would_leave_its_parentheses_is_refused() {
        for text in [
            "true) or (true",
            "true); drop table x; select (1",
            "true -- and the rest",
            "true /* and",
            "a = 'open",
            "",
            "   ",
            "a b",
            "a, b",
            "true union select 1",
            "$1 = 1",
        ] {
            assert!(!refused(text).is_empty(), "{text}");
        }
        assert!(refused(&format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000))).contains("long"));
        assert!(refused(&format!("{}a{}", "(".repeat(500), ")".repeat(500))).contains("nested"));
        for chain in ["not ", "- ", "a + ", "case when "] {
            assert!(refused(&format!("{}a", chain.repeat(3000 / chain.len()))).contains("nested"), "{chain}");
        }
    }

    #[test]
    fn a_query_only_reads() {
        let query = Query::parse("select c.id from public.courses c where c.owner = @uid").unwrap();
        assert_eq!(query.tables, BTreeSet::from([(Some("public".to_owned()), "courses".to_owned())]));
        assert!(query.columns.iter().any(|column| column.name == "owner"));
        for text in [
            "delete from public.t returning id",
            "with gone as (delete from public.t returning id) select id from gone",
            "select 1; select 2",
            "select id from public.t for update",
            "select id into x from public.t",
            "drop table x",
        ] {
            assert!(Query::parse(text).is_err(), "{text}");
        }
    }
}
