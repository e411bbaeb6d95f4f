//! What a plan's tree shows.

use super::Plan;
use crate::model::access::TableName;

/// How the table is read, where that is not by an index: in words.
pub(super) fn shape(plan: &Plan, table: &TableName) -> Option<&'static str> {
    let root = plan.get(0)?.get("Plan")?;
    worst(root, &table.name)
}

fn worst(node: &Plan, table: &str) -> Option<&'static str> {
    let text = |key: &str| node.get(key).and_then(Plan::as_str).unwrap_or_default();
    if text("Parent Relationship") == "SubPlan" {
        return Some("a query inside of the query");
    }
    // Whoever is not meant reads nothing below, and who is meant may have all rows.
    if node.get("One-Time Filter").is_some() {
        return None;
    }
    let is_ours = text("Relation Name") == table;
    let is_scan = match text("Node Type") {
        "Seq Scan" => is_ours,
        "Index Scan" | "Index Only Scan" => is_ours && node.get("Index Cond").is_none(),
        // It names its index only; what it finds goes to a node for the table.
        "Bitmap Index Scan" => node.get("Index Cond").is_none(),
        _ => false,
    };
    if is_scan {
        return Some("a scan of all rows");
    }
    node.get("Plans").and_then(Plan::as_array)?.iter().find_map(|child| worst(child, table))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(plan: Plan) -> Option<&'static str> {
        shape(&json!([{ "Plan": plan }]), &TableName::parse("notes"))
    }

    #[test]
    fn what_is_no_search() {
        let scan = json!({ "Node Type": "Seq Scan", "Relation Name": "notes" });
        assert_eq!(of(scan.clone()), Some("a scan of all rows"));
        let other = json!({ "Node Type": "Seq Scan", "Relation Name": "courses" });
        assert_eq!(of(json!({ "Node Type": "Result", "Plans": [other] })), None);
        let search = json!({ "Node Type": "Index Scan", "Relation Name": "notes", "Index Cond": "(id = 1)" });
        assert_eq!(of(search.clone()), None);
        let asks = json!({ "Node Type": "ProjectSet", "Parent Relationship": "SubPlan" });
        let hashed = json!({ "Node Type": "Index Scan", "Index Cond": "x", "Plans": [asks] });
        assert_eq!(of(hashed), Some("a query inside of the query"));
        assert_eq!(
            of(json!({ "Node Type": "ModifyTable", "Plans": [search, scan] })),
            Some("a scan of all rows")
        );
    }
}
