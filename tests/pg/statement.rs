//! What servers say of statements.

use crate::server::Server;
use provost::pg::statement;

#[tokio::test]
async fn everything_the_server_sent_comes_out() {
    let server = Server::start("", None).await;
    let session = server.admin().await;
    let sql = "do $$ begin raise exception 'no luck' using errcode = 'P0042', detail = 'the detail', hint = 'the hint'; end $$";
    let error = session.client.batch_execute(sql).await.unwrap_err();
    let causes = session.causes(&error);
    assert_eq!(causes[..3], ["no luck (P0042)", "detail: the detail", "server's hint: the hint"]);
    assert!(
        causes[3].starts_with("context: PL/pgSQL function inline_code_block line 1 at RAISE"),
        "{causes:?}"
    );
    assert_eq!(session.hint(&error), None);
}

#[tokio::test]
async fn known_errors_come_with_the_way_out() {
    let server = Server::start("", None).await;
    server.run(
        "create schema auth; create schema storage; create table storage.objects (); create table auth.users (id int);
         create table busy (); create role rep login; grant usage on schema auth, storage to rep",
    ).await;
    let holder = server.admin().await;
    holder.client.batch_execute("begin; lock table busy").await.unwrap();
    let session = server.admin().await;
    for (sql, expected) in [
        ("set role rep; alter table storage.objects enable row level security", "belongs to Supabase"),
        (
            "set role rep; create function auth.f() returns int language sql as 'select 1'",
            "put the function or table in `public`",
        ),
        ("set role rep; select * from auth.users", "a grant is missing, not a policy"),
        ("reset role; set lock_timeout = '20ms'; lock table busy", "another session holds the table"),
        (
            "reset lock_timeout; set statement_timeout = '20ms'; select pg_sleep(5)",
            "longer than `statement_timeout`",
        ),
        (
            "reset statement_timeout; set transaction_read_only = on; begin read only; create table t ()",
            "takes no writes",
        ),
        ("rollback; create extension pg_nowhere", "install the extension"),
        ("select uuid_generate_v4()", "gen_random_uuid()"),
        ("execute nothing", "port 5432"),
    ] {
        let error = session.client.batch_execute(sql).await.unwrap_err();
        let hint = statement::hint(error.as_db_error().unwrap());
        assert!(hint.as_deref().is_some_and(|hint| hint.contains(expected)), "{sql}: {error:?} {hint:?}");
    }
}
