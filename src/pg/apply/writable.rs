//! Whether a target can be written at all, asked before anything is sent.

use super::Run;
use crate::failure::{Failure, Kind, Result};
use crate::model::Found;

impl Run<'_> {
    pub(super) fn refuse_unwritable(&self, found: &Found) -> Result<()> {
        let noun = self.session.target().noun();
        let facts = &found.facts;
        let refusal = |because: String, hint: String| {
            Err(Failure::new(Kind::Refused, format!("{noun} cannot be written"))
                .because(because)
                .database("unchanged")
                .hint(hint))
        };
        if facts.in_recovery {
            return refusal(
                "the server is in recovery: a standby, or a restore that is not finished".to_owned(),
                "connect to the primary".to_owned(),
            );
        }
        if facts.read_only {
            return refusal(
                format!("transactions of role `{}` are read-only by default", facts.user),
                "connect as the role that owns the tables (Supabase: `postgres`; a full disk also makes a project read-only)".to_owned(),
            );
        }
        if !facts.plain_strings {
            return refusal(
                format!(
                    "`standard_conforming_strings` is off for role `{}`: strings would end elsewhere than they seem to",
                    facts.user
                ),
                format!(
                    "run: alter role {} set standard_conforming_strings = on",
                    crate::model::ident(&facts.user)
                ),
            );
        }
        if facts.history_exists && !facts.history_writable {
            return refusal(
                format!("role `{}` may not insert into `{}`", facts.user, self.session.door.history.label()),
                "connect as the role that owns the history, or grant it insert, update and delete there"
                    .to_owned(),
            );
        }
        Ok(())
    }
}
