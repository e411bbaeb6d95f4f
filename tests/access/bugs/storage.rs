//! Bugs about files.

use super::*;

const BUCKETS: &str = r#"
[bucket.files]
rules = [{ who = "signed_in", can = "all", rows = "own_folder" }]
[bucket.submissions]
rules = [{ who = "signed_in", can = "rc", rows = "own_folder" }, { who = "instructor", can = "r" }]
[bucket.branding]
public = true
rules = [{ who = "signed_in", can = "r" }, { who = "admin", can = "all" }]
"#;

fn with_files() -> Scene {
    let scene = school_with("", BUCKETS);
    let rows = ["files", "submissions", "branding"]
        .map(|bucket| format!("('{bucket}', '{ANA}/a.txt'), ('{bucket}', '{BEN}/b.txt')"));
    superuser(&scene, &format!("insert into storage.objects (bucket_id, name) values {}", rows.join(", ")));
    scene
}

#[test]
fn a_rule_for_one_bucket_holds_for_all() {
    let scene = with_files();
    let seen = "select bucket_id, split_part(name, '/', 2) from storage.objects order by 1, 2";
    assert_eq!(
        scene.as_person(ANA, seen).unwrap(),
        ["branding a.txt", "branding b.txt", "files a.txt", "submissions a.txt"]
    );
    assert_eq!(
        scene.as_person(INA, "select count(*) from storage.objects where bucket_id = 'submissions'").unwrap(),
        ["2"]
    );
    let put = |bucket: &str, folder: &str| {
        format!(
            "insert into storage.objects (bucket_id, name) values ('{bucket}', '{folder}/new.txt') returning bucket_id"
        )
    };
    assert_eq!(scene.as_person(ANA, &put("branding", ANA)), barred());
    assert_eq!(scene.as_person(ANA, &put("submissions", ANA)).unwrap(), ["submissions"]);
    assert_eq!(as_anon(&scene, "select count(*) from storage.objects"), count("0"));
}

#[test]
fn a_file_of_somebody_else_is_claimed() {
    let scene = with_files();
    let put = |folder: &str| {
        format!(
            "insert into storage.objects (bucket_id, name) values ('files', '{folder}/new.txt') returning bucket_id"
        )
    };
    for folder in [BEN, &format!("{ANA}0"), &format!("{ANA}x/.."), "", ".."] {
        assert_eq!(scene.as_person(ANA, &put(folder)), barred(), "{folder}");
    }
    assert_eq!(
        scene.as_person(
            ANA,
            &blind(&format!(
                "update storage.objects set name = '{BEN}/stolen.txt' where bucket_id = 'files'"
            ))
        ),
        barred()
    );
}

#[test]
fn a_file_moves_into_another_bucket_after_the_deadline() {
    let scene = with_files();
    let moved = "update storage.objects set bucket_id = 'submissions', name = name || '.new' where bucket_id = 'files'";
    assert_eq!(scene.as_person(ANA, &blind(moved)), barred());
    let renamed = "update storage.objects set name = name || '.new' where bucket_id = 'submissions'";
    assert_eq!(scene.as_person(ANA, &blind(renamed)), count("0"));
    // As the storage service deletes: its own guard against deleting by hand is off.
    let deleted = blind("delete from storage.objects where bucket_id = 'submissions'");
    let by_service = format!("set local storage.allow_delete_query = 'true'; {deleted}");
    assert_eq!(scene.as_person(ANA, &by_service), count("0"));
}

#[test]
fn what_only_the_owner_of_storage_may_do() {
    // Whoever runs migrations does not own the table of files, as on the platform, and rules are applied all the same.
    let scene = with_files();
    assert_eq!(
        scene.rows(
            "select relowner = current_user::regrole from pg_class where oid = 'storage.objects'::regclass"
        ),
        ["f"]
    );
    assert_eq!(
        scene.rows(
            "select count(*) > 0 from pg_policies where schemaname = 'storage' and tablename = 'objects'"
        ),
        ["t"]
    );
    let sql = scene.done(&["access", "render"]);
    for statement in
        ["alter table storage", "comment on policy", "index on storage", "revoke all on table storage"]
    {
        assert!(!sql.contains(statement), "{statement}");
    }
}
