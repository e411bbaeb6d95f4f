//! Course credentials are ciphertext, and only ever replaced by newer ciphertext.

use crate::main_rows::{COURSE, campus};

/// The known-answer value of format pv1.
const BOX: &str = "pv1:UFYBAQAAAAAAAEAAgAAAAAAAALswMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMIT1g3aZ3nTh7HE4uAgLnxKBj9hqFj26Yrg-IdiKa1XpQEBAQEBAQEBAQEBAYXqqSmDrKHYvgnnad7ZcS4Ufqqsth2UMYsUxycI";

fn insert(sealed: &str, version: i64) -> String {
    format!(
        "insert into public.course_credentials (course_id, field, version, dek_version, box)
         values ('{COURSE}', 'db_password', {version}, 1, '{sealed}')"
    )
}

#[tokio::test]
async fn only_ciphertext_is_stored() {
    let database = campus().await;
    let padded = format!("{BOX}==");
    let in_standard_base64 = BOX.replace('-', "+");
    for sealed in [
        "",
        "hunter2",
        "postgresql://postgres:hunter2@db.example/postgres",
        "pv1:",
        "pv1:aHVudGVyMg",
        "pv2:UFYBAQ",
        &padded,
        &in_standard_base64,
        &BOX[..150],
        &BOX[4..],
    ] {
        let refusal = database.refusal(&insert(sealed, 1)).await;
        assert_eq!(refusal.constraint, "course_credentials_box_check", "{sealed}");
    }
    database.owner().await.batch_execute(&insert(BOX, 1)).await.unwrap();
}

#[tokio::test]
async fn a_box_is_replaced_by_a_newer_one_only() {
    let database = campus().await;
    let client = database.owner().await;
    client.batch_execute(&insert(BOX, 3)).await.unwrap();
    let update = |assignments: &str| format!("update public.course_credentials set {assignments}");
    let newer = BOX.replace("Yc", "Yd").replace("ycI", "ydI");
    assert_ne!(newer, BOX);
    for refused in [
        update(&format!("box = '{newer}'")),
        update("version = 2"),
        update(&format!("version = 2, box = '{newer}'")),
        update(&format!("version = 2, dek_version = 2, box = '{newer}'")),
        update("field = 'other'"),
    ] {
        assert_eq!(database.refusal(&refused).await.code, "23001", "{refused}");
    }
    for accepted in [
        update(&format!("version = 4, box = '{newer}'")),
        update(&format!("dek_version = 2, box = '{BOX}'")),
        update("updated_by = null"),
    ] {
        client.batch_execute(&accepted).await.unwrap();
    }
}

#[tokio::test]
async fn there_is_one_row_a_course_and_field() {
    let database = campus().await;
    database.owner().await.batch_execute(&insert(BOX, 1)).await.unwrap();
    assert_eq!(database.refusal(&insert(BOX, 2)).await.constraint, "course_credentials_pkey");
}

#[tokio::test]
async fn a_course_that_has_credentials_cannot_be_deleted() {
    let database = campus().await;
    let client = database.owner().await;
    client.batch_execute(&insert(BOX, 1)).await.unwrap();
    let refusal = database.refusal("delete from public.courses").await;
    assert_eq!(refusal.constraint, "course_credentials_course_id_fkey");
    client.batch_execute("delete from public.course_credentials; delete from public.courses").await.unwrap();
}
