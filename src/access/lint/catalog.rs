//! Rules over a catalog: one SQL file each, all of them one question.

use super::{Rule, Source, Subject};
use crate::access::{Object, generate, label};
use crate::failure::Result;
use crate::finding::{Finding, Severity};
use crate::model::access::{ObjectId, ObjectKind};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;
use std::collections::BTreeSet;

macro_rules! by_query {
    ($($name:literal = $file:ident: $path:literal),+ $(,)?) => {
        /// All of them.
        pub(super) const RULES: &[Rule] = &[
            $(Rule { name: $name, text: include_str!(concat!("../../../sql/lint/", $path)), source: Source::Catalog(File::$file) }),+,
            Rule { name: "access-drift", text: include_str!("access-drift.md"), source: Source::Managed },
            Rule { name: "policy-foreign", text: include_str!("policy-foreign.md"), source: Source::Managed },
        ];
    };
}

by_query! {
    "rls-off" = LintRlsOff: "rls_off.sql",
    "view-definer" = LintViewDefiner: "view_definer.sql",
    "relation-unprotected" = LintRelationUnprotected: "relation_unprotected.sql",
    "definer-callable" = LintDefinerCallable: "definer_callable.sql",
    "search-path-open" = LintSearchPathOpen: "search_path_open.sql",
    "role-bypasses" = LintRoleBypasses: "role_bypasses.sql",
    "client-truncates" = LintClientTruncates: "client_truncates.sql",
    "column-grant-idle" = LintColumnGrantIdle: "column_grant_idle.sql",
    "definer-forced" = LintDefinerForced: "definer_forced.sql",
    "policy-empty" = LintPolicyEmpty: "policy_empty.sql",
    "policy-restrictive-only" = LintPolicyRestrictiveOnly: "policy_restrictive_only.sql",
    "policy-per-row" = LintPolicyPerRow: "policy_per_row.sql",
    "policy-function-volatile" = LintPolicyFunctionVolatile: "policy_function_volatile.sql",
    "reader-barred" = LintReaderBarred: "reader_barred.sql",
    "bucket-unknown" = LintBucketUnknown: "bucket_unknown.sql",
    "bucket-unnamed" = LintBucketUnnamed: "bucket_unnamed.sql",
    "index-dead" = LintIndexDead: "index_dead.sql",
    "index-redundant" = LintIndexRedundant: "index_redundant.sql",
}

#[derive(Serialize)]
struct FunctionName {
    schema: String,
    name: String,
    arguments: String,
}

#[derive(Serialize)]
struct Context<'a> {
    exposed: Vec<&'a str>,
    clients: Vec<&'a str>,
    bound: Vec<&'a str>,
    helpers: &'a str,
    unmanaged: Vec<String>,
    known: Vec<FunctionName>,
    storage: bool,
    rules: Vec<Sql>,
}

/// The question whose answer has a row for each finding: rule, severity, object, message, fix.
///
/// # Errors
/// When rules and catalog do not fit together.
pub fn question(subject: &Subject<'_>) -> Result<String> {
    question_of(subject, |_| true)
}

/// The same of some rules only.
///
/// # Errors
/// As [`question`].
pub fn question_of(subject: &Subject<'_>, takes: impl Fn(&Rule) -> bool) -> Result<String> {
    let access = subject.access;
    let settings = &access.settings;
    let services = access.services.values();
    let of_services = services.flat_map(|service| [Some(service.role.as_str()), service.login.as_deref()]);
    let clients: Vec<&str> = settings.clients().into_iter().collect();
    let granted = subject.catalog.functions.iter().filter(|function| {
        access.grants.keys().any(|signature| crate::access::signature::names(signature, function))
    });
    let granted = granted.map(|function| FunctionName {
        schema: function.schema.clone(),
        name: function.name.clone(),
        arguments: function.arguments.clone(),
    });
    let generated = generated(subject)?.into_iter().map(|object| object.id);
    let generated = generated.filter(|id| id.kind == ObjectKind::Function);
    let generated =
        generated.map(|id| FunctionName { schema: id.schema, name: id.name, arguments: id.parent });
    let mut context = Context {
        exposed: settings.schemas.iter().map(String::as_str).collect(),
        bound: clients.iter().copied().chain(of_services.flatten()).collect(),
        clients,
        helpers: &settings.helpers,
        unmanaged: settings
            .unmanaged
            .iter()
            .map(|table| format!("{}.{}", table.schema, table.name))
            .collect(),
        known: granted.chain(generated).collect(),
        storage: subject.catalog.schemas.contains("storage"),
        rules: Vec::new(),
    };
    let files = super::all().filter(|rule| takes(rule)).filter_map(|rule| match rule.source {
        Source::Catalog(file) => Some(file),
        _ => None,
    });
    context.rules = files.map(|file| Sql::trusted(render(file, &context).trim())).collect();
    Ok(render(File::Lint, context))
}

/// What the rules mean here. What nobody declared is a finding of its own, and no reason to look no further.
///
/// # Errors
/// When rules and catalog do not fit together.
pub fn generated(subject: &Subject<'_>) -> Result<Vec<Object>> {
    let mut access = subject.access.clone();
    let reachable = access.settings.schemas.clone();
    let names = subject.catalog.relations.iter().filter(|it| reachable.contains(&it.schema));
    let names = names.map(crate::model::access::CatalogRelation::table_name);
    access.settings.unmanaged.extend(names.filter(|name| !subject.access.tables.contains_key(name)));
    generate(&access, subject.catalog)
}

/// What is not as it was generated, and policies that no rule gave.
///
/// # Errors
/// When rules and catalog do not fit together.
pub fn drift(subject: &Subject<'_>) -> Result<Vec<Finding>> {
    let objects = generated(subject)?;
    let ids: BTreeSet<&ObjectId> = objects.iter().map(|object| &object.id).collect();
    let mut findings = Vec::new();
    for form in crate::access::drifted(&ids, &subject.catalog.managed) {
        let how = if form.now.is_some() { "is not as it was generated" } else { "is gone" };
        let name = label(&form.id);
        let finding = Finding::note("access-drift", name.replace('`', ""), format!("{name} {how}"));
        findings.push(
            finding
                .severity(Severity::Security)
                .fix("run `provost migrate up --restore-access`, or bring the change into the rules"),
        );
    }
    let managed: BTreeSet<&ObjectId> = subject.catalog.managed.iter().map(|form| &form.id).collect();
    for policy in &subject.catalog.policies {
        let id = ObjectId {
            kind: ObjectKind::Policy,
            schema: policy.schema.clone(),
            parent: policy.table.clone(),
            name: policy.name.clone(),
        };
        let table = crate::model::access::TableName::new(&policy.schema, &policy.table);
        let is_of_ours = subject.access.tables.contains_key(&table);
        if is_of_ours && !managed.contains(&id) {
            let object = format!("{table}.{}", policy.name);
            let message =
                format!("{} is not of the rules' making, and lets through what they do not say", label(&id));
            let finding = Finding::note("policy-foreign", &object, message).severity(Severity::Security);
            findings.push(finding.fix(format!(
                "drop it in a migration, or write `adopted = [\"{object}\"]` under `[access]`"
            )));
        }
    }
    Ok(findings)
}
