//! Reads along with what a server sends, message by message, before the driver sees it.
//!
//! The driver answers any request for a clear-text password and buffers whatever it is sent. So the frame of each message
//! is looked at here: logins that would give the password away are refused, answers are held to a budget that counts what
//! they cost in memory and not only their bytes, and COPY that nobody asked for ends the connection.

use thiserror::Error;

/// What a server did that ends the connection.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Breach {
    /// It asks for the password in clear text over a connection that is not verified.
    #[error("the server asks for the password in clear text, and it is not proven which server it is")]
    ClearTextPassword,
    /// It asks for an MD5 hash of the password over a connection that is not verified.
    #[error("the server asks for an MD5 hash of the password, and it is not proven which server it is")]
    Md5Password,
    /// It sends more than the budget of one answer.
    #[error("the server sends more than {} for one answer", size(*.limit))]
    TooMuch {
        /// The budget, in bytes.
        limit: u64,
    },
    /// It starts a COPY that was not asked for.
    #[error("the server waits for COPY data, which only a client that feeds it can send")]
    Copy,
    /// It does not speak PostgreSQL's protocol.
    #[error("what the server sends is not PostgreSQL's protocol")]
    NotPostgres,
}

fn size(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{} KiB", bytes >> 10) }
}

/// How a password may travel.
#[derive(Debug, Clone, Copy)]
pub(super) struct LoginPolicy {
    /// The certificate was checked.
    pub(super) verified: bool,
    /// The server is this machine.
    pub(super) local: bool,
}

/// What the login phase may cost; honest servers need a few KiB.
pub(super) const LOGIN_BUDGET: u64 = 256 << 10;
/// What the driver keeps for a message beside its bytes, roughly.
const MESSAGE_COST: u64 = 96;
/// What the driver keeps for a column of a row beside its bytes.
const COLUMN_COST: u64 = 24;
/// Every tag a server of protocol 3 may send, in the login and later.
const LOGIN_TAGS: &[u8] = b"EKNRSZv";
const TAGS: &[u8] = b"123ACDEGHIKNRSTVWZcdnstv";

/// The state between two chunks of bytes.
pub(super) struct Watch {
    policy: LoginPolicy,
    /// Tag, length and the first bytes of the body.
    head: [u8; 9],
    have: usize,
    /// Bytes of the present message still to come.
    rest: u64,
    spent: u64,
    pub(super) logged_in: bool,
    pub(super) key_pid: Option<i32>,
    pub(super) copy_expected: bool,
}

impl Watch {
    pub(super) fn new(policy: LoginPolicy) -> Self {
        Self {
            policy,
            head: [0; 9],
            have: 0,
            rest: 0,
            spent: 0,
            logged_in: false,
            key_pid: None,
            copy_expected: false,
        }
    }

    /// A request went out: its answer has a budget of its own.
    pub(super) fn refresh(&mut self) {
        self.spent = 0;
    }

    /// Takes the next bytes from the server.
    pub(super) fn feed(&mut self, mut bytes: &[u8], limit: u64) -> Result<(), Breach> {
        while !bytes.is_empty() {
            if self.rest > 0 {
                let skipped = bytes.len().min(usize::try_from(self.rest).unwrap_or(usize::MAX));
                self.rest -= skipped as u64;
                bytes = &bytes[skipped..];
                continue;
            }
            let wanted = self.wanted()?;
            let taken = (wanted - self.have).min(bytes.len());
            self.head[self.have..self.have + taken].copy_from_slice(&bytes[..taken]);
            self.have += taken;
            bytes = &bytes[taken..];
            if self.have == self.wanted()? {
                self.message(limit)?;
            }
        }
        Ok(())
    }

    /// How much of the present message must be here before it can be judged.
    fn wanted(&self) -> Result<usize, Breach> {
        let tags = if self.logged_in { TAGS } else { LOGIN_TAGS };
        if self.have > 0 && !tags.contains(&self.head[0]) {
            return Err(Breach::NotPostgres);
        }
        if self.have < 5 {
            return Ok(5);
        }
        let needed: u64 = match self.head[0] {
            b'R' | b'K' => 4,
            b'D' => 2,
            _ => 0,
        };
        // Shorter than its own fixed part: not what a server sends.
        if self.length()? < needed { Err(Breach::NotPostgres) } else { Ok(5 + needed as usize) }
    }

    /// The length of the body.
    fn length(&self) -> Result<u64, Breach> {
        let length = u32::from_be_bytes([self.head[1], self.head[2], self.head[3], self.head[4]]);
        if length < 4 || length > i32::MAX as u32 {
            Err(Breach::NotPostgres)
        } else {
            Ok(u64::from(length) - 4)
        }
    }

    /// Judges the message whose head is complete, and gets ready to skip its body.
    fn message(&mut self, limit: u64) -> Result<(), Breach> {
        let length = self.length()?;
        let word = i32::from_be_bytes([self.head[5], self.head[6], self.head[7], self.head[8]]);
        let limit = if self.logged_in { limit } else { LOGIN_BUDGET };
        self.spent += length + MESSAGE_COST;
        match self.head[0] {
            b'R' if word == 3 && !self.policy.verified => return Err(Breach::ClearTextPassword),
            b'R' if word == 5 && !self.policy.verified && !self.policy.local => {
                return Err(Breach::Md5Password);
            }
            b'K' => self.key_pid = Some(word),
            b'Z' => self.logged_in = true,
            b'D' => {
                self.spent += u64::from(u16::from_be_bytes([self.head[5], self.head[6]])) * COLUMN_COST;
            }
            b'G' | b'W' if !self.copy_expected => return Err(Breach::Copy),
            _ => {}
        }
        if self.spent > limit {
            return Err(Breach::TooMuch { limit });
        }
        self.rest = length - (self.have as u64 - 5);
        self.have = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
