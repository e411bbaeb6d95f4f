//! The counters say what counting says, whatever happened to the rows.

use crate::course_content::{ANN, BOB, COMMENT, OTHER_POST, POST, TASK, fill};
use crate::database::Database;
use tokio_postgres::Client;

/// Lines in which a counter and a new count differ.
pub(crate) async fn wrong_counters(client: &Client) -> Vec<String> {
    let sql = "select format('member %s', d) from (
            (table member_stats except table counted_member_stats) union all (table counted_member_stats except table member_stats)) d
        union all select format('post %s', d) from (
            (table post_stats except table counted_post_stats) union all (table counted_post_stats except table post_stats)) d";
    let rows = client.query(sql, &[]).await.expect("the counters can be read");
    rows.iter().map(|row| row.get(0)).collect()
}

async fn points(client: &Client, member: &str) -> [i64; 6] {
    let sql = format!(
        "select posts, comments, reactions_given, reactions_received, completions, points
         from member_stats where user_id = '{member}'"
    );
    let row = client.query_one(&sql, &[]).await.expect("every member has counters");
    [0, 1, 2, 3, 4, 5].map(|column| row.get(column))
}

async fn course() -> (Database, Client) {
    let database = Database::with("course").await;
    let client = database.owner().await;
    fill(&client).await;
    client
        .batch_execute(&format!(
            "insert into reactions (user_id, post_id) values ('{BOB}', '{POST}'), ('{ANN}', '{POST}'), ('{BOB}', '{OTHER_POST}');
             insert into reactions (user_id, comment_id) values ('{ANN}', '{COMMENT}');
             insert into assignment_completions (assignment_id, user_id, points_awarded) values ('{TASK}', '{BOB}', 7);
             insert into comments (post_id, parent_id, author_id, body) values ('{POST}', '{COMMENT}', '{ANN}', 'b');"
        ))
        .await
        .expect("the rows fit the tables");
    (database, client)
}

#[tokio::test]
async fn counters_count() {
    let (_database, client) = course().await;
    assert_eq!(points(&client, ANN).await, [2, 1, 2, 3, 0, 0]);
    assert_eq!(points(&client, BOB).await, [0, 1, 2, 1, 1, 7]);
    let sql = format!("select comments, reactions from post_stats where post_id = '{POST}'");
    let row = client.query_one(&sql, &[]).await.unwrap();
    assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1)), (2, 2));
}

#[tokio::test]
async fn counters_follow_every_kind_of_change() {
    let (_database, client) = course().await;
    assert_eq!(wrong_counters(&client).await, Vec::<String>::new());
    for change in [
        format!("update posts set deleted_at = now() where id = '{POST}'"),
        "update posts set deleted_at = now(); update posts set deleted_at = null".to_owned(),
        format!("update posts set author_id = '{BOB}' where id = '{POST}'"),
        format!("update posts set author_id = null where id = '{POST}'"),
        "update posts set title = 'new', pinned_at = now()".to_owned(),
        format!("update comments set deleted_at = now() where id = '{COMMENT}'"),
        format!("delete from comments where id = '{COMMENT}'"),
        format!("delete from posts where id = '{POST}'"),
        "delete from posts".to_owned(),
        "update reactions set kind = 'love'".to_owned(),
        format!(
            "update reactions set post_id = null, comment_id = '{COMMENT}' where post_id = '{OTHER_POST}'"
        ),
        "delete from reactions".to_owned(),
        "update assignment_completions set points_awarded = 3".to_owned(),
        "delete from assignments".to_owned(),
        format!("delete from members where user_id = '{ANN}'"),
        "delete from members".to_owned(),
        "truncate reactions".to_owned(),
        "truncate posts cascade".to_owned(),
        "truncate members cascade".to_owned(),
    ] {
        client.batch_execute(&format!("begin; {change}")).await.unwrap();
        assert_eq!(wrong_counters(&client).await, Vec::<String>::new(), "after {change}");
        client.batch_execute("rollback").await.unwrap();
        assert_eq!(wrong_counters(&client).await, Vec::<String>::new(), "after {change}, rolled back");
    }
}

#[tokio::test]
async fn whoever_posts_need_not_be_able_to_write_counters() {
    let (_database, client) = course().await;
    client
        .batch_execute(&format!(
            "grant insert on posts, reactions, comments, assignment_completions to authenticated;
             create policy own on posts for insert to authenticated with check (author_id = '{BOB}');
             create policy own on comments for insert to authenticated with check (author_id = '{BOB}');
             create policy own on reactions for insert to authenticated with check (user_id = '{BOB}');
             create policy own on assignment_completions for insert to authenticated with check (user_id = '{BOB}');
             set role authenticated;
             insert into posts (author_id, title, body) values ('{BOB}', 't', 'b');
             insert into comments (post_id, author_id, body) values ('{POST}', '{BOB}', 'b');
             insert into reactions (user_id, post_id, kind) values ('{BOB}', '{POST}', 'love');
             reset role;"
        ))
        .await
        .unwrap();
    assert_eq!(points(&client, BOB).await, [1, 2, 3, 1, 1, 7]);
    assert_eq!(wrong_counters(&client).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_recount_mends_what_ran_without_triggers() {
    let (_database, client) = course().await;
    client
        .batch_execute(
            "update member_stats set points = 99, posts = 0; delete from post_stats;
             delete from member_stats where posts = 0 and comments = 1 and points = 99",
        )
        .await
        .unwrap();
    assert_ne!(wrong_counters(&client).await, Vec::<String>::new());
    client.batch_execute("select rebuild_stats('public')").await.unwrap();
    assert_eq!(wrong_counters(&client).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_leaderboard_ranks_active_members() {
    let (_database, client) = course().await;
    client
        .batch_execute(&format!(
            "insert into members (user_id, display_name, role) values (gen_random_uuid(), 'Admin', 'course_admin');
             insert into assignment_completions (assignment_id, user_id, points_awarded) values ('{TASK}', '{ANN}', 7);
             insert into members (user_id, display_name) values (gen_random_uuid(), 'Cid');"
        ))
        .await
        .unwrap();
    let sql = "select place || ' ' || display_name from leaderboard order by place, display_name";
    let places = |rows: Vec<tokio_postgres::Row>| rows.iter().map(|row| row.get(0)).collect::<Vec<String>>();
    assert_eq!(places(client.query(sql, &[]).await.unwrap()), ["1 Ann", "1 Bob", "3 Cid"]);
    client.batch_execute("update members set state = 'left' where display_name = 'Ann'").await.unwrap();
    assert_eq!(places(client.query(sql, &[]).await.unwrap()), ["1 Bob", "2 Cid"]);
}

#[tokio::test]
async fn the_top_of_the_leaderboard_is_read_from_its_index() {
    let (_database, client) = course().await;
    client
        .batch_execute(
            "insert into members (user_id) select gen_random_uuid() from generate_series(1, 2000);
             analyze members; analyze member_stats",
        )
        .await
        .unwrap();
    let plan = client.query("explain select * from leaderboard limit 20", &[]).await.unwrap();
    let plan: Vec<String> = plan.iter().map(|row| row.get(0)).collect();
    assert!(plan.iter().any(|line| line.contains("member_stats_points_idx")), "{plan:#?}");
}

#[tokio::test]
async fn course_and_assignment_stats_agree_with_the_rows() {
    let (_database, client) = course().await;
    client.batch_execute("update assignments set due_at = now() - interval '1 hour'").await.unwrap();
    let row = client
        .query_one("select completions, on_time, average_points::text from assignment_stats", &[])
        .await;
    let row = row.unwrap();
    let stats = (row.get::<_, i64>(0), row.get::<_, i64>(1), row.get::<_, String>(2));
    assert_eq!(stats, (1, 0, "7.00".to_owned()));
    let row = client.query_one("select * from course_stats", &[]).await.unwrap();
    assert_eq!([0, 1, 2, 3, 4].map(|column| row.get::<_, i64>(column)), [2, 2, 2, 1, 1]);
}
