//! A master key from an open file descriptor: it is in no file, no variable and no argument.

#![expect(clippy::disallowed_types, reason = "reads what the caller opened")]

use crate::failure::{Failure, Kind, Result};
use secrecy::SecretString;
use std::fs::File;
use std::io::Read as _;
use zeroize::Zeroizing;

/// No ring is longer.
const LONGEST: u64 = 64 * 1024;

/// Reads a descriptor to its end, and closes it. To be called before the program has opened anything of its own.
pub(in crate::command) fn read(number: i32) -> Result<SecretString> {
    let mut text = Zeroizing::new(String::new());
    let read = File::open(format!("/dev/fd/{number}")).and_then(|file| {
        let read = file.take(LONGEST).read_to_string(&mut text);
        nix::unistd::close(number).map_err(std::io::Error::from).and(read)
    });
    read.map_err(|error| {
        Failure::new(Kind::Secret, format!("could not read file descriptor {number}"))
            .because(error)
            .hint(format!("open it for provost: `provost … --key-fd {number} {number}< FILE`"))
    })?;
    Ok(SecretString::from(text.as_str()))
}
