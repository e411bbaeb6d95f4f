//! There is one creator, who stays: against every statement that `postgres` can send.

use crate::database::Database;

const CREATOR: &str = "00000000-0000-4000-8000-00000000000c";
const ADMIN: &str = "00000000-0000-4000-8000-00000000000a";

async fn campus() -> Database {
    let database = Database::with("main").await;
    database
        .owner()
        .await
        .batch_execute(&format!(
            "insert into auth.users (id) values ('{CREATOR}'), ('{ADMIN}');
             insert into public.profiles (id) values ('{CREATOR}'), ('{ADMIN}');
             insert into public.user_roles (user_id, role) values ('{CREATOR}', 'creator');
             insert into public.user_roles (user_id, role, granted_by) values ('{ADMIN}', 'top_admin', '{CREATOR}');"
        ))
        .await
        .expect("the rows fit the tables");
    database
}

#[tokio::test]
async fn no_statement_removes_or_demotes_the_creator() {
    let database = campus().await;
    let statements = [
        format!("update public.user_roles set role = 'top_admin' where user_id = '{CREATOR}'"),
        format!("update public.user_roles set user_id = '{ADMIN}' where role = 'creator'"),
        "update public.user_roles set role = 'top_admin'".to_owned(),
        format!(
            "insert into public.user_roles (user_id, role) values ('{CREATOR}', 'top_admin')
                 on conflict (user_id) do update set role = excluded.role"
        ),
        format!(
            "merge into public.user_roles t using (values (1)) v on t.user_id = '{CREATOR}' when matched then delete"
        ),
        format!("delete from public.user_roles where user_id = '{CREATOR}'"),
        "delete from public.user_roles".to_owned(),
        "truncate public.user_roles".to_owned(),
        "truncate public.profiles cascade".to_owned(),
        "truncate auth.users cascade".to_owned(),
        format!("delete from public.profiles where id = '{CREATOR}'"),
        format!("delete from auth.users where id = '{CREATOR}'"),
        format!("update public.profiles set state = 'suspended' where id = '{CREATOR}'"),
        "update public.profiles set state = 'suspended'".to_owned(),
    ];
    for statement in statements {
        let refusal = database.refusal(&statement).await;
        assert_eq!(refusal.code, "23001", "{statement}: {refusal:?}");
        assert!(refusal.message.contains("creator"), "{refusal:?}");
    }
    assert_creator_stands(&database).await;
}

#[tokio::test]
async fn switching_triggers_off_for_the_session_does_not_help() {
    let database = campus().await;
    for statement in [
        "delete from public.user_roles",
        "update public.user_roles set role = 'top_admin'",
        "truncate public.user_roles",
        "delete from public.profiles",
        "update public.profiles set state = 'suspended'",
    ] {
        let sql = format!("set session_replication_role = replica; {statement}");
        let refusal = database.superuser_refusal(&sql).await;
        assert_eq!(refusal.code, "23001", "{statement}: {refusal:?}");
    }
    assert_creator_stands(&database).await;
}

#[tokio::test]
async fn there_is_no_second_creator() {
    let database = campus().await;
    let promoted = format!("update public.user_roles set role = 'creator' where user_id = '{ADMIN}'");
    let refusal = database.refusal(&promoted).await;
    assert_eq!(refusal.constraint, "user_roles_creator_check", "{refusal:?}");
    let refusal = database
        .refusal(&format!(
            "update public.user_roles set role = 'creator', granted_by = null where user_id = '{ADMIN}'"
        ))
        .await;
    assert_eq!(refusal.constraint, "user_roles_one_creator_key", "{refusal:?}");
}

#[tokio::test]
async fn what_is_not_the_creator_can_be_changed() {
    let database = campus().await;
    let client = database.owner().await;
    client
        .batch_execute(&format!(
            "update public.profiles set display_name = 'Ada' where id = '{CREATOR}';
             update public.profiles set state = 'suspended' where id = '{ADMIN}';
             delete from public.user_roles where user_id = '{ADMIN}';
             delete from auth.users where id = '{ADMIN}';"
        ))
        .await
        .unwrap();
    let left = client.query_one("select count(*) from public.profiles", &[]).await.unwrap();
    assert_eq!(left.get::<_, i64>(0), 1);
}

#[tokio::test]
async fn who_may_edit_profiles_need_not_see_roles() {
    let database = campus().await;
    let client = database.owner().await;
    client
        .batch_execute(
            "grant select, update, delete on public.profiles to authenticated;
             create policy everything on public.profiles to authenticated using (true);",
        )
        .await
        .unwrap();
    for statement in ["update public.profiles set state = 'suspended'", "delete from public.profiles"] {
        let refusal =
            database.refusal_as("authenticated", &format!("{statement} where id = '{CREATOR}'")).await;
        assert_eq!(refusal.code, "23001", "{statement}: {refusal:?}");
    }
    let suspend = format!("update public.profiles set state = 'suspended' where id = '{ADMIN}'");
    client.batch_execute(&format!("set role authenticated; {suspend}")).await.unwrap();
}

#[tokio::test]
async fn a_creator_appointed_while_their_profile_is_deleted_stays() {
    let database = Database::with("main").await;
    let (appointing, deleting) = (database.owner().await, database.owner().await);
    appointing
        .batch_execute(&format!(
            "insert into auth.users (id) values ('{CREATOR}');
             insert into public.profiles (id) values ('{CREATOR}');"
        ))
        .await
        .unwrap();
    let appoint =
        format!("begin; insert into public.user_roles (user_id, role) values ('{CREATOR}', 'creator')");
    appointing.batch_execute(&appoint).await.unwrap();
    let delete = format!("delete from public.profiles where id = '{CREATOR}'");
    let deleted = tokio::spawn(async move { deleting.batch_execute(&delete).await });
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert!(!deleted.is_finished(), "the delete must wait for the appointment");
    appointing.batch_execute("commit").await.unwrap();
    let refused = deleted.await.unwrap().unwrap_err();
    assert_eq!(refused.code().map(|code| code.code()), Some("23001"), "{refused:?}");
    assert_creator_stands(&database).await;
}

async fn assert_creator_stands(database: &Database) {
    let client = database.owner().await;
    let sql = "select r.user_id::text || ' ' || p.state from public.user_roles r
               join public.profiles p on p.id = r.user_id where r.role = 'creator'";
    let rows = client.query(sql, &[]).await.expect("can be read");
    assert_eq!(
        rows.iter().map(|row| row.get::<_, String>(0)).collect::<Vec<_>>(),
        [format!("{CREATOR} active")]
    );
}
