//! The settings every session relies on: set and read back in one round trip.
//!
//! A role or a database may bring settings of its own, a short `statement_timeout` above all. `search_path` is left alone: a
//! project's files are written for the role's own, and what provost itself runs is schema-qualified.

use super::Connection;
use crate::failure::{Failure, Kind, Result};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::Type;

const SETTINGS: &str = include_str!("../../sql/session/settings.sql");
const CHECK_INTERVAL: &str = "client_connection_check_interval";

/// The limits of a session; zero means none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionSettings {
    /// How long a statement may wait for a lock.
    pub lock_timeout: Duration,
    /// How long a statement may run.
    pub statement_timeout: Duration,
    /// How long the session may sit in an open transaction without a statement: how long locks outlive a stuck provost.
    pub idle_in_transaction: Duration,
}

/// What the server says of the session once it is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Established {
    /// The server process that answers.
    pub pid: i32,
    /// Each setting as the server shows it.
    pub values: BTreeMap<String, String>,
}

impl SessionSettings {
    /// Sets them and what goes with them. One round trip, which other queries sent at the same time can share.
    ///
    /// # Errors
    /// When the server refuses a setting, or shows another value than was asked for.
    pub async fn establish(&self, connection: &Connection) -> Result<Established> {
        let mut wanted = self.wanted();
        let rows = loop {
            let (names, values): (Vec<&str>, Vec<&str>) =
                wanted.iter().map(|(n, v)| (*n, v.as_str())).unzip();
            let parameters: [(&(dyn tokio_postgres::types::ToSql + Sync), Type); 2] =
                [(&names, Type::TEXT_ARRAY), (&values, Type::TEXT_ARRAY)];
            match connection.client.query_typed(SETTINGS, &parameters).await {
                Ok(rows) => break rows,
                // Some platforms cannot watch for a lost client; nothing else may be left out.
                Err(error)
                    if cannot_watch(&error) && wanted.iter().any(|(name, _)| *name == CHECK_INTERVAL) =>
                {
                    wanted.retain(|(name, _)| *name != CHECK_INTERVAL);
                }
                Err(error) => {
                    return Err(connection.failure(Kind::Connect, "could not set up the session", &error));
                }
            }
        };
        let mut pid = 0;
        let mut shown = BTreeMap::new();
        for row in &rows {
            let read = |error: tokio_postgres::Error| {
                connection.failure(Kind::Connect, "could not read the session's settings", &error)
            };
            pid = row.try_get("pid").map_err(read)?;
            shown.insert(row.try_get("name").map_err(read)?, row.try_get("value").map_err(read)?);
        }
        check(&wanted, &shown)?;
        Ok(Established { pid, values: shown })
    }

    fn wanted(&self) -> Vec<(&'static str, String)> {
        let ms = |limit: Duration| format!("{}ms", limit.as_millis());
        vec![
            ("lock_timeout", ms(self.lock_timeout)),
            ("statement_timeout", ms(self.statement_timeout)),
            ("idle_in_transaction_session_timeout", ms(self.idle_in_transaction)),
            // Waiting for a lock is idling too.
            ("idle_session_timeout", ms(Duration::ZERO)),
            // A killed provost lets go of its locks after a second, not when its statement is done.
            (CHECK_INTERVAL, ms(Duration::from_secs(1))),
            // A COMMIT that was acknowledged must survive a crash: the history is believed.
            ("synchronous_commit", "on".to_owned()),
            // What quotes mean in a project's files must not depend on the role.
            ("standard_conforming_strings", "on".to_owned()),
            ("client_min_messages", "notice".to_owned()),
        ]
    }
}

/// Settings that servers older than PostgreSQL 14 do not have.
const MAY_LACK: [&str; 2] = ["idle_session_timeout", CHECK_INTERVAL];

fn check(wanted: &[(&str, String)], shown: &BTreeMap<String, String>) -> Result<()> {
    for (name, value) in wanted {
        let same = match shown.get(*name) {
            Some(shown) => {
                shown == value || milliseconds(shown).is_some_and(|ms| Some(ms) == milliseconds(value))
            }
            None => MAY_LACK.contains(name),
        };
        if !same {
            let now = shown.get(*name).map_or("nothing", String::as_str);
            return Err(Failure::new(
                Kind::Connect,
                format!("the server does not keep the setting `{name}`"),
            )
            .because(format!("it was set to `{value}` and shows `{now}`"))
            .hint("connect without a proxy that rewrites statements"));
        }
    }
    Ok(())
}

/// A duration as PostgreSQL shows it.
fn milliseconds(shown: &str) -> Option<u128> {
    let unit_at = shown.find(|c: char| !c.is_ascii_digit()).unwrap_or(shown.len());
    let number: u128 = shown[..unit_at].parse().ok()?;
    let factor = match &shown[unit_at..] {
        "" | "ms" => 1,
        "s" => 1000,
        "min" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    number.checked_mul(factor)
}

fn cannot_watch(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|db| {
        *db.code() == SqlState::INVALID_PARAMETER_VALUE && db.message().contains(CHECK_INTERVAL)
            || db.detail().is_some_and(|detail| detail.contains(CHECK_INTERVAL))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_as_postgres_shows_them() {
        for (shown, expected) in
            [("0", 0), ("50ms", 50), ("2min", 120_000), ("1d", 86_400_000), ("90s", 90_000)]
        {
            assert_eq!(milliseconds(shown), Some(expected), "{shown}");
        }
        assert_eq!(milliseconds("on"), None);
    }

    #[test]
    fn a_setting_that_was_changed_behind_our_back_is_seen() {
        let wanted = [("lock_timeout", "50ms".to_owned())];
        assert!(check(&wanted, &BTreeMap::from([("lock_timeout".into(), "50ms".into())])).is_ok());
        assert!(check(&wanted, &BTreeMap::from([("lock_timeout".into(), "1s".into())])).is_err());
        assert!(check(&wanted, &BTreeMap::new()).is_err());
    }
}
