//! `PGHOST`, `PGUSER` and their kin, given as a map.

use super::draft::Draft;
use super::{mistaken, parameter};
use crate::failure::Result;
use std::collections::BTreeMap;

const KNOWN: [(&str, &str); 11] = [
    ("PGHOST", "host"),
    ("PGPORT", "port"),
    ("PGUSER", "user"),
    ("PGPASSWORD", "password"),
    ("PGDATABASE", "dbname"),
    ("PGSSLMODE", "sslmode"),
    ("PGSSLROOTCERT", "sslrootcert"),
    ("PGCHANNELBINDING", "channel_binding"),
    ("PGCONNECT_TIMEOUT", "connect_timeout"),
    ("PGAPPNAME", "application_name"),
    ("PGOPTIONS", "options"),
];

/// Variables that would point somewhere else than the ones provost reads.
const REDIRECTING: [(&str, &str); 2] = [("PGHOSTADDR", "hostaddr"), ("PGSERVICE", "service")];

/// Reads what is set; an empty variable counts as unset, as for libpq.
pub(super) fn read(variables: &BTreeMap<String, String>) -> Result<Draft> {
    let mut draft = Draft::default();
    for (variable, name) in KNOWN.iter().chain(&REDIRECTING) {
        let Some(value) = variables.get(*variable).filter(|value| !value.is_empty()) else { continue };
        if *name == "password" {
            mistaken::refuse_password(value)?;
        }
        parameter::set(&mut draft, name, value.clone()).map_err(|failure| {
            failure.because(format!("it is set by the environment variable {variable}"))
        })?;
    }
    Ok(draft)
}
