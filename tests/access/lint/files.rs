//! Rules over the text of migrations.

use provost::access::lint::of_files;
use provost::spec::Folder;
use std::borrow::Cow;

fn found(sql: &str) -> Vec<(Cow<'static, str>, Option<String>)> {
    let folder = Folder::read("sql", [("sql/V001__a.sql".to_owned(), sql.as_bytes().to_vec())]).unwrap();
    of_files(&folder.migrations).into_iter().map(|it| (it.rule, it.place)).collect()
}

#[test]
fn default_revoke_idle() {
    let idle =
        "create schema s;\nalter default privileges in schema s revoke execute on functions from public;";
    assert_eq!(found(idle), [("default-revoke-idle".into(), Some("sql/V001__a.sql:2:1".to_owned()))]);
    assert_eq!(found("alter default privileges revoke execute on functions from public;"), []);
    assert_eq!(found("alter default privileges in schema s revoke all on tables from anon;"), []);
}

#[test]
fn revoke_column_idle() {
    let idle = "REVOKE UPDATE(role), insert (role)\n  ON TABLE public.users FROM authenticated;";
    assert_eq!(found(idle), [("revoke-column-idle".into(), Some("sql/V001__a.sql:1:1".to_owned()))]);
    assert_eq!(found("revoke execute on function f(int) from anon; revoke all on t from anon;"), []);
}
