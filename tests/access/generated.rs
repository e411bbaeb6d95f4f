//! The SQL that rules mean, pinned.

use provost::access::{Object, generate};
use provost::model::access::{Catalog, Source};
use provost::spec::access;

fn table(name: &str, columns: &[(&str, &str, bool)], indexed: &[&str]) -> serde_json::Value {
    let column = |(name, kind, not_null): &(&str, &str, bool)| serde_json::json!({ "name": name, "type": kind, "not_null": not_null, "made": false, "sequence": null });
    serde_json::json!({
        "schema": "public", "name": name, "kind": "r", "rls": true, "owner": "postgres", "invoker": false,
        "columns": columns.iter().map(column).collect::<Vec<_>>(), "key": ["id"], "indexed": indexed, "partitions": [],
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
    objects_for(rules, &catalog())
}

fn objects_for(rules: &str, catalog: &Catalog) -> provost::Result<Vec<Object>> {
    let source = Source { path: "templates/main.toml".to_owned(), text: rules.to_owned() };
    generate(&access::read(vec![source], Vec::new())?, catalog)
}

fn sql(rules: &str) -> String {
    text(&objects(rules).unwrap())
}

fn text(objects: &[Object]) -> String {
    objects.iter().map(|object| format!("{}\n\n", object.create.as_str())).collect()
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

/// What may be read of courses, whose flag has an index or not.
fn courses_read(has_index: bool) -> String {
    let mut catalog = catalog();
    let courses = catalog.relations.iter_mut().find(|relation| relation.name == "courses").unwrap();
    courses.indexed.extend(has_index.then(|| "is_published".to_owned()));
    let rules = r#"
        [access]
        unmanaged = ["materials", "notes"]
        [roles]
        source = "users.role"
        base = "student"
        names = ["student", "mentor", "admin"]
        [sets]
        judged = "select course_id from public.materials where body = 'to judge'"
        [tables]
        users = { use = "service" }
        courses = { rules = [
          { who = "public", can = "r", rows = "flag:is_published" },
          { who = "mentor", can = "r", rows = "judged:id" },
          { who = "admin", can = "r" } ] }
        "#;
    let mut objects = objects_for(rules, &catalog).unwrap();
    objects.retain(|object| object.id.name == "courses_select_authenticated");
    text(&objects)
}

#[test]
fn a_set_of_one_role_is_asked_for_nobody_else() {
    insta::assert_snapshot!(courses_read(false));
}

#[test]
fn a_flag_that_has_an_index_keeps_the_others() {
    // Beside it the set is hashed too: where most rows have the flag all are read, and an array is slow for each.
    insta::assert_snapshot!(courses_read(true));
}

#[test]
fn services_have_their_schemas_and_read_columns_elsewhere() {
    let mut rules = String::from("[access]\nplatform = \"postgres\"\nschemas = []\n");
    rules += "[service.shop]\nschema = \"public\"\nrole = \"shop_role\"\nlogin = \"shop\"\n";
    rules +=
        "[service.mail]\nschema = \"auth\"\nrole = \"mail_role\"\nreads = [\"public.users(id, name)\"]\n";
    insta::assert_snapshot!(sql(&rules));
}
