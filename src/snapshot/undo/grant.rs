//! Rights computed from rights: what is too much is revoked, what lacks is granted.

use crate::snapshot::{Drift, Kind};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The owner of an object among those who have rights on it.
const OWNER: &str = "@owner";

/// One statement's worth of rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Right {
    pub(super) verb: &'static str,
    pub(super) privileges: String,
    pub(super) towards: &'static str,
    pub(super) role: String,
    pub(super) option: bool,
    pub(super) column: Option<String>,
}

/// What turns the found rights into the wanted ones.
pub(super) fn changes(wanted: &Value, found: &Value, owner: &str, column: Option<&str>) -> Vec<Right> {
    let (wanted, found) = (rights(wanted), rights(found));
    let roles: BTreeSet<&String> = wanted.keys().chain(found.keys()).collect();
    let (mut less, mut more) = (Vec::new(), Vec::new());
    for role in roles {
        let of =
            |side: &BTreeMap<String, BTreeMap<String, bool>>| side.get(role).cloned().unwrap_or_default();
        let (want, have) = (of(&wanted), of(&found));
        let name = if role == OWNER { owner } else { role };
        let pick = |which: &dyn Fn(&str, bool) -> bool, from: &BTreeMap<String, bool>| {
            let names: Vec<String> = from
                .iter()
                .filter(|(right, option)| which(right, **option))
                .map(|(right, _)| right.to_lowercase())
                .collect();
            names.join(", ")
        };
        let right = |verb, towards, option, privileges: String| Right {
            verb,
            privileges,
            towards,
            role: name.to_owned(),
            option,
            column: column.map(str::to_owned),
        };
        less.push(right("revoke", "from", false, pick(&|right, _| !want.contains_key(right), &have)));
        let only_option = |right: &str, option: bool| option && want.get(right) == Some(&false);
        less.push(right("revoke grant option for", "from", false, pick(&only_option, &have)));
        more.push(right(
            "grant",
            "to",
            false,
            pick(&|right, option| !option && !have.contains_key(right), &want),
        ));
        let with_option = |right: &str, option: bool| option && have.get(right) != Some(&true);
        more.push(right("grant", "to", true, pick(&with_option, &want)));
    }
    less.into_iter().chain(more).filter(|right| !right.privileges.is_empty()).collect()
}

/// What takes away everything that default privileges give a new object.
pub(super) fn fresh(roles: &BTreeSet<String>) -> Vec<Right> {
    let all = |role: &String| Right {
        verb: "revoke",
        privileges: "all".to_owned(),
        towards: "from",
        role: role.clone(),
        option: false,
        column: None,
    };
    roles.iter().map(all).collect()
}

/// Roles that get rights on new objects without being named.
pub(super) fn given_by_default(drift: &Drift) -> BTreeSet<String> {
    let defaults = [&drift.wanted, &drift.found].into_iter().flat_map(|side| side.objects.values());
    let defaults = defaults.filter(|object| object.kind == Kind::DefaultPrivileges);
    let mut roles: BTreeSet<String> = defaults
        .filter_map(|object| object.fact("grants").as_object())
        .flat_map(Map::keys)
        .filter(|role| *role != OWNER)
        .cloned()
        .collect();
    roles.insert("public".to_owned());
    roles
}

/// What new objects are granted where nobody said anything.
pub(super) fn built_in(objects: &str, in_schema: bool) -> Value {
    match objects {
        _ if in_schema => json!({}),
        "tables" => {
            json!({ OWNER: ["DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"] })
        }
        "sequences" => json!({ OWNER: ["SELECT", "UPDATE", "USAGE"] }),
        "functions" => json!({ OWNER: ["EXECUTE"], "public": ["EXECUTE"] }),
        "types" => json!({ OWNER: ["USAGE"], "public": ["USAGE"] }),
        _ => json!({ OWNER: ["CREATE", "USAGE"] }),
    }
}

/// The owner's rights as they stand, and nobody else's.
pub(super) fn owners_alone(wanted: &Value) -> Value {
    let mut only = Map::new();
    if let Some(rights) = wanted.get(OWNER) {
        only.insert(OWNER.to_owned(), rights.clone());
    }
    Value::Object(only)
}

/// By role and right, whether it may be granted on.
fn rights(value: &Value) -> BTreeMap<String, BTreeMap<String, bool>> {
    let of = |list: &Value| {
        let words = list.as_array().into_iter().flatten().filter_map(Value::as_str);
        words.map(|word| (word.trim_end_matches('*').to_owned(), word.ends_with('*'))).collect()
    };
    value.as_object().into_iter().flatten().map(|(role, list)| (role.clone(), of(list))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_are_taken_and_given_role_by_role() {
        let shown = |wanted: Value, found: Value| -> Vec<String> {
            let text = |right: &Right| {
                let option = if right.option { " with grant option" } else { "" };
                format!("{} {} {} {}{option}", right.verb, right.privileges, right.towards, right.role)
            };
            changes(&wanted, &found, "ann", None).iter().map(text).collect()
        };
        assert_eq!(
            shown(
                json!({ "a": ["SELECT"], OWNER: ["SELECT*"] }),
                json!({ "a": ["INSERT", "SELECT*"], "b": ["UPDATE"] })
            ),
            [
                "revoke insert from a",
                "revoke grant option for select from a",
                "revoke update from b",
                "grant select to ann with grant option"
            ]
        );
        assert!(shown(json!({ "a": ["SELECT"] }), json!({ "a": ["SELECT"] })).is_empty());
    }
}
