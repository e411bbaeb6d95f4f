//! Whether a target can be written at all, asked before anything is sent.

use super::Run;
use crate::failure::{Failure, Kind, Result};
use crate::model::{Facts, Found, HistoryTable, Target, ident};

impl Run<'_> {
    pub(super) fn refuse_unwritable(&self, found: &Found) -> Result<()> {
        unwritable(self.session.target(), &self.session.door.history, &found.facts).map_or(Ok(()), Err)
    }
}

/// Why this session could not apply anything, as far as one look tells.
pub fn unwritable(target: &Target, history: &HistoryTable, facts: &Facts) -> Option<Failure> {
    let refusal = |because: String, hint: String| {
        let failure = Failure::new(Kind::Refused, format!("{} cannot be written", target.noun()));
        Some(failure.because(because).database("unchanged").hint(hint))
    };
    if facts.in_recovery {
        return refusal(
            "the server is in recovery: a standby, or a restore that is not finished".to_owned(),
            "connect to the primary".to_owned(),
        );
    }
    if facts.read_only {
        return refusal(
            format!(
                "transactions of role `{}` are read-only: `default_transaction_read_only` is on",
                facts.user
            ),
            format!(
                "find out who set it and why (Supabase does when the disk is full: dashboard > Database > Settings > Disk), connect as another role, or run: alter role {} set default_transaction_read_only = off",
                ident(&facts.user)
            ),
        );
    }
    if !facts.plain_strings {
        return refusal(
            format!(
                "`standard_conforming_strings` is off for role `{}`: strings would end elsewhere than they seem to",
                facts.user
            ),
            format!("run: alter role {} set standard_conforming_strings = on", ident(&facts.user)),
        );
    }
    if facts.history_exists && !facts.history_writable {
        return refusal(
                format!(
                    "role `{}` may not write to `{}` and the tables of provost beside it",
                    facts.user,
                    history.label()
                ),
                "connect as the role that owns them, or let the owner grant select, insert, update and delete on them"
                    .to_owned(),
            );
    }
    if !(facts.history_exists && facts.side_tables || facts.can_create) {
        return refusal(
            format!("role `{}` may not make the schema `provost`, where the history is kept", facts.user),
            format!(
                "connect as the owner of the database, or let the owner run: grant create on database {} to {}",
                ident(&target.database),
                ident(&facts.user)
            ),
        );
    }
    None
}
