//! A folder written for the Supabase CLI, applied as it is by the role that Supabase gives: `postgres`, which is no superuser.

use crate::platform_catalog::{assert_same, catalog};
use crate::supabase_files::files;
use crate::support::TestServer;
use crate::trial::Trial;

fn project() -> Trial {
    let trial = Trial::on_platform();
    for (name, text) in files() {
        trial.write(&name, text);
    }
    trial
}

#[tokio::test]
async fn every_file_is_applied_as_it_is_and_once() {
    let trial = project();
    let wanted = files().len();
    let said = trial.done("up");
    assert!(said.out.contains(&format!("applied {wanted} migrations: 20240101010000")), "{said}");
    assert!(trial.done("up").out.contains("nothing to do"));
    assert!(trial.done("plan --check").out.contains("nothing to do"));
    assert!(trial.done("status --check").out.contains(&format!("{wanted} applied in provost.history")));
    trial.done("verify");

    let facts = [
        ("select count(*)::text from provost.history", wanted.to_string()),
        (
            "select format_type(atttypid, null) from pg_attribute where attrelid = 'provost.history'::regclass and attname = 'version'",
            "bigint".to_owned(),
        ),
        (
            "select string_agg(distinct applied_by || ' ' || rolsuper, ',') from provost.applied join pg_roles on rolname = applied_by",
            "postgres false".to_owned(),
        ),
        (
            "select count(*)::text from pg_policy where polrelid = 'storage.objects'::regclass",
            "18".to_owned(),
        ),
    ];
    for (question, answer) in facts {
        assert_eq!(trial.ask(question), answer, "{question}");
    }
    trial.sql("insert into auth.users (id, raw_user_meta_data) values (gen_random_uuid(), '{\"username\": \"ada\"}')");
    assert_eq!(trial.ask("select username from public.profiles"), "ada");
}

#[tokio::test]
async fn the_result_is_that_of_running_the_files_one_by_one() {
    let by_hand = TestServer::fresh_database();
    for (name, text) in files() {
        let ran = by_hand.client().await.batch_execute(&text).await;
        ran.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    }
    let wanted = catalog(&by_hand.superuser().await).await;
    let trial = project();
    trial.done("up");
    assert_same(&wanted, &catalog(&trial.database.superuser().await).await, "by hand, then by provost");
}

#[tokio::test]
async fn one_transaction_holds_them_all() {
    let trial = project();
    // In whatever tool: a new value of an enum cannot be used in the transaction that adds it.
    let refused = trial.run("up --single-transaction");
    let (used, _) = files().into_iter().find(|(name, _)| name.ends_with("_enum_used.sql")).unwrap();
    trial.remove(&used);
    trial.done("up --single-transaction");
    assert_eq!(trial.ask("select count(*)::text from provost.history"), (files().len() - 1).to_string());
    crate::pin!(refused);
}

#[tokio::test]
async fn what_a_file_may_not_do_is_said_in_the_words_of_supabase() {
    let trial = project();
    trial.done("up");
    let mut all = String::new();
    for sql in [
        "alter table storage.objects enable row level security;\n",
        "create table auth.extra (id int);\n",
        "create function storage.mine() returns int language sql as 'select 1';\n",
        "drop trigger on_auth_user_created on auth.users;\nalter table auth.users add column x int;\n",
        "select uuid_generate_v5(1);\n",
    ] {
        trial.write("20270101000000_more.sql", sql);
        let said = trial.refused("up");
        assert_eq!(said.code, 6, "{said}");
        all += &said.to_string();
    }
    crate::pin!(all);
}
