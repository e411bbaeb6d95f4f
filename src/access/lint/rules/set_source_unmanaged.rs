//! Sets over tables that are left alone.

use crate::access::lint::Subject;
use crate::finding::{Finding, Severity};
use crate::model::access::TableName;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (set_name, set) in &subject.access.sets {
        for (schema, table) in &set.query.tables {
            let name = TableName::new(schema.clone().unwrap_or_default(), table);
            let settings = &subject.access.settings;
            let is_reachable = settings.schemas.contains(&name.schema);
            let is_table = subject.catalog.relation(&name).is_none_or(|relation| relation.is_table());
            if is_reachable && is_table && !subject.access.tables.contains_key(&name) {
                let message = format!("set `{set_name}` reads `{name}`, which no rule protects");
                let object = name.to_string();
                let finding =
                    subject.finding("set-source-unmanaged", Severity::Security, object, &set.spot, message);
                findings.push(finding.fix(format!("declare `{name}` under `[tables]`")));
            }
        }
    }
    findings
}
