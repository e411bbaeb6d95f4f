//! `host=… port=… user=… password='…' dbname=…`, as libpq reads it.

use super::draft::Draft;
use super::{mistaken, parameter, refused};
use crate::failure::{Failure, Result};
use std::iter::Peekable;
use std::str::Chars;

/// Reads the whole string.
pub(super) fn parse(text: &str) -> Result<Draft> {
    if !text.contains('=') {
        return Err(Failure::bad_input("this is no database's address")
            .because("it is neither a URL nor `host=… user=… dbname=…`")
            .hint("write `postgres://USER:PASSWORD@HOST:5432/DATABASE`"));
    }
    let mut draft = Draft::default();
    let mut chars = text.chars().peekable();
    let mut count = 0;
    while skip_spaces(&mut chars) {
        count += 1;
        let name = take_name(&mut chars, count)?;
        let value = take_value(&mut chars)?;
        // An unquoted password with a space in it ends early; what follows is still a secret.
        if draft.password.is_some() && !refused::is_known(&name) {
            return Err(Failure::bad_input(format!("parameter {count} of the address is unknown"))
                .because("it follows the password, and may be a part of it")
                .hint("put the password in single quotes: `password='…'`"));
        }
        if name == "password" {
            mistaken::refuse_password(&value)?;
        }
        parameter::set(&mut draft, &name, value)?;
    }
    Ok(draft)
}

/// Goes to the next word; false at the end.
fn skip_spaces(chars: &mut Peekable<Chars<'_>>) -> bool {
    while chars.next_if(|c| c.is_whitespace()).is_some() {}
    chars.peek().is_some()
}

fn take_name(chars: &mut Peekable<Chars<'_>>, count: usize) -> Result<String> {
    let mut name = String::new();
    while let Some(c) = chars.next_if(|c| *c != '=' && !c.is_whitespace()) {
        name.push(c);
    }
    skip_spaces(chars);
    match chars.next() {
        Some('=') => Ok(name),
        _ => Err(Failure::bad_input(format!("word {count} of the address has no `=`"))
            .hint("put a value that holds spaces in single quotes: `password='two words'`")),
    }
}

fn take_value(chars: &mut Peekable<Chars<'_>>) -> Result<String> {
    skip_spaces(chars);
    let quoted = chars.next_if_eq(&'\'').is_some();
    let mut value = String::new();
    loop {
        match chars.next() {
            Some('\'') if quoted => return Ok(value),
            Some(c) if !quoted && c.is_whitespace() => return Ok(value),
            Some('\\') => match chars.next() {
                Some(c) => value.push(c),
                None => {
                    return Err(
                        Failure::bad_input("the address ends in a `\\`").hint("write `\\\\` for a backslash")
                    );
                }
            },
            Some(c) => value.push(c),
            None if quoted => {
                return Err(Failure::bad_input("a quote in the address is never closed")
                    .hint("close it with `'`; write `\\'` for a quote inside a value"));
            }
            None => return Ok(value),
        }
    }
}
