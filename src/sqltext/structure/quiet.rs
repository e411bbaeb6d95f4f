//! Code that leaves tables alone: what a `do` block or a function of the files may hold and still be followed.
//!
//! It is read as words. Everything that is not known to leave tables alone counts as something that may change them.

use super::super::reader::Reader;
use super::super::token::Shape;
use super::built_in::{FUNCTIONS, KEYWORDS};

/// What may follow `create`, `alter` and `drop`: no table, view, column or schema goes, comes or gets another name by it.
const CREATED: &[&str] = &["type", "domain", "policy", "trigger", "index", "role", "publication", "sequence"];
const ALTERED: &[&str] =
    &["table", "column", "type", "domain", "policy", "index", "publication", "function", "sequence"];
const DROPPED: &[&str] = &[
    "constraint",
    "default",
    "not",
    "type",
    "domain",
    "policy",
    "trigger",
    "index",
    "role",
    "publication",
    "function",
];
const ADDED: &[&str] = &["constraint", "value"];
/// Words that stand in code only where something cannot be followed.
const LOUD: &[&str] =
    &["rename", "attach", "detach", "inherit", "search_path", "call", "import", "extension", "owned"];

/// What stands before a name that is not called: of a table with a list of its columns, of a function with its arguments.
const NAMING: &[&str] = &["into", "references", "function", "procedure"];

/// A function that is called.
#[derive(Debug)]
pub(super) struct Call {
    schema: Option<String>,
    pub(super) name: String,
}

impl Call {
    /// Whether it is PostgreSQL's own, and none that sets the search path.
    pub(super) fn is_built_in(&self) -> bool {
        let is_known = || {
            let name = self.name.as_str();
            name.starts_with("pg_") || FUNCTIONS.contains(&name) || KEYWORDS.contains(&name)
        };
        match self.schema.as_deref() {
            _ if self.name == "set_config" => false,
            Some(schema) => matches!(schema, "pg_catalog" | "cron"),
            None => is_known(),
        }
    }
}

/// All names that are followed by a parenthesis, keywords too.
pub(super) fn calls(words: &Reader<'_>) -> Vec<Call> {
    let (mut words, mut calls) = (words.clone(), Vec::new());
    let (mut schema, mut name, mut is_named) = (None, None, false);
    while let Some(token) = words.next() {
        match token.shape {
            Shape::Word | Shape::Quoted => {
                let text = words.text(&token);
                is_named = name.as_deref().is_some_and(|it: &str| NAMING.contains(&it))
                    || (is_named && schema.is_some());
                name = Some(match token.shape {
                    Shape::Word => text.to_ascii_lowercase(),
                    _ => text.trim_matches('"').to_owned(),
                });
                if !is_named && words.sees_symbol(b'(') {
                    calls.extend(name.take().map(|name| Call { schema: schema.take(), name }));
                }
                if !words.sees_symbol(b'.') {
                    schema = None;
                }
            }
            Shape::Symbol(b'.') => schema = name.take(),
            _ => (schema, name) = (None, None),
        }
    }
    calls
}

/// Whether no word of the code changes tables.
pub(super) fn changes_nothing(words: &Reader<'_>) -> bool {
    let mut words = words.clone();
    while let Some(token) = words.next() {
        if token.shape != Shape::Word {
            continue;
        }
        let word = words.text(&token).to_ascii_lowercase();
        let next = |words: &mut Reader<'_>, known: &[&str]| words.any(known).is_some();
        let is_quiet = match word.as_str() {
            "create" => {
                while words.any(&["or", "replace", "unique", "constraint"]).is_some() {}
                next(&mut words, CREATED)
            }
            "alter" => next(&mut words, ALTERED),
            "drop" => next(&mut words, DROPPED),
            "add" => next(&mut words, ADDED),
            "set" => !words.sees("schema"),
            "execute" => executes_quietly(&mut words),
            word => !LOUD.contains(&word),
        };
        if !is_quiet {
            return false;
        }
    }
    true
}

/// `execute 'text'` and `execute format('text', …)`, where the text says itself what it does.
fn executes_quietly(words: &mut Reader<'_>) -> bool {
    // The right to execute, and what a trigger executes.
    if ["on", "function", "procedure"].iter().any(|word| words.sees(word)) {
        return true;
    }
    let is_filled = words.word("format") && words.symbol(b'(');
    let text = words.next().filter(|token| token.shape == Shape::Text);
    let Some(text) = text.and_then(|token| unquoted(words.text(&token))) else { return false };
    let code = Reader::new(&text);
    let first = code.clone().keyword().unwrap_or_default();
    let is_whole = match first.as_str() {
        "" | "select" | "with" | "do" => false,
        // A hole could bring an action of its own.
        "create" | "alter" | "drop" => !text.contains("%s"),
        _ => true,
    };
    let ends = if is_filled { [b',', b')'] } else { [b';'; 2] };
    is_whole && ends.iter().any(|end| words.sees_symbol(*end)) && changes_nothing(&code)
}

/// The code of a `do` block, or of a function in a language that is understood.
pub(super) fn body(words: &Reader<'_>) -> Option<String> {
    let mut words = words.clone();
    let is_block = words.word("do");
    let (mut language, mut body, mut after_as) = (is_block.then(|| "plpgsql".to_owned()), None, is_block);
    while !words.is_at_end() {
        if words.word("language") {
            let name = words.next()?;
            language = Some(words.text(&name).trim_matches(['\'', '"']).to_ascii_lowercase());
            continue;
        }
        let token = words.peek()?;
        if token.shape == Shape::Text && after_as && body.is_none() {
            body = Some(unquoted(words.text(token))?);
        }
        after_as = is_block || words.sees("as");
        words.skip();
    }
    body.filter(|_| matches!(language.as_deref(), Some("plpgsql" | "sql")))
}

/// What stands in a plain or dollar-quoted string.
fn unquoted(text: &str) -> Option<String> {
    if let Some(inside) = text.strip_prefix('\'').and_then(|it| it.strip_suffix('\'')) {
        return Some(inside.replace("''", "'"));
    }
    let tag = &text[..text.strip_prefix('$')?.find('$')? + 2];
    Some(text.strip_prefix(tag)?.strip_suffix(tag)?.to_owned())
}
