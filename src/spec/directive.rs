//! What a file says of itself in comments: `-- no-transaction` on the first line, and other tools' marks that must not be overread.

use super::fault;
use crate::failure::Result;
use crate::model::Mode;
use crate::sqltext;

/// The directive, as sqlx spells it. Stock refinery fails on such a file loudly and cleanly.
const NO_TRANSACTION: &str = "-- no-transaction";

/// What people write for it, without blanks and signs.
const NEAR_MISSES: [&str; 8] = [
    "notransaction",
    "provostnotransaction",
    "goosenotransaction",
    "sqlxnotransaction",
    "migrateuptransactionfalse",
    "disabletransaction",
    "disableddltransaction",
    "notx",
];

/// Marks after which other tools' files undo what stands before: dbmate, goose, sql-migrate, MyBatis.
const DOWN_MARKS: [&str; 4] = ["migrate:down", "+goosedown", "+migratedown", "//@undo"];

/// How a file runs.
///
/// # Errors
/// When a comment is meant for a tool and does nothing here.
pub fn mode(path: &str, text: &str) -> Result<Mode> {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let mode = if first == NO_TRANSACTION { Mode::NoTransaction } else { Mode::Transaction };
    for (offset, comment) in suspects(text) {
        let fault = |message: String, hint: &str| Err(fault::at_offset(path, text, offset, message, hint));
        if DOWN_MARKS.contains(&comment.replace(' ', "").as_str()) {
            return fault(
                "it holds its own undoing, and all of it would run".to_owned(),
                "move everything from this line on into a file of the same name that ends in `.down.sql`",
            );
        }
        let spelled: String = comment.chars().filter(char::is_ascii_alphanumeric).collect();
        if NEAR_MISSES.contains(&spelled.as_str()) && !(offset == 0 && mode == Mode::NoTransaction) {
            return fault(
                format!(
                    "this line does nothing: only `{NO_TRANSACTION}`, spelled so and on the first line, counts"
                ),
                "move it to the first line as `-- no-transaction`, or remove it",
            );
        }
    }
    Ok(mode)
}

/// Comments on a line of their own that might be meant for a tool: where, and their text in lower case.
fn suspects(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut offset = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let start = offset + line.len() - line.trim_start().len();
        offset += line.len();
        (start, line.trim())
    });
    lines
        .filter_map(|(start, line)| Some((start, line.strip_prefix("--")?.trim().to_lowercase())))
        .filter(|(_, comment)| {
            comment.contains("tra")
                || comment.contains("tx")
                || comment.contains("down")
                || comment.contains("undo")
        })
        // Only now, for the few that are left: the line may stand inside of a string.
        .filter(|(start, _)| sqltext::is_comment(text, *start))
}
