//! A master key from an open file descriptor: it is in no file, no variable and no argument.

#![expect(clippy::disallowed_methods, reason = "reads what the caller opened")]

use crate::failure::{Failure, Kind, Result};
use crate::vault::Ring;
use std::cell::OnceCell;
use std::fs::File;
use std::io::Read as _;
use zeroize::Zeroizing;

/// No ring is longer.
const LONGEST: u64 = 64 * 1024;

/// A descriptor, and what was read from it.
pub(in crate::command) struct Descriptor {
    number: i32,
    read: OnceCell<Ring>,
}

impl Descriptor {
    pub(super) const fn new(number: i32) -> Self {
        Self { number, read: OnceCell::new() }
    }

    pub(super) const fn number(&self) -> i32 {
        self.number
    }

    /// The keys; read once, and closed.
    pub(super) fn ring(&self) -> Result<Ring> {
        if let Some(ring) = self.read.get() {
            return Ok(ring.clone());
        }
        let mut text = Zeroizing::new(String::new());
        let read = File::open(format!("/dev/fd/{}", self.number))
            .and_then(|file| file.take(LONGEST).read_to_string(&mut text));
        let closed = nix::unistd::close(self.number).map_err(std::io::Error::from);
        read.and_then(|_| closed).map_err(|error| {
            Failure::new(Kind::Secret, format!("could not read file descriptor {}", self.number))
                .because(error)
                .hint(format!("open it for provost: `provost … --key-fd {0} {0}< FILE`", self.number))
        })?;
        let ring = Ring::of_text(&text, &format!("file descriptor {}", self.number))?;
        Ok(self.read.get_or_init(|| ring).clone())
    }
}
