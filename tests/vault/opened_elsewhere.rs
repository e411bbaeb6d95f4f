//! What the vault stored in a database, opened by the programs of the document with the key file and two rows.
#![expect(clippy::disallowed_methods, reason = "reads the key file")]

use crate::languages::{NODE, PYTHON, answers, block, hex, python};
use crate::scene::{Scene, course, here, secret};
use provost::vault::Ring;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::path::Path;

const ROWS: &str = "select c.box, w.wrapped, (select deployment_id::text from public.vault_keys limit 1) from public.course_credentials c
    join public.course_dek_wraps w using (course_id, dek_version) where c.course_id::text = $1";

#[test]
fn other_languages_open_what_is_in_the_database() {
    let scene = Scene::new(1);
    let id = course(1).to_string();
    let (sealed, wrapped, deployment): (String, String, String) = here(async {
        let vault = scene.vault().await;
        // Twice: its version is 2.
        for text in ["old".to_owned(), secret(1)] {
            vault.seal(course(1), "database_url", &SecretString::from(text)).await.unwrap();
        }
        let row = scene.main.superuser().await.query_one(ROWS, &[&id]).await.unwrap();
        (row.get(0), row.get(1), row.get(2))
    });
    let ring = Ring::of_text(&std::fs::read_to_string(scene.key_file()).unwrap(), "the file").unwrap();
    let case = |key: &str, purpose: &str, field: &str, version: u64, sealed: &str| -> Value {
        json!({ "key": key, "box": sealed, "context": {
            "purpose": purpose, "deployment": deployment, "course": id, "field": field, "version": version.to_string(),
        }})
    };
    let kek = hex(ring.keys()[0].expose());
    for (program, argument, language, frame) in
        [(Path::new("node").to_owned(), "-e", "js", NODE), (python(), "-c", "python", PYTHON)]
    {
        let source = format!("{}{frame}", block(language));
        let key = answers(&program, &[argument], &source, &[case(&kek, "dek", "", 1, &wrapped)]);
        let key = key[0].clone().unwrap();
        let opened =
            answers(&program, &[argument], &source, &[case(&key, "field", "database_url", 2, &sealed)]);
        assert_eq!(opened, [Some(hex(secret(1).as_bytes()))], "{language}");
    }
}
