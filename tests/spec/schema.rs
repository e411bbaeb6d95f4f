//! Editors complete from the shipped schemas, and programs check what they read by them; `PROVOST_WRITE_SCHEMA=1` writes them anew.

use provost::snapshot::Snapshot;
use provost::spec;

#[test]
fn the_shipped_schemas_are_those_of_the_types() {
    let own =
        [("provost", spec::schema()), ("access", spec::access::schema()), ("snapshot", Snapshot::schema())];
    for (name, schema) in own {
        let file = format!("{}/templates/schema/{name}.json", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("PROVOST_WRITE_SCHEMA").is_some() {
            std::fs::write(&file, &schema).unwrap();
        }
        let shipped = std::fs::read_to_string(&file).unwrap();
        assert_eq!(shipped, schema, "{name}: run this test with PROVOST_WRITE_SCHEMA=1");
    }
}
