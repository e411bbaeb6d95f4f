//! Posts, assignments, comments, reactions, completions: what their constraints and triggers are for.

use crate::database::Database;
use tokio_postgres::Client;

pub(crate) const ANN: &str = "00000000-0000-4000-8000-00000000000a";
pub(crate) const BOB: &str = "00000000-0000-4000-8000-00000000000b";
pub(crate) const POST: &str = "00000000-0000-4000-8000-0000000000f1";
pub(crate) const OTHER_POST: &str = "00000000-0000-4000-8000-0000000000f2";
pub(crate) const TASK: &str = "00000000-0000-4000-8000-0000000000e1";
pub(crate) const COMMENT: &str = "00000000-0000-4000-8000-0000000000c1";

/// Rows for every table: two members, two posts by Ann, a task, a comment of Bob's on the first post.
pub(crate) async fn fill(client: &Client) {
    let rows = format!(
        "insert into members (user_id, display_name) values ('{ANN}', 'Ann'), ('{BOB}', 'Bob');
         insert into posts (id, author_id, title, body) values ('{POST}', '{ANN}', 't', 'b'), ('{OTHER_POST}', '{ANN}', 't', 'b');
         insert into assignments (id, title, points, published_at) values ('{TASK}', 't', 10, now());
         insert into comments (id, post_id, author_id, body) values ('{COMMENT}', '{POST}', '{BOB}', 'b');"
    );
    client.batch_execute(&rows).await.expect("the rows fit the tables");
}

async fn course() -> Database {
    let database = Database::with("course").await;
    fill(&database.owner().await).await;
    database
}

#[tokio::test]
async fn each_constraint_bites() {
    let database = course().await;
    let comment = |columns: &str, values: &str| {
        format!("insert into comments (body, author_id{columns}) values ('b', '{BOB}'{values})")
    };
    let like = |columns: &str, values: &str| {
        format!("insert into reactions (user_id, {columns}) values ('{BOB}', {values})")
    };
    let done =
        format!("insert into assignment_completions (assignment_id, user_id) values ('{TASK}', '{BOB}')");
    for (statement, constraint) in [
        (comment("", ""), "comments_subject_check"),
        (comment(", post_id, assignment_id", &format!(", '{POST}', '{TASK}'")), "comments_subject_check"),
        (format!("update comments set parent_id = id where id = '{COMMENT}'"), "comments_parent_id_check"),
        ("update comments set body = ''".to_owned(), "comments_body_check"),
        (like("post_id, comment_id", &format!("'{POST}', '{COMMENT}'")), "reactions_subject_check"),
        (like("kind", "'like'"), "reactions_subject_check"),
        (like("post_id, kind", &format!("'{POST}', 'hate'")), "reactions_kind_check"),
        (format!("{0}; {0}", like("post_id", &format!("'{POST}'"))), "reactions_post_id_user_id_kind_key"),
        (
            format!("{0}; {0}", like("comment_id", &format!("'{COMMENT}'"))),
            "reactions_comment_id_user_id_kind_key",
        ),
        (format!("{done}; {done}"), "assignment_completions_pkey"),
        (
            format!("{done}; update assignment_completions set points_awarded = -1"),
            "assignment_completions_points_awarded_check",
        ),
        ("update assignments set points = -1".to_owned(), "assignments_points_check"),
        (
            "update assignments set due_at = now(), closes_at = '2001-01-01'".to_owned(),
            "assignments_closes_at_check",
        ),
        ("update posts set title = ' '".to_owned(), "posts_title_check"),
        (
            "insert into posts (author_id, title, body) values (gen_random_uuid(), 't', 'b')".to_owned(),
            "posts_author_id_fkey",
        ),
        ("update members set role = 'creator'".to_owned(), "members_role_check"),
        (
            "update members set role = 'course_admin', state = 'left'".to_owned(),
            "members_admin_is_active_check",
        ),
        ("update member_stats set points = -1".to_owned(), "member_stats_counts_check"),
    ] {
        let refusal = database.refusal(&statement).await;
        assert_eq!(refusal.constraint, constraint, "{statement}: {refusal:?}");
    }
}

#[tokio::test]
async fn a_reply_stays_in_its_thread() {
    let database = course().await;
    let reply = |subject: &str, id: &str| {
        format!(
            "insert into comments ({subject}, parent_id, author_id, body) values ('{id}', '{COMMENT}', '{ANN}', 'b')"
        )
    };
    database.owner().await.batch_execute(&reply("post_id", POST)).await.unwrap();
    for elsewhere in [reply("post_id", OTHER_POST), reply("assignment_id", TASK)] {
        assert_eq!(database.refusal(&elsewhere).await.code, "23503", "{elsewhere}");
    }
    for moved in [
        format!("update comments set post_id = '{OTHER_POST}'"),
        format!("update comments set post_id = null, assignment_id = '{TASK}'"),
    ] {
        assert_eq!(database.refusal(&moved).await.code, "23001", "{moved}");
    }
}

#[tokio::test]
async fn an_edit_is_marked_and_a_pin_is_not_an_edit() {
    let database = course().await;
    let client = database.owner().await;
    for (table, change, edited) in [
        ("posts", "pinned_at = now()", false),
        ("posts", "deleted_at = now()", false),
        ("posts", "title = title", false),
        ("posts", "body = 'new'", true),
        ("comments", "deleted_at = now()", false),
        ("comments", "body = 'new'", true),
        ("assignments", "published_at = null", false),
        ("assignments", "due_at = now() + interval '1 day'", true),
    ] {
        let sql = format!("update {table} set {change} returning edited_at is not null");
        for row in client.query(&sql, &[]).await.unwrap() {
            assert_eq!(row.get::<_, bool>(0), edited, "{sql}");
        }
    }
}

#[tokio::test]
async fn an_erased_member_leaves_posts_without_author() {
    let database = course().await;
    let client = database.owner().await;
    client
        .batch_execute(&format!(
            "insert into reactions (user_id, post_id) values ('{BOB}', '{POST}');
             delete from members where user_id = '{ANN}'"
        ))
        .await
        .unwrap();
    let sql = "select (select count(*) from posts where author_id is null),
        (select count(*) from reactions where recipient_id is null), (select count(*) from member_stats)";
    let row = client.query_one(sql, &[]).await.unwrap();
    assert_eq!([0, 1, 2].map(|column| row.get::<_, i64>(column)), [2, 1, 1]);
}

#[tokio::test]
async fn a_reaction_belongs_to_the_author_of_its_subject() {
    let database = course().await;
    let client = database.owner().await;
    let recipient = async |sql: &str| client.query_one(sql, &[]).await.unwrap().get::<_, String>(0);
    let forged = format!(
        "insert into reactions (user_id, post_id, recipient_id) values ('{BOB}', '{POST}', '{BOB}') returning recipient_id::text"
    );
    assert_eq!(recipient(&forged).await, ANN);
    let moved =
        format!("update reactions set post_id = null, comment_id = '{COMMENT}' returning recipient_id::text");
    assert_eq!(recipient(&moved).await, BOB);
}
