//! The SQL that rules mean, pinned.

use provost::access::{Object, generate};
use provost::model::access::{Catalog, Source};
use provost::spec::access;

fn table(name: &str, columns: &[(&str, &str, bool)], indexed: &[&str]) -> serde_json::Value {
    let column = |(name, kind, not_null): &(&str, &str, bool)| serde_json::json!({ "name": name, "type": kind, "not_null": not_null, "made": false, "sequence": null });
    serde_json::json!({
        "schema": "public", "name": name, "kind": "r", "rls": true, "owner": "postgres", "invoker": false,
        "columns": columns.iter().map(column).collect::<Vec<_>>(), "key": ["id"], "indexed": indexed,
    })
}

fn auth_users() -> serde_json::Value {
    let mut users = table("users", &[("id", "uuid", true), ("email", "text", false)], &["id"]);
    users["schema"] = "auth".into();
    users
}

/// People, courses and what belongs to them.
pub(crate) fn catalog() -> Catalog {
    serde_json::from_value(serde_json::json!({
        "user": "postgres", "bypasses": true, "roles": ["anon", "authenticated", "service_role", "postgres"],
        "schemas": ["public", "auth", "storage"], "policies": [],
        "functions": [{ "schema": "public", "name": "hello", "arguments": "integer", "kind": "f", "trigger": false, "definer": false }],
        "relations": [
            table("users", &[("id", "uuid", true), ("role", "text", true), ("name", "text", false), ("updated_at", "timestamp with time zone", true)], &["id"]),
            table("courses", &[("id", "uuid", true), ("owner_id", "uuid", true), ("is_published", "boolean", true), ("order", "integer", true)], &["id", "owner_id"]),
            table("materials", &[("id", "uuid", true), ("course_id", "uuid", true), ("body", "text", false)], &["id", "course_id"]),
            auth_users(),
            table("notes", &[("id", "bigint", true), ("course_id", "uuid", true), ("sent_at", "timestamp with time zone", false)], &["id"]),
        ],
    }))
    .unwrap()
}

pub(crate) fn objects(rules: &str) -> provost::Result<Vec<Object>> {
    let source = Source { path: "templates/main.toml".to_owned(), text: rules.to_owned() };
    generate(&access::read(vec![source], Vec::new())?, &catalog())
}

fn sql(rules: &str) -> String {
    objects(rules).unwrap().iter().map(|object| format!("{}\n\n", object.create.as_str())).collect()
}

#[test]
fn the_forms_that_an_index_can_answer() {
    insta::assert_snapshot!(sql(r#"
        [roles]
        source = "users.role"
        base = "student"
        sets = { staff = ["mentor", "admin"] }
        [sets]
        my_courses = "select id from public.courses where owner_id = @uid"
        [tables]
        users = { rules = [
          { who = "signed_in", can = "ru", rows = "own:id", cols = ["name"] },
          { who = "staff", can = "r" },
          { who = "admin", can = "u", cols = ["name", "role"] } ], guard = true }
        courses = { rules = [
          { who = "public", can = "r", rows = "flag:is_published" },
          { who = "signed_in", can = "all", rows = "own:owner_id" },
          { who = "admin", can = "all" } ], freeze = ["id"] }
        materials = { rules = [ { who = "signed_in", can = "all", rows = "my_courses:course_id" }, { who = "staff", can = "r" } ] }
        notes = { rules = [ { who = "signed_in", can = "ru", rows = "my_courses:course_id & open:sent_at", after = "my_courses:course_id" } ] }
        [function.touch]
        use = "updated_at"
        on = "*"
        [function.handle_new_user]
        use = "signup_profile"
        into = "public.users"
        copy = ["id"]
        set = { role = "student" }
        [function.log]
        use = "audit"
        into = "public.log"
        on = ["notes"]
        [bucket.files]
        size = "1MB"
        mime = ["text/plain"]
        rules = [ { who = "signed_in", can = "rc", rows = "own_folder" }, { who = "staff", can = "all" } ]
        [grants]
        "hello(int)" = "signed_in"
        "#));
}

#[test]
fn services_have_their_schemas_and_read_columns_elsewhere() {
    let mut rules = String::from("[access]\nplatform = \"postgres\"\nschemas = []\n");
    rules += "[service.shop]\nschema = \"public\"\nrole = \"shop_role\"\nlogin = \"shop\"\n";
    rules +=
        "[service.mail]\nschema = \"auth\"\nrole = \"mail_role\"\nreads = [\"public.users(id, name)\"]\n";
    insta::assert_snapshot!(sql(&rules));
}
