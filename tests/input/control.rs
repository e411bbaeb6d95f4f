//! What a file must not hold, since it would run half or not at all; and what other tools' files hold that means no harm.

use crate::pin;
use crate::trial::Trial;

#[test]
fn what_cannot_run_in_a_migration() {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    trial.done("up");
    let mut all = String::new();
    for sql in [
        "create table b (id int);\ncommit;\ncreate table c (id int);\n",
        "begin;\ncreate table b (id int);\n",
        "begin;\ncreate table b (id int);\ncommit;\ncreate table c (id int);\n",
        "create table b (id int);\nrollback;\n",
        "begin isolation level serializable;\nselect 1;\ncommit;\n",
        "copy a from stdin;\n1\n2\n\\.\n",
        "copy a to stdout;\n",
        "\\set ON_ERROR_STOP on\ncreate table b (id int);\n",
        "create table b (id int);\n\\i other.sql\n",
        "create index concurrently a_id on a (id);\n",
        "vacuum a;\n",
        "create table b (id int);\nselect 'never closed;\n",
        "create function f() returns int as $f$ select 1 $g$ language sql;\n",
        "create table b (id int); /* never closed\n",
        "-- no-transaction\nbegin;\ncreate table b (id int);\ncommit;\n",
        "create table b (id int);\n-- no-transaction\n",
        "--no-transaction\ncreate index concurrently a_id on a (id);\n",
        "create table b (id int);\n-- migrate:down\ndrop table b;\n",
        "-- +goose Up\ncreate table b (id int);\n-- +goose Down\ndrop table b;\n",
    ] {
        trial.write("V2__more.sql", sql);
        all += &format!("# {}\n{}", sql.escape_debug(), trial.refused("up"));
    }
    pin!(all);
}

#[test]
fn a_wrapping_transaction_means_what_it_says() {
    let trial = Trial::new()
        .file("V1__init.sql", "BEGIN;\ncreate table a (id int);\nCOMMIT;\n")
        .file("V2__more.sql", "-- head\nstart transaction;\ncreate table b (id int);\nend;\nbegin work;\ncreate table c (id int);\ncommit work;\n");
    trial.done("up");
    assert_eq!(trial.ask("select count(*)::text from pg_class where relname in ('a', 'b', 'c')"), "3");
    assert_eq!(
        trial.ask("select count(distinct xmin::text)::text from pg_class where relname in ('b', 'c')"),
        "1"
    );
    pin!(trial.done("up"));
}

#[test]
fn an_index_without_its_directive_and_then_with_it() {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    trial.done("up");
    trial.write(
        "V2__index.sql",
        "-- no-transaction\ncreate index concurrently if not exists a_id on a (id);\n",
    );
    let plan = trial.done("plan");
    let single = trial.refused("up --single-transaction");
    let done = trial.done("up");
    assert_eq!(
        trial.ask("select indisvalid::text from pg_index where indexrelid = 'a_id'::regclass"),
        "true"
    );
    pin!(format!("{plan}{single}{done}"));
}

#[test]
fn what_the_server_says_on_the_way_is_passed_on() {
    let trial = Trial::new()
        .file("V1__init.sql", "create table if not exists a (id int);\ncreate table if not exists a (id int);\ndo $$ begin raise warning '%', E'look \\x1b[31mhere'; raise notice E'\\x1b]0;x\\x07'; end $$;\n");
    let said = trial.done("up");
    assert!(!said.err.contains('\u{1b}'), "{said}");
    pin!(said);
}
