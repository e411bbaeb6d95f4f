//! The six steps of making a course, and what cannot happen out of order.

use crate::database::Database;
use crate::main_rows::{COURSE, REP, STUDENT, campus};

/// Steps 2 to 6; the draft of [`campus`] is step 1.
fn steps() -> [String; 5] {
    let course = |changes: &str| format!("update public.courses set {changes} where id = '{COURSE}'");
    [
        course(&format!("rep_id = '{REP}', credentials_checked_at = now(), state = 'provisioning'")),
        course("credentials_stored_at = now()"),
        format!(
            "insert into public.memberships (course_id, user_id, role) values ('{COURSE}', '{REP}', 'course_admin');
             {}",
            course("rep_assigned_at = now()")
        ),
        course("database_ready_at = now()"),
        course("activated_at = now(), state = 'active'"),
    ]
}

async fn active_course() -> Database {
    let database = campus().await;
    let client = database.owner().await;
    for step in steps() {
        client.batch_execute(&step).await.expect("the steps are in order");
    }
    database
}

#[tokio::test]
async fn the_six_steps_make_an_active_course_that_can_be_suspended_and_archived() {
    let database = active_course().await;
    let client = database.owner().await;
    for change in [
        "state = 'suspended', suspended_at = now()",
        "state = 'active', suspended_at = null",
        "state = 'archived', archived_at = now()",
    ] {
        client.batch_execute(&format!("update public.courses set {change}")).await.unwrap();
    }
}

#[tokio::test]
async fn no_step_can_be_left_out() {
    let database = campus().await;
    let client = database.owner().await;
    for left_out in 0..4 {
        client.batch_execute("begin").await.unwrap();
        let mut refused = None;
        for (number, step) in steps().into_iter().enumerate() {
            if number != left_out
                && let Err(error) = client.batch_execute(&step).await
            {
                refused = Some((number, error));
                break;
            }
        }
        let (number, error) = refused.expect("a half-made course became active");
        assert_eq!(number, left_out + 1, "step {} was left out", left_out + 2);
        let constraint = error.as_db_error().unwrap().constraint().unwrap();
        assert_eq!(constraint, "courses_steps_check");
        client.batch_execute("rollback").await.unwrap();
    }
}

#[tokio::test]
async fn a_state_says_what_the_steps_say() {
    let database = active_course().await;
    for state in ["draft", "provisioning", "suspended", "archived"] {
        let refusal = database.refusal(&format!("update public.courses set state = '{state}'")).await;
        assert_eq!(refusal.constraint, "courses_state_steps_check", "{state}");
    }
    let unopened = campus().await;
    let refusal = unopened.refusal("update public.courses set state = 'active'").await;
    assert_eq!(refusal.constraint, "courses_state_steps_check");
}

#[tokio::test]
async fn from_step_four_on_the_rep_is_a_course_admin() {
    let database = active_course().await;
    for statement in [
        format!("update public.memberships set role = 'member' where user_id = '{REP}'"),
        format!("delete from public.memberships where user_id = '{REP}'"),
        format!("update public.courses set rep_id = '{STUDENT}'"),
    ] {
        let refusal = database.refusal(&statement).await;
        assert_eq!(refusal.constraint, "courses_rep_is_admin_fkey", "{statement}: {refusal:?}");
    }
    let leaving = database.refusal(&format!("delete from auth.users where id = '{REP}'")).await;
    assert_eq!(leaving.constraint, "courses_rep_id_fkey");

    let client = database.owner().await;
    client
        .batch_execute(&format!(
            "insert into public.memberships (course_id, user_id, role) values ('{COURSE}', '{STUDENT}', 'course_admin');
             update public.courses set rep_id = '{STUDENT}';
             delete from auth.users where id = '{REP}';"
        ))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_deleted_course_takes_its_memberships_along() {
    let database = active_course().await;
    let client = database.owner().await;
    client.batch_execute("delete from public.courses").await.unwrap();
    let left = client.query_one("select count(*) from public.memberships", &[]).await.unwrap();
    assert_eq!(left.get::<_, i64>(0), 0);
}
