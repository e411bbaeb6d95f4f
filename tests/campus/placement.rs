//! Courses that share one database, a schema each; and temporary tables that pretend to be theirs.

use crate::course_content::{ANN, POST, fill};
use crate::database::Database;
use crate::files::{apply_all, take_back_all};
use crate::stats::wrong_counters;
use provost::embedded::Contents;

#[tokio::test]
async fn courses_in_schemas_of_one_database_do_not_meet() {
    let database = Database::fresh(Contents::Nothing);
    let client = database.owner().await;
    for schema in ["cs101", "Odd \"Name\""] {
        let quoted = provost::model::Ident::parse(schema).unwrap();
        let enter = format!("create schema {quoted}; set search_path = {quoted}");
        client.batch_execute(&enter).await.unwrap();
        apply_all(&client, "course").await;
        fill(&client).await;
    }
    client
        .batch_execute(&format!("delete from comments; delete from posts where id = '{POST}'"))
        .await
        .unwrap();
    for (schema, posts) in [("cs101", 2_i64), ("\"Odd \"\"Name\"\"\"", 1)] {
        client.batch_execute(&format!("set search_path = {schema}")).await.unwrap();
        assert_eq!(wrong_counters(&client).await, Vec::<String>::new(), "{schema}");
        let sql = format!("select posts from member_stats where user_id = '{ANN}'");
        assert_eq!(client.query_one(&sql, &[]).await.unwrap().get::<_, i64>(0), posts);
    }
    take_back_all(&client, "course").await;
    client.batch_execute("drop schema \"Odd \"\"Name\"\"\"; truncate cs101.members cascade").await.unwrap();
}

#[tokio::test]
async fn a_temporary_table_cannot_take_the_counters_place() {
    let database = Database::with("course").await;
    let client = database.owner().await;
    client
        .batch_execute(
            "create temp table member_stats (user_id uuid, posts bigint);
             create temp table post_stats (post_id uuid);
             create temp table posts (id uuid, author_id uuid);",
        )
        .await
        .unwrap();
    client
        .batch_execute(&format!(
            "insert into members (user_id) values ('{ANN}');
             insert into public.posts (id, author_id, title, body) values ('{POST}', '{ANN}', 't', 'b');
             insert into reactions (user_id, post_id) values ('{ANN}', '{POST}');"
        ))
        .await
        .unwrap();
    let sql = "select posts, reactions_received from public.member_stats";
    let row = client.query_one(sql, &[]).await.unwrap();
    assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1)), (1, 1));
    let path = client.query_one("show search_path", &[]).await.unwrap().get::<_, String>(0);
    assert!(path.contains("public") && !path.contains("pg_temp"), "{path}");
}
