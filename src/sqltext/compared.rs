//! Literals that a condition compares a column with: values that are worth trying.
//!
//! Read from the tokens alone. What stands behind a function or an operator other than a comparison tells nothing about the column.

use super::token::{Shape, Tokens};

/// A column and a value that it is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The column, as the catalog holds it.
    pub column: String,
    /// The value, without quotes.
    pub value: String,
    /// Whether it is a number.
    pub is_number: bool,
}

/// Words that stand between a column and the values that it is compared with.
const BETWEEN: [&str; 9] = ["in", "any", "array", "not", "is", "between", "like", "row", "all"];

/// All comparisons of a column with literals.
pub fn compared(text: &str) -> Vec<Compared> {
    let tokens: Vec<_> = Tokens::new(text).filter(super::token::Token::is_significant).collect();
    let mut found = Vec::new();
    let mut column: Option<String> = None;
    let mut is_lost = false;
    for (index, token) in tokens.iter().enumerate() {
        let written = &text[token.span.clone()];
        let is_type = index > 1 && tokens[index - 1].shape == Shape::Symbol(b':');
        match token.shape {
            Shape::Word if is_type => {}
            Shape::Word | Shape::Quoted => {
                let word = written.to_ascii_lowercase();
                let calls = tokens.get(index + 1).is_some_and(|next| next.shape == Shape::Symbol(b'('));
                match word.as_str() {
                    "and" | "or" | "where" | "check" | "when" | "then" | "else" => {
                        (column, is_lost) = (None, false);
                    }
                    word if BETWEEN.contains(&word) => {}
                    _ if calls => is_lost = true,
                    _ => column = Some(written.trim_matches('"').to_owned()),
                }
            }
            Shape::Text | Shape::Number if !is_lost => {
                let value = match token.shape {
                    Shape::Text => written.strip_prefix('\'').and_then(|it| it.strip_suffix('\'')),
                    _ => Some(written),
                };
                if let (Some(column), Some(value)) = (&column, value) {
                    found.push(Compared {
                        column: column.clone(),
                        value: value.replace("''", "'"),
                        is_number: token.shape == Shape::Number,
                    });
                }
            }
            Shape::Symbol(symbol) if !b"()[],:=<>!.".contains(&symbol) => is_lost = true,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<String> {
        compared(text).into_iter().map(|it| format!("{} {}", it.column, it.value)).collect()
    }

    #[test]
    fn values_of_constraints_and_conditions() {
        assert_eq!(
            pairs("CHECK ((status = ANY (ARRAY['draft'::text, 'it''s'::text])))"),
            ["status draft", "status it's"]
        );
        assert_eq!(pairs("CHECK (((score >= 0) AND (score <= 100)))"), ["score 0", "score 100"]);
        assert_eq!(pairs("m.role = 'course_admin' and m.user_id = @uid"), ["role course_admin"]);
    }

    #[test]
    fn what_is_behind_a_function_or_a_pattern_is_no_value() {
        assert_eq!(pairs("length(code) >= 3 and code ~ '^[a-z]+$'"), [""; 0]);
    }
}
