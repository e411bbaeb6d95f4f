//! What a file sets or becomes ends with it, and odd texts run as they are written.

use crate::scene::Scene;

/// Runs a file, then one that writes down what it finds, and compares with the same without the first.
#[track_caller]
fn leaves_nothing(first: &str, second_name: &str) {
    let scene = Scene::new();
    let superuser = scene.superuser();
    superuser.ask("create schema elsewhere authorization postgres");
    scene.client().ask("create table seen (what text)");
    let look = "insert into public.seen select concat_ws('|', current_user, session_user, current_setting('search_path'), current_setting('statement_timeout'), current_setting('work_mem'), current_setting('role'), nullif(current_setting('app.x', true), ''), current_setting('default_transaction_read_only'), current_setting('session_replication_role'), to_regclass('pg_temp.scratch'), (select count(*) from pg_prepared_statements), (select count(*) from pg_listening_channels()));\n";
    scene.write("V001__before.sql", look);
    scene.up().with(0);
    scene.write("V002__sets.sql", first);
    scene.write(second_name, look);
    scene.up().with(0);
    assert_eq!(
        scene.client().ask("select count(*), count(distinct what) from seen"),
        "2|1",
        "{first}: {}",
        scene.client().ask("table seen")
    );
}

/// In the same window, and where the other file is of the other kind.
fn leaves_nothing_in_any_mode(sql: &str) {
    leaves_nothing(sql, "V003__after.sql");
    leaves_nothing(&format!("-- no-transaction\n{sql}"), "V003__after.sql");
    leaves_nothing(sql, "R__after.sql");
}

#[test]
fn a_search_path() {
    leaves_nothing_in_any_mode("set search_path = elsewhere;\ncreate table here (id int);\n");
}

#[test]
fn a_setting_by_function() {
    leaves_nothing_in_any_mode(
        "select set_config('search_path', 'elsewhere', false), set_config('app.x', 'y', false);\n",
    );
}

#[test]
fn a_role() {
    leaves_nothing("set role pg_read_all_data;\n", "V003__after.sql");
}

#[test]
fn a_role_reaches_the_rest_of_its_own_file() {
    for first_line in ["", "-- no-transaction\n"] {
        let scene = Scene::new();
        scene.superuser().ask("create schema app authorization service_role");
        let concurrently = if first_line.is_empty() { "" } else { "concurrently" };
        scene.write(
            "V001__role.sql",
            &format!("{first_line}set role service_role;\ncreate table app.t (id int);\ncreate index {concurrently} t_id on app.t (id);\n"),
        );
        scene.write("V002__next.sql", "create table u (id int);\n");
        scene.up().with(0);
        let owners = "select string_agg(tablename || ' ' || tableowner, ',' order by tablename) from pg_tables where schemaname in ('app', 'public')";
        assert_eq!(scene.client().ask(owners), "t service_role,u postgres", "{first_line:?}");
        let by = "select distinct applied_by from provost.applied";
        assert_eq!(scene.client().ask(by), "postgres");
    }
}

#[test]
fn limits() {
    leaves_nothing_in_any_mode(
        "set statement_timeout = '7min';\nset work_mem = '64MB';\nset default_transaction_read_only = on;\n",
    );
}

#[test]
fn a_temporary_table() {
    leaves_nothing_in_any_mode("create temp table scratch (id int);\n");
}

#[test]
fn prepared_statements_and_channels() {
    leaves_nothing_in_any_mode("prepare p as select 1;\nlisten c;\n");
}

#[test]
fn a_search_path_reaches_the_rest_of_its_own_file() {
    for first_line in ["", "-- no-transaction\n"] {
        let scene = Scene::new().file(
            "V001__path.sql",
            &format!(
                "{first_line}create schema app;\nset search_path = app;\ncreate table notes (id int);\n"
            ),
        );
        scene.up().with(0);
        let place = scene.client().ask("select schemaname from pg_tables where tablename = 'notes'");
        assert_eq!(place, "app", "{first_line:?}");
    }
}

#[test]
fn odd_ends_of_files() {
    let scene = Scene::new()
        .file("V001__comment.sql", "create table a (id int);\n-- the end")
        .file("V002__no_semicolon.sql", "create table b (id int)")
        .file("V003__block_comment.sql", "create table c (id int) /* /* nested */ */")
        .file("V004__only_a_comment.sql", "-- nothing here yet")
        .file("V005__dollars.sql", "do $a$ begin execute $b$create table d (x text default 'a;b')$b$; end $a$")
        .file("V006__function.sql", "create function f() returns text language sql as $$ select ';--' $$;;\n\n")
        .file("V007__escapes.sql", "create table e (x text default E'it\\'s; -- \\\\');\r\ninsert into e default values")
        .file("V008__blanks.sql", "\r\n\t create table g (id int)\r\n\r\n")
        .file("V009__no_transaction.sql", "-- no-transaction\ncreate table h (id int);\ncreate index concurrently h_id on h (id) -- the end");
    scene.up().with(0);
    assert_eq!(scene.history(), "1,2,3,4,5,6,7,8,9");
    let client = scene.client();
    let tables =
        "select string_agg(tablename, '' order by tablename) from pg_tables where schemaname = 'public'";
    assert_eq!(client.ask(tables), "abcdegh");
    assert_eq!(client.ask("select f(), x from e"), ";--|it's; -- \\");
    assert_eq!(scene.up().with(0).stdout, "nothing to do\n");
}

#[test]
fn a_file_of_five_megabytes() {
    let rows = (0..50_000).map(|row| format!("insert into big values ({row}, '{}');\n", "x".repeat(70)));
    let sql = format!("create table big (id int, body text);\n{}", rows.collect::<String>());
    assert!(sql.len() > 5_000_000);
    let scene =
        Scene::new().file("V001__big.sql", &sql).file("V002__after.sql", "create table after (id int);");
    scene.up().with(0);
    assert_eq!(scene.history(), "1,2");
    let client = scene.client();
    assert_eq!(client.ask("select count(*), sum(id) from big"), "50000|1249975000");
    assert_eq!(
        client.ask(&format!("select length(sql) = {} from provost.applied where version = 1", sql.len())),
        "t"
    );
}
