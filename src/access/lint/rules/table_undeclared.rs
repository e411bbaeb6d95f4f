//! Tables that clients can reach, and of which no rule says who may.

use crate::access::lint::Subject;
use crate::finding::{Finding, Severity};

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let access = subject.access;
    let is_left_out = |relation: &&crate::model::access::CatalogRelation| {
        let name = relation.table_name();
        access.settings.schemas.contains(&relation.schema)
            && relation.is_table()
            && !access.tables.contains_key(&name)
            && !access.settings.unmanaged.contains(&name)
            && !access.services.values().any(|service| service.schema == relation.schema)
    };
    let left_out = subject.catalog.relations.iter().filter(is_left_out);
    left_out
        .map(|relation| {
            let name = relation.table_name().to_string();
            let message = format!("clients can reach table `{name}`, and no rule says who may");
            Finding::note("table-undeclared", &name, message)
                .severity(Severity::Security)
                .fix(format!("add `{name} = {{ use = \"service\" }}` under `[tables]`"))
        })
        .collect()
}
