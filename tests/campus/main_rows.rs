//! A small campus in main, and the constraints of its everyday tables.

use crate::database::Database;

pub(crate) const REP: &str = "00000000-0000-4000-8000-000000000001";
pub(crate) const STUDENT: &str = "00000000-0000-4000-8000-000000000002";
pub(crate) const COURSE: &str = "00000000-0000-4000-8000-000000000101";

/// Main with two people and a course in draft.
pub(crate) async fn campus() -> Database {
    let database = Database::with("main").await;
    let rows = format!(
        "insert into auth.users (id) values ('{REP}'), ('{STUDENT}');
         insert into public.profiles (id) values ('{REP}'), ('{STUDENT}');
         insert into public.courses (id, code, title, term) values ('{COURSE}', 'cs101', 'Algorithms', '2026-fall');"
    );
    database.owner().await.batch_execute(&rows).await.expect("the rows fit the tables");
    database
}

#[tokio::test]
async fn each_constraint_bites() {
    let database = campus().await;
    let membership = |columns: &str, values: &str| {
        format!(
            "insert into public.memberships (course_id, user_id{columns}) values ('{COURSE}', '{STUDENT}'{values})"
        )
    };
    let course =
        |code: &str| format!("insert into public.courses (code, title, term) values ('{code}', 't', 't')");
    let notification = |columns: &str, values: &str| {
        format!(
            "insert into public.notifications (user_id, title, kind{columns}) values ('{STUDENT}', 't'{values})"
        )
    };
    let twice = format!("{0}; {0}", membership("", ""));
    for (statement, constraint) in [
        (twice, "memberships_pkey"),
        (membership(", role", ", 'creator'"), "memberships_role_check"),
        (membership(", state", ", 'expelled'"), "memberships_state_check"),
        (membership(", role, state", ", 'course_admin', 'suspended'"), "memberships_admin_is_active_check"),
        (course("cs101"), "courses_code_key"),
        (course("CS101"), "courses_code_check"),
        (course("cs 101"), "courses_code_check"),
        (course("-cs101"), "courses_code_check"),
        ("update public.courses set title = '  '".to_owned(), "courses_title_check"),
        ("update public.courses set state = 'open'".to_owned(), "courses_state_check"),
        (notification("", ", 'gossip'"), "notifications_kind_check"),
        (notification(", link", ", 'post', 'javascript:alert(1)'"), "notifications_link_check"),
        (
            format!(
                "insert into public.notification_settings (user_id, kind, in_app) values ('{STUDENT}', 'system', false)"
            ),
            "notification_settings_system_check",
        ),
        ("update public.profiles set display_name = ' '".to_owned(), "profiles_display_name_check"),
        ("update public.profiles set avatar_url = 'http://a'".to_owned(), "profiles_avatar_url_check"),
        ("insert into public.profiles (id) values (gen_random_uuid())".to_owned(), "profiles_id_fkey"),
        (
            "insert into public.pinned_posts (title, body, ends_at) values ('t', 'b', '2020-01-01')"
                .to_owned(),
            "pinned_posts_ends_at_check",
        ),
        (
            "insert into public.platform_settings (key, value, description) values ('No Key', '1', '')"
                .to_owned(),
            "platform_settings_key_check",
        ),
        (
            format!("insert into public.user_roles (user_id, role) values ('{STUDENT}', 'course_admin')"),
            "user_roles_role_check",
        ),
    ] {
        let refusal = database.refusal(&statement).await;
        assert_eq!(refusal.constraint, constraint, "{statement}: {refusal:?}");
    }
}

#[tokio::test]
async fn a_person_leaves_with_everything_that_is_theirs_alone() {
    let database = campus().await;
    let client = database.owner().await;
    client
        .batch_execute(&format!(
            "insert into public.memberships (course_id, user_id, added_by) values ('{COURSE}', '{STUDENT}', '{REP}');
             insert into public.notifications (user_id, kind, title) values ('{STUDENT}', 'system', 't');
             insert into public.notification_settings (user_id, kind) values ('{STUDENT}', 'post');
             insert into public.pinned_posts (author_id, title, body) values ('{STUDENT}', 't', 'b');
             delete from auth.users where id = '{STUDENT}';"
        ))
        .await
        .unwrap();
    let sql = "select (select count(*) from public.profiles), (select count(*) from public.memberships),
        (select count(*) from public.notifications), (select count(*) from public.notification_settings),
        (select count(*) from public.pinned_posts where author_id is null)";
    let row = client.query_one(sql, &[]).await.unwrap();
    let counts: Vec<i64> = (0..5).map(|column| row.get(column)).collect();
    assert_eq!(counts, [1, 0, 0, 0, 1]);
}

#[tokio::test]
async fn the_hierarchy_is_complete_and_ordered() {
    let database = Database::with("main").await;
    let client = database.owner().await;
    let rows = client.query("select name from public.roles order by rank desc", &[]).await.unwrap();
    let names: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(names, ["creator", "top_admin", "course_admin", "user"]);
}

#[tokio::test]
async fn updated_at_moves_by_itself() {
    let database = campus().await;
    let client = database.owner().await;
    let sql = "update public.profiles set bio = 'b', updated_at = '2001-01-01' returning updated_at = now()";
    for row in client.query(sql, &[]).await.unwrap() {
        assert!(row.get::<_, bool>(0));
    }
}
