//! Counters under many writers at once, on the same posts and the same people.

use crate::database::Database;
use crate::stats::wrong_counters;
use tokio_postgres::{Client, error::SqlState};

const WRITERS: usize = 8;
const ROUNDS: usize = 25;

/// A course with one member a writer and a few posts that everybody reacts to.
async fn busy_course() -> Database {
    let database = Database::with("course").await;
    let rows = format!(
        "insert into members (user_id, display_name) select gen_random_uuid(), 'writer ' || n from generate_series(0, {WRITERS} - 1) n;
         insert into posts (author_id, title, body) select user_id, 't', 'b' from members, generate_series(1, 2);
         insert into assignments (title, points) select 't', 10 from generate_series(1, 5);"
    );
    database.owner().await.batch_execute(&rows).await.expect("the rows fit the tables");
    database.look_for_deadlocks_often().await;
    database
}

/// Runs a statement again for as long as it is told to have been a deadlock's victim; says how often it was.
/// What somebody else deletes meanwhile cannot be commented on: that answer is right, and final.
async fn run(client: &Client, sql: &str) -> usize {
    let mut deadlocks = 0;
    loop {
        let Err(error) = client.batch_execute(sql).await else { return deadlocks };
        match error.code() {
            Some(&SqlState::FOREIGN_KEY_VIOLATION) => return deadlocks,
            Some(&SqlState::T_R_DEADLOCK_DETECTED) => deadlocks += 1,
            _ => panic!("{sql}: {error:?}"),
        }
    }
}

/// Each writer runs the statements in turn, starting at another one; `$me` is its member. Returns the deadlocks.
async fn everybody(database: &Database, statements: &'static [&'static str]) -> usize {
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let client = database.owner().await;
        writers.spawn(async move {
            let me = format!("(select user_id from members where display_name = 'writer {writer}')");
            let mut deadlocks = 0;
            for round in 0..ROUNDS {
                for step in 0..statements.len() {
                    let sql = statements[(writer + round + step) % statements.len()].replace("$me", &me);
                    deadlocks += run(&client, &sql).await;
                }
            }
            deadlocks
        });
    }
    let mut deadlocks = 0;
    while let Some(joined) = writers.join_next().await {
        deadlocks += joined.expect("no writer fails");
    }
    deadlocks
}

#[tokio::test]
async fn plain_statements_count_right_and_never_deadlock() {
    let database = busy_course().await;
    let deadlocks = everybody(
        &database,
        &[
            "insert into reactions (user_id, post_id) select $me, id from posts order by random() on conflict do nothing",
            "insert into reactions (user_id, post_id, kind) select $me, id, 'love' from posts order by random() limit 3 on conflict do nothing",
            "insert into comments (post_id, author_id, body) select id, $me, 'b' from posts order by random() limit 5",
            "update comments set deleted_at = now() where author_id = $me and random() < 0.3",
            "update comments set deleted_at = null where author_id = $me and random() < 0.3",
            "delete from reactions where user_id = $me and random() < 0.5",
            "insert into assignment_completions (assignment_id, user_id, points_awarded) select id, $me, 5 from assignments on conflict do nothing",
            "update assignment_completions set points_awarded = points_awarded + 1 where user_id = $me",
            "delete from assignment_completions where user_id = $me and random() < 0.3",
            "insert into posts (author_id, title, body) values ($me, 't', 'b')",
            "update posts set deleted_at = now(), title = 'gone' where author_id = $me and random() < 0.3",
        ],
    )
    .await;
    let client = database.owner().await;
    assert_eq!(wrong_counters(&client).await, Vec::<String>::new());
    assert_eq!(deadlocks, 0);
    let row = client.query_one("select count(*) from reactions", &[]).await.unwrap();
    assert!(row.get::<_, i64>(0) > 0, "nothing was left to count");
}

#[tokio::test]
async fn deletes_that_cascade_count_right_too() {
    let database = busy_course().await;
    everybody(
        &database,
        &[
            "insert into posts (author_id, title, body) values ($me, 't', 'b')",
            "insert into reactions (user_id, post_id) select $me, id from posts order by random() limit 10 on conflict do nothing",
            "insert into comments (post_id, author_id, body) select id, $me, 'b' from posts order by random() limit 5",
            "insert into reactions (user_id, comment_id) select $me, id from comments order by random() limit 5 on conflict do nothing",
            "delete from posts where author_id = $me and random() < 0.3",
            "delete from comments where author_id = $me and random() < 0.3",
        ],
    )
    .await;
    assert_eq!(wrong_counters(&database.owner().await).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_recount_among_writers_loses_nothing() {
    let database = busy_course().await;
    let recounting = database.owner().await;
    let recount = tokio::spawn(async move {
        for _ in 0..ROUNDS {
            run(&recounting, "select rebuild_stats('public')").await;
        }
    });
    everybody(
        &database,
        &[
            "insert into reactions (user_id, post_id) select $me, id from posts on conflict do nothing",
            "delete from reactions where user_id = $me",
        ],
    )
    .await;
    recount.await.unwrap();
    assert_eq!(wrong_counters(&database.owner().await).await, Vec::<String>::new());
}
