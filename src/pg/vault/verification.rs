//! Opens everything that the vault holds, and checks the audit trail from its first entry to its last.

use super::credential::{After, Which};
use super::keys::garbled;
use super::{Act, Vault};
use crate::failure::Result;
use crate::finding::{Finding, Severity};
use crate::pg::message::Row;
use crate::render::sql::{File, render};
use crate::vault::{Context, CourseId, Entry, Fault, Head, Key, KeyId, Link, open_key};
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows of a page.
const PAGE: usize = 500;

/// What was opened, and what did not open.
#[derive(Debug, Serialize)]
pub struct Verified {
    /// Credentials that open.
    pub credentials: usize,
    /// Data keys, counted once for each master key that wraps them, that open.
    pub wraps: usize,
    /// Wraps by master keys that are not at hand.
    pub by_others: usize,
    /// Entries of the audit trail.
    pub entries: u64,
    /// Its end; nothing where it is empty.
    pub head: Option<String>,
    /// What is not as it should be.
    pub findings: Vec<Finding>,
}

#[derive(Serialize)]
struct WrapPage {
    after: Option<WrapAfter>,
    limit: usize,
}

#[derive(Serialize)]
struct WrapAfter {
    course: CourseId,
    version: u64,
    kek: KeyId,
}

#[derive(Serialize)]
struct TrailPage {
    after: u64,
    limit: usize,
}

impl Vault {
    /// Verifies everything. `since` is the end of the trail as it was noted outside of the database.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn verify(&self, since: Option<Head>) -> Result<Verified> {
        let act = Act { action: "verify", course: None, detail: "all credentials and the audit trail" };
        self.audited(act, async {
            let mut verified = Verified {
                credentials: 0,
                wraps: 0,
                by_others: 0,
                entries: 0,
                head: None,
                findings: Vec::new(),
            };
            self.verify_wraps(&mut verified).await?;
            self.verify_credentials(&mut verified).await?;
            self.verify_trail(&mut verified, since).await?;
            Ok(verified)
        })
        .await
    }

    async fn verify_wraps(&self, verified: &mut Verified) -> Result<()> {
        let mut after = None;
        loop {
            let question = render(File::VaultWraps, WrapPage { after, limit: PAGE });
            let rows = self.session.rows(&question, "could not read data keys").await?;
            for row in &rows {
                let (place, id, kek, sealed) = wrap(row).ok_or_else(|| garbled(&self.session))?;
                let context = Context::dek(self.deployment, place.course, place.version);
                let key = self.ring.borrow().get(kek).cloned();
                let object = format!("data key {} of course {}", place.version, place.course);
                match key.map(|key| open_key(&key, &context, id, &sealed)) {
                    Some(Ok(_)) => verified.wraps += 1,
                    None => verified.by_others += 1,
                    Some(Err(fault)) => verified.findings.push(unopened("vault-data-key", &object, &fault)),
                }
            }
            after = rows.last().and_then(wrap).map(|(place, ..)| place);
            if rows.len() < PAGE {
                return Ok(());
            }
        }
    }

    async fn verify_credentials(&self, verified: &mut Verified) -> Result<()> {
        let mut after: Option<After> = None;
        loop {
            let page = self.sealed(&Which { after, limit: Some(PAGE), ..Which::default() }).await?;
            for sealed in &page {
                match self.open_box(sealed).await {
                    Ok(_) => verified.credentials += 1,
                    Err(fault) => {
                        let object = format!("{} of course {}", sealed.field, sealed.course);
                        verified.findings.push(unopened("vault-credential", &object, &fault));
                    }
                }
            }
            after = page.last().map(|last| After { course: last.course, field: last.field.clone() });
            if page.len() < PAGE {
                return Ok(());
            }
        }
    }

    async fn verify_trail(&self, verified: &mut Verified, since: Option<Head>) -> Result<()> {
        let mut keys: BTreeMap<KeyId, Option<Key>> = BTreeMap::new();
        let mut end = Head { seq: 0, link: Link::START };
        let mut was_seen = since.is_none_or(|head| head.seq == 0);
        let mut read = 0;
        loop {
            let question = render(File::VaultTrail, TrailPage { after: read, limit: PAGE });
            let rows = self.session.rows(&question, "could not read the audit trail").await?;
            for row in &rows {
                let (entry, id, link) = entry(row).ok_or_else(|| garbled(&self.session))?;
                read = entry.seq;
                let object = format!("entry {}", entry.seq);
                let mut told = |message: String| {
                    let finding = Finding::note("vault-trail", &object, message).severity(Severity::Security);
                    verified.findings.push(finding.fix("find out who may write to `internal.vault_audit`, and compare it with a backup of main"));
                };
                if entry.seq != end.seq + 1 {
                    told(format!("entries {} to {} of the audit trail are gone", end.seq + 1, entry.seq - 1));
                }
                let key = keys.entry(id).or_insert_with(|| {
                    self.table.borrow().audit_key_of(&self.ring.borrow(), self.deployment, id).ok()
                });
                match key {
                    Some(key) if entry.seq == end.seq + 1 && end.link.next(key, &entry) != link => {
                        told("is not as it was written, or follows another entry than it did".to_owned());
                    }
                    None => told(format!("was sealed with the key `{id}`, which no key at hand opens")),
                    Some(_) => {}
                }
                end = Head { seq: entry.seq, link };
                was_seen |= since.is_some_and(|head| head.seq == end.seq && head.link == end.link);
                verified.entries += 1;
            }
            if rows.len() < PAGE {
                break;
            }
        }
        if let (false, Some(head)) = (was_seen, since) {
            let message = format!("the audit trail does not hold the end that was noted: `{head}`");
            let finding = Finding::note("vault-trail", "the end that was noted", message);
            let fix = "somebody cut the trail off, or put an older main in place: compare it with a backup";
            verified.findings.push(finding.severity(Severity::Security).fix(fix));
        }
        verified.head = (end.seq > 0).then(|| end.to_string());
        Ok(())
    }
}

fn unopened(rule: &'static str, object: &str, fault: &Fault) -> Finding {
    let failure = fault.failure(format!("{object} does not open: {fault}"));
    Finding::of_failure(rule, object, &failure).severity(Severity::Security)
}

fn wrap(row: &Row) -> Option<(WrapAfter, KeyId, KeyId, String)> {
    let text = |column: usize| row.get(column)?.as_deref();
    let (course, version) = (text(0)?.parse().ok()?, text(1)?.parse().ok()?);
    let kek = text(3)?.parse().ok()?;
    Some((WrapAfter { course, version, kek }, text(2)?.parse().ok()?, kek, text(4)?.to_owned()))
}

fn entry(row: &Row) -> Option<(Entry, KeyId, Link)> {
    let text = |column: usize| row.get(column)?.as_deref();
    let own = |column: usize| text(column).map(str::to_owned);
    let entry = Entry {
        seq: text(0)?.parse().ok()?,
        at: text(1)?.parse().ok()?,
        actor: own(3)?,
        host: own(4)?,
        run: own(5)?,
        action: own(6)?,
        course: own(7).unwrap_or_default(),
        outcome: own(8)?,
        detail: own(9)?,
    };
    Some((entry, text(2)?.parse().ok()?, text(10)?.parse().ok()?))
}
