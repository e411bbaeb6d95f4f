//! What `doctor` and `vault status` say of keys that are right, unsafe, wrong, half changed or gone. Neither opens a credential.
#![expect(clippy::disallowed_methods, reason = "changes key files")]

use crate::scene::{Scene, course};
use provost::vault::Key;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;

/// What doctor says of the vault: severity and message, and how it exits.
fn doctor(scene: &Scene, url: Option<&str>) -> (i32, Vec<String>) {
    let mut command = scene.command(&["doctor", "--format", "json"]);
    let output = command.envs(url.map(|url| ("PROVOST_MAIN_URL", url))).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("pvk1:") && !text.contains("pa55"), "{text}");
    let told: Value = serde_json::from_str(&text).unwrap();
    let of_vault = told["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["rule"].as_str().is_some_and(|rule| rule.starts_with("vault-")));
    let line = |finding: &Value| {
        let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
        format!("{} {}: {} -> {}", text("rule"), text("severity"), text("message"), text("fix"))
    };
    (output.status.code().unwrap(), of_vault.map(line).collect())
}

#[track_caller]
fn says(scene: &Scene, code: i32, wanted: &[&str]) {
    let (ended, told) = doctor(scene, None);
    assert_eq!((ended, told.len()), (code, wanted.len()), "{told:#?}");
    for (told, wanted) in told.iter().zip(wanted) {
        assert!(wanted.split('*').all(|part| told.contains(part)), "{told}\ninstead of\n{wanted}");
    }
}

const OPENS: &str = "vault-key note: the vault opens: 1 master key in file `.config/provost/campus.key`";

#[test]
fn keys_that_are_right_unsafe_wrong_and_gone() {
    let scene = Scene::bare();
    says(&scene, 0, &["vault-look note: main has no vault yet: `provost vault init`"]);
    scene.good(&["vault", "init"]);
    says(&scene, 0, &[OPENS]);
    let file = scene.key_file();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).unwrap();
    says(&scene, 1, &["vault-key error: *others can read it: its mode is 0644*run `chmod 600"]);
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
    // Main is away: what can be said of the key is said.
    let (_, told) = doctor(&scene, Some("postgres://postgres@127.0.0.1:1/postgres?connect_timeout=1"));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("1 master key in file") && told[0].contains("was not asked"), "{told:?}");
    std::fs::write(&file, Key::fresh().unwrap().text().expose_secret()).unwrap();
    says(&scene, 1, &["vault-key error: *the keys at hand do not open the vault*"]);
    std::fs::remove_file(&file).unwrap();
    says(&scene, 1, &["vault-key error: *could not read the master key in*take the key from its backup"]);
}

#[test]
fn a_master_key_that_is_half_changed() {
    let scene = Scene::new(2);
    scene.store(1).unwrap();
    scene.store(2).unwrap();
    let file = scene.key_file();
    let old = std::fs::read_to_string(&file).unwrap();
    scene.good(&["vault", "rotate"]);
    let both = std::fs::read_to_string(&file).unwrap();
    let two = OPENS.replace("1 master key", "2 master keys");
    says(&scene, 0, &[&two, "vault-rotation note: *the one before still opens*rotate --retire`"]);
    // A host that the new key was not copied to.
    std::fs::write(&file, &old).unwrap();
    let missing = "vault-key error: the master key in use, *is not at hand*copy the key file";
    says(&scene, 1, &[OPENS, missing, "vault-rotation note: "]);
    // A rotation that was cut off, and a host that has nothing but the new key.
    let active = "(select key_id from public.vault_keys where kind = 'kek' and state = 'active')";
    scene.sql(&format!(
        "delete from public.course_dek_wraps where kek_id = {active} and course_id = '{}'",
        course(1)
    ));
    std::fs::write(&file, &both).unwrap();
    let half = "vault-rotation warning: *has still to wrap 1 data key*`provost vault rotate`";
    says(&scene, 0, &[&two, half]);
    let newest: Vec<&str> = both.lines().filter(|line| !line.starts_with('#')).take(1).collect();
    std::fs::write(&file, newest[0]).unwrap();
    let unopened = "vault-key error: no key at hand opens 1 data key and the 1 credential sealed with them";
    says(&scene, 1, &[OPENS, unopened, half]);
    std::fs::write(&file, &both).unwrap();
    scene.good(&["vault", "rotate"]);
    scene.good(&["vault", "rotate", "--retire"]);
    says(&scene, 0, &[&two]);
    // One that somebody made beforehand.
    let unused = Key::fresh().unwrap();
    std::fs::write(&file, format!("{}\n{both}", unused.text().expose_secret())).unwrap();
    let three = OPENS.replace("1 master key", "3 master keys");
    says(&scene, 0, &[&three, "vault-rotation warning: *not in use yet*begin with it"]);
}

#[test]
fn status_shows_which_keys_are_wanted_where_the_ones_at_hand_are_others() {
    let scene = Scene::new(1);
    scene.store(1).unwrap();
    let status = |opens: bool| -> Value {
        let output = scene.run(&["vault", "status", "--format", "json"]);
        assert_eq!(output.status.code(), Some(if opens { 0 } else { 8 }), "{output:?}");
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(told["opens"], opens, "{told}");
        told
    };
    let right = status(true);
    assert_eq!(right["unopened_credentials"], 0);
    let other = Key::fresh().unwrap();
    std::fs::write(scene.key_file(), other.text().expose_secret()).unwrap();
    let wrong = status(false);
    assert_eq!(wrong["keys"][0]["id"], right["keys"][0]["id"]);
    assert_eq!(
        (&wrong["keys"][0]["at_hand"], &wrong["at_hand"][0]),
        (&Value::Bool(false), &Value::String(other.id().to_string()))
    );
    assert_eq!((&wrong["unopened_credentials"], &wrong["credentials"]), (&1.into(), &1.into()));
    std::fs::remove_file(scene.key_file()).unwrap();
    assert_eq!(status(false)["at_hand"], Value::Array(Vec::new()));
}
