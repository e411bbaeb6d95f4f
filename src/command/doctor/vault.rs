//! The vault of main, and the master keys that this machine has for it. No key and no credential is ever part of a finding.

use crate::command::Context;
use crate::command::vault::{Source, State};
use crate::failure::Kind;
use crate::finding::{Finding, Severity};
use crate::pg::Door;
use crate::pg::vault::{KeySource as _, KeyTable, Seen};

pub(super) async fn look(context: &Context<'_>, main: Option<&Door>) -> Vec<Finding> {
    let of_failure = |failure| vec![Finding::of_failure("vault-look", "vault", &failure)];
    let Some(door) = main else { return keys_alone(context).await };
    let seen = match Seen::find(door).await {
        Ok(Some(seen)) => seen,
        Ok(None) => {
            let none = "main has no vault yet: `provost vault init` makes one, before the first course";
            return vec![Finding::note("vault-look", "vault", none)];
        }
        // Its files make no tables for one: a project without courses.
        Err(failure) if failure.kind() == Kind::Refused => return Vec::new(),
        Err(failure) => return of_failure(failure),
    };
    let source = match Source::of(context) {
        Ok(source) => source,
        Err(failure) => return vec![Finding::of_failure("vault-key", "vault", &failure)],
    };
    match State::of(seen, &source).await {
        Ok(state) => told(&state, &source.to_string()),
        Err(failure) => of_failure(failure),
    }
}

/// Main cannot be asked; a key that is there can be looked at all the same.
async fn keys_alone(context: &Context<'_>) -> Vec<Finding> {
    if context.project.is_none() {
        return Vec::new();
    }
    let source = match Source::of(context) {
        Ok(source) if source.is_vacant() => return Vec::new(),
        Ok(source) => source,
        Err(failure) => return vec![Finding::of_failure("vault-key", "vault", &failure)],
    };
    let shown = source.to_string();
    vec![match source.ring(&KeyTable::default()).await {
        Ok(ring) => {
            let count = counted(ring.keys().len() as u64, "master key");
            let text = format!("{count} in {shown}; main was not asked whether its vault opens");
            Finding::note("vault-key", shown, text)
        }
        Err(failure) => Finding::of_failure("vault-key", shown, &failure),
    }]
}

fn told(state: &State, source: &str) -> Vec<Finding> {
    let note = |rule, text: String| Finding::note(rule, source, text);
    let warning = |rule, text: String| note(rule, text).severity(Severity::Warning);
    let standing = &state.standing;
    let mut findings = Vec::new();
    match &state.fault {
        Some(failure) => findings.push(Finding::of_failure("vault-key", source, failure)),
        None => {
            let count = counted(state.at_hand.len() as u64, "master key");
            findings.push(note("vault-key", format!("the vault opens: {count} in {source}")));
            findings.extend(out_of_reach(state, source));
        }
    }
    if standing.waiting > 0 {
        let text = format!(
            "the master key is half-way changed: the new one has still to wrap {}",
            counted(standing.waiting, "data key")
        );
        findings.push(warning("vault-rotation", text).fix("go on: `provost vault rotate`"));
    } else if standing.by_earlier > 0 {
        let text = "the master key was changed, and the one before still opens the vault".to_owned();
        let fix = "when every host has the new one: `provost vault rotate --retire`";
        findings.push(note("vault-rotation", text).fix(fix));
    }
    if state.fault.is_none() && state.has_unused() {
        let text = format!("{source} has a master key that is not in use yet");
        findings.push(warning("vault-rotation", text).fix("begin with it: `provost vault rotate`"));
    }
    findings
}

/// What the keys at hand do not open, although they open the vault.
fn out_of_reach(state: &State, source: &str) -> Vec<Finding> {
    let error = |text: String| Finding::note("vault-key", source, text).severity(Severity::Error);
    let mut findings = Vec::new();
    let active = state.seen.table().active().map(|row| row.id);
    if let Some(id) = active.filter(|id| !state.at_hand.contains(id)) {
        let text = format!("the master key in use, `{id}`, is not at hand: nothing new can be sealed");
        let fix = "copy the key file from the host where `provost vault rotate` ran";
        findings.push(error(text).fix(fix));
    }
    let (keys, credentials) = (state.standing.unopened_data_keys, state.standing.unopened_credentials);
    if keys > 0 {
        let text = format!(
            "no key at hand opens {} and the {} sealed with them",
            counted(keys, "data key"),
            counted(credentials, "credential")
        );
        let fix = "put the master key that wrapped them into the key file, after the newest; `provost vault verify` names each";
        findings.push(error(text).fix(fix));
    }
    findings
}

fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
