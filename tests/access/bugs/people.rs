//! Bugs about who people are.

use super::*;

#[test]
fn reading_profiles_recurses() {
    let scene = school();
    assert_eq!(scene.as_person(ANA, "select name from profiles").unwrap(), ["Ana"]);
    assert_eq!(scene.as_person(ADA, "select count(*) from profiles").unwrap(), ["5"]);
    assert_eq!(as_anon(&scene, "select name from profiles"), barred());
}

#[test]
fn people_give_themselves_a_role() {
    let scene = school();
    for (uid, statement) in [
        (ANA, "update profiles set role = 'admin'".to_owned()),
        (ANA, format!("update profiles set role = 'admin' where id = '{ANA}'")),
        (ANA, format!("insert into profiles (id, role) values ('{ANA}', 'admin')")),
        (
            ANA,
            format!(
                "insert into profiles (id, role) values ('{ANA}', 'admin') on conflict (id) do update set role = 'admin'"
            ),
        ),
        (INA, "update profiles set role = 'admin'".to_owned()),
    ] {
        assert_eq!(scene.as_person(uid, &statement), barred(), "{statement}");
    }
    assert_eq!(scene.as_person(ANA, "update profiles set name = 'Anna' returning name").unwrap(), ["Anna"]);
    let promote = format!("update profiles set role = 'instructor' where id = '{BEN}' returning role");
    assert_eq!(scene.as_person(ADA, &promote).unwrap(), ["instructor"]);
}

#[test]
fn revoking_a_column_leaves_the_right_on_the_table() {
    let scene = school();
    let whole = "select count(*) from information_schema.role_table_grants
        where table_schema = 'public' and grantee in ('anon', 'authenticated') and table_name in ('profiles', 'attempts') and privilege_type in ('UPDATE', 'INSERT')";
    assert_eq!(scene.rows(whole), ["0"]);
    assert_eq!(
        scene.rows("select has_column_privilege('authenticated', 'attempts', 'score', 'update')"),
        ["f"]
    );
    assert_eq!(
        scene.rows("select has_column_privilege('authenticated', 'attempts', 'answers', 'update')"),
        ["t"]
    );
}

#[test]
fn signing_up_fails() {
    let scene = school();
    let uid = |at: u8| format!("00000000-0000-4000-8000-0000000001{at:02}");
    // By telephone, twice; with an address that a profile has already.
    superuser(
        &scene,
        &format!(
            "insert into auth.users (id, email) values ('{}', null), ('{}', null), ('{}', 'a@b.c')",
            uid(1),
            uid(2),
            uid(3)
        ),
    );
    superuser(
        &scene,
        &format!("insert into auth.users (id, email, is_sso_user) values ('{}', 'a@b.c', true)", uid(4)),
    );
    assert_eq!(scene.rows("select count(*) from profiles where role = 'student' and name is null"), ["3"]);
    superuser(&scene, &format!("update auth.users set email = 'd@e.f' where id = '{}'", uid(3)));
    assert_eq!(scene.rows(&format!("select email from profiles where id = '{}'", uid(3))), ["d@e.f"]);
    let function = "select prosecdef, proconfig, has_function_privilege('anon', oid, 'execute'), has_function_privilege('authenticated', oid, 'execute') from pg_proc where proname = 'handle_new_user'";
    assert_eq!(scene.rows(function), [r#"t {"search_path=\"\""} f f"#]);
}

#[test]
fn nobody_is_told_of_tables_that_policies_ask() {
    // A policy that is for everybody and asks another table refuses visitors what is theirs to see.
    let scene = school();
    assert_eq!(as_anon(&scene, "select title from courses").unwrap(), ["chess"]);
    assert_eq!(
        scene.rows("select count(*) from pg_policies where schemaname = 'public' and roles = '{public}'"),
        ["0"]
    );
}
