//! Every down file undoes its up file exactly, and the way up again leads to the same place.

use crate::catalog::{assert_same, catalog};
use crate::database::Database;
use crate::files::{apply_all, files, run, take_back_all};
use provost::embedded::Contents;

async fn each_file_undoes_itself(folder: &str, contents: Contents) {
    let database = Database::fresh(contents);
    let client = database.owner().await;
    let empty = catalog(&client).await;
    for file in files(folder) {
        let before = catalog(&client).await;
        run(&client, &file.stem, &file.up).await;
        let applied = catalog(&client).await;
        assert_ne!(applied, before, "{} does nothing", file.stem);
        run(&client, &file.stem, &file.down).await;
        assert_same(&before, &catalog(&client).await, &format!("{} down", file.stem));
        run(&client, &file.stem, &file.up).await;
        assert_same(&applied, &catalog(&client).await, &format!("{} up again", file.stem));
    }
    let full = catalog(&client).await;
    take_back_all(&client, folder).await;
    assert_same(&empty, &catalog(&client).await, &format!("{folder} down to nothing"));
    apply_all(&client, folder).await;
    assert_same(&full, &catalog(&client).await, &format!("{folder} up again"));
}

#[tokio::test]
async fn main_can_be_taken_back_file_by_file() {
    each_file_undoes_itself("main", Contents::Platform).await;
}

#[tokio::test]
async fn course_can_be_taken_back_file_by_file() {
    each_file_undoes_itself("course", Contents::Platform).await;
}

#[tokio::test]
async fn course_needs_no_platform() {
    each_file_undoes_itself("course", Contents::Nothing).await;
}

#[tokio::test]
async fn main_with_rows_can_be_taken_back() {
    let database = crate::main_rows::campus().await;
    let client = database.owner().await;
    let creator =
        "insert into public.user_roles (user_id, role) select id, 'creator' from public.profiles limit 1";
    client.batch_execute(creator).await.unwrap();
    take_back_all(&client, "main").await;
    apply_all(&client, "main").await;
}

#[tokio::test]
async fn the_comparison_sees_what_is_left_behind() {
    let database = Database::fresh(Contents::Platform);
    let client = database.owner().await;
    for left_behind in [
        "create table public.t (a int)",
        "alter table public.t add column b int",
        "alter table public.t enable row level security",
        "create index t_a on public.t (a)",
        "alter table public.t add constraint t_check check (a > 0)",
        "comment on table public.t is 'left behind'",
        "grant select on public.t to pg_monitor",
        "grant select (b) on public.t to pg_monitor",
        "create policy p on public.t using (true)",
        "create function public.f() returns int language sql as 'select 1'",
        "revoke all on function public.f() from public",
        "create trigger t before update on public.t for each row execute function suppress_redundant_updates_trigger()",
        "alter table public.t disable trigger t",
        "create view public.v as select 1 as one",
        "create schema s",
        "alter default privileges in schema public grant select on tables to pg_monitor",
        "create type public.e as enum ('a')",
        "create sequence public.s",
    ] {
        let before = catalog(&client).await;
        client.batch_execute(left_behind).await.unwrap();
        assert_ne!(before, catalog(&client).await, "{left_behind}");
    }
}
