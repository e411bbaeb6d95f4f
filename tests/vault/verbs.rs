//! What a person sees of the vault: its first steps, what is wrong with a key, and what is left when a key is lost.
#![expect(clippy::disallowed_methods, reason = "changes key files")]

use crate::scene::{Scene, course, secret, settled};
use provost::vault::Key;
use secrecy::ExposeSecret as _;
use std::os::unix::fs::{PermissionsExt, symlink};

#[test]
fn first_steps() {
    let scene = Scene::bare();
    let steps: [&[&str]; 6] = [
        &["vault", "status"],
        &["vault", "verify"],
        &["vault", "init"],
        &["vault", "init"],
        &["vault", "status"],
        &["vault", "verify"],
    ];
    let told: Vec<String> = steps
        .iter()
        .map(|args| format!("$ provost {}\n{}", args.join(" "), settled(&scene, &scene.run(args))))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    let mode = std::fs::metadata(scene.key_file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_key_that_is_not_safe_or_not_right_is_told_with_the_way_out() {
    let scene = Scene::new(1);
    let file = scene.key_file();
    let text = std::fs::read_to_string(&file).unwrap();
    let mut told = Vec::new();
    let mut tell = |what: &str| {
        told.push(format!("# {what}\n{}", settled(&scene, &scene.run(&["vault", "status"]))));
    };
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).unwrap();
    tell("others can read it");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
    let folder = file.parent().unwrap();
    std::fs::set_permissions(folder, PermissionsExt::from_mode(0o777)).unwrap();
    tell("others can put another one there");
    std::fs::set_permissions(folder, PermissionsExt::from_mode(0o700)).unwrap();
    std::fs::write(&file, text.trim_end().strip_suffix(|_: char| true).unwrap()).unwrap();
    tell("it is cut");
    std::fs::write(&file, Key::fresh().unwrap().text().expose_secret()).unwrap();
    tell("it is another one");
    std::fs::write(&file, "# nothing\n").unwrap();
    tell("it is empty");
    let elsewhere = scene.project.path("elsewhere");
    std::fs::write(&elsewhere, &text).unwrap();
    std::fs::remove_file(&file).unwrap();
    tell("it is gone");
    symlink(&elsewhere, &file).unwrap();
    tell("it is a link");
    let all = told.join("\n");
    assert!(!all.contains("pvk1:"), "{all}");
    assert_eq!(all.matches("exit code 8").count(), 7, "{all}");
    insta::assert_snapshot!(all);
}

#[test]
fn when_every_copy_of_the_key_is_lost_the_vault_begins_anew() {
    let scene = Scene::new(2);
    assert_eq!(scene.store(1).unwrap(), 1);
    std::fs::remove_file(scene.key_file()).unwrap();
    let mut told = Vec::new();
    for args in [
        &["vault", "init", "--replace-lost"][..],
        &["vault", "init", "--replace-lost", "--yes"],
        &["vault", "status"],
        &["vault", "verify"],
    ] {
        told.push(format!("$ provost {}\n{}", args.join(" "), settled(&scene, &scene.run(args))));
    }
    insta::assert_snapshot!(told.join("\n").replace(&course(1).to_string(), "COURSE"));
    // Who hands over their credential again is served again, under a number that no older box fits.
    assert_eq!(scene.store(1).unwrap(), 2);
    assert_eq!(scene.store(2).unwrap(), 1);
    let read = scene.with(async |vault| vault.read(course(1), "database_url").await).unwrap();
    assert_eq!(read.unwrap().expose_secret(), secret(1));
}
