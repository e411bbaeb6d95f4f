//! The audit trail: what somebody does to it who may write the whole database, and what somebody does to boxes.

use crate::scene::{Scene, course, secret};
use provost::pg::vault::Verified;
use provost::vault::Head;
use secrecy::SecretString;

const SAVE: &str = "create table public.saved as select * from internal.vault_audit";
const RESTORE: &str =
    "delete from internal.vault_audit; insert into internal.vault_audit select * from public.saved";

async fn verify(scene: &Scene, since: Option<Head>) -> Verified {
    scene.vault().await.verify(since).await.unwrap()
}

#[tokio::test]
async fn whatever_is_done_to_the_trail_is_found() {
    let scene = Scene::new(8);
    for number in 1..=8 {
        scene
            .vault()
            .await
            .seal(course(number), "database_url", &SecretString::from(secret(number)))
            .await
            .unwrap();
    }
    let whole = verify(&scene, None).await;
    assert_eq!((whole.findings.as_slice(), whole.credentials), (&[][..], 8));
    let head: Head = whole.head.unwrap().parse().unwrap();
    scene.sql(SAVE);
    let last = head.seq;
    assert!(last > 15);
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..60 {
        let seq = random.u64(1..=last);
        let other = if seq == last { 1 } else { seq + 1 };
        let tamper = match round % 8 {
            0 => format!("update internal.vault_audit set actor = actor || 'x' where seq = {seq}"),
            1 => format!("update internal.vault_audit set detail = 'nothing' where seq = {seq}"),
            2 => format!(
                "update internal.vault_audit set outcome = case outcome when 'intent' then 'done' else 'intent' end where seq = {seq}"
            ),
            3 => format!(
                "update internal.vault_audit set at = at + interval '1 microsecond' where seq = {seq}"
            ),
            4 => format!("delete from internal.vault_audit where seq = {seq}"),
            5 => format!("delete from internal.vault_audit where seq > {}", seq.min(last - 1)),
            6 => format!(
                "update internal.vault_audit a set link = b.link from internal.vault_audit b where a.seq = {seq} and b.seq = {other}"
            ),
            _ => format!(
                "update internal.vault_audit set seq = -seq where seq in ({seq}, {other}); update internal.vault_audit set seq = case when -seq = {seq} then {other} else {seq} end where seq < 0"
            ),
        };
        // The constraint on numbers speaks to the superuser, too.
        scene.sql(&format!(
            "alter table internal.vault_audit drop constraint if exists vault_audit_seq_check; {tamper}"
        ));
        let found = verify(&scene, Some(head)).await;
        assert!(!found.findings.is_empty(), "{tamper}");
        scene.sql(RESTORE);
    }
    let again = verify(&scene, Some(head)).await;
    assert_eq!(again.findings, []);
}

#[tokio::test]
async fn a_box_that_was_moved_or_changed_opens_nowhere() {
    let scene = Scene::new(2);
    let vault = scene.vault().await;
    for number in [1, 2] {
        vault.seal(course(number), "database_url", &SecretString::from(secret(number))).await.unwrap();
        vault.seal(course(number), "other", &SecretString::from("other")).await.unwrap();
    }
    let old = "create table public.old as select * from public.course_credentials";
    scene.sql(old);
    vault.seal(course(1), "database_url", &SecretString::from("new")).await.unwrap();
    let moves = [
        // To another course, to another field, back to an older version under the new number.
        "update public.course_credentials c set box = o.box from public.old o where c.course_id = '00000000-0000-0000-0000-000000000002' and o.course_id = '00000000-0000-0000-0000-000000000001' and c.field = 'database_url' and o.field = c.field",
        "update public.course_credentials c set box = o.box from public.old o where c.course_id = o.course_id and c.field = 'database_url' and o.field = 'other'",
        "update public.course_credentials c set box = o.box from public.old o where c.course_id = o.course_id and c.field = o.field and c.version > o.version",
    ];
    scene.sql("create table public.kept as select * from public.course_credentials");
    for sql in moves {
        scene.sql(sql);
        let found = verify(&scene, None).await.findings;
        assert!(
            !found.is_empty() && found.iter().all(|finding| finding.rule == "vault-credential"),
            "{sql}: {found:?}"
        );
        scene.sql("delete from public.course_credentials; insert into public.course_credentials select * from public.kept");
    }
    assert_eq!(verify(&scene, None).await.findings, []);
    // A data key that was moved.
    scene.sql("update public.course_dek_wraps w set wrapped = o.wrapped from public.course_dek_wraps o where w.course_id < o.course_id");
    let output = scene.run(&["vault", "verify"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(8));
    assert!(said.contains("[vault-data-key]") && said.contains("[vault-credential]"), "{said}");
}

#[test]
fn nothing_is_opened_where_the_trail_cannot_be_written() {
    let scene = Scene::new(1);
    scene.store(1).unwrap();
    scene.sql("alter table internal.vault_audit add constraint closed check (seq < 0) not valid");
    let failure = scene.with(async |vault| vault.read(course(1), "database_url").await).unwrap_err();
    assert!(failure.to_string().contains("could not write the audit trail"), "{failure}");
    assert!(scene.store(1).is_err());
}
