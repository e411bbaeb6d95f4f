//! Where the master key can come from: a file, a descriptor, a variable, a service manager, a program.
#![expect(clippy::disallowed_methods, reason = "writes keys and opens descriptors")]

use crate::scene::{Scene, settled};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// A key command that is good enough to be tested with: it turns the key around.
const HOOK: &str = r#"
import json, os, sys
said = json.load(sys.stdin)
assert said["context"]["purpose"] == "kek" and len(said["context"]["deployment"]) == 36, said
assert "PROVOST_MAIN_URL" not in os.environ and os.environ["HOOK"] == "yes", sorted(os.environ)
mode = open("mode").read()
if mode == "fails": sys.exit(3)
if mode == "babbles": print("x" * 5000); sys.exit(0)
if mode == "echoes" and said["op"] == "wrap": print(json.dumps({"ciphertext": said["plaintext"]})); sys.exit(0)
if said["op"] == "wrap": print(json.dumps({"ciphertext": "kms:" + said["plaintext"][::-1]}))
else: print(json.dumps({"plaintext": said["ciphertext"][4:][::-1]}))
"#;

#[test]
fn a_variable_is_taken_with_a_warning_and_a_descriptor_without() {
    let scene = Scene::new(1);
    let key = std::fs::read_to_string(scene.key_file()).unwrap();
    let held = scene.project.path("held");
    std::fs::rename(scene.key_file(), &held).unwrap();
    let output = scene.command(&["vault", "status"]).env("PROVOST_KEY", key.trim()).output().unwrap();
    insta::assert_snapshot!(settled(&scene, &output));
    // The key is opened by a shell and given as a number; nothing else names it.
    let by_descriptor = Command::new("sh")
        .args(["-c", r#""$0" vault status --key-fd 7 7<"$1""#, env!("CARGO_BIN_EXE_provost")])
        .arg(&held)
        .env("PROVOST_MAIN_URL", &scene.main.url)
        .env("HOME", scene.project.dir())
        .current_dir(scene.project.dir())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&by_descriptor.stdout).into_owned();
    assert!(said.contains("the master key comes from file descriptor 7"), "{said}{by_descriptor:?}");
    let closed = scene.run(&["vault", "status", "--key-fd", "9"]);
    assert_eq!(closed.status.code(), Some(8));
    // A variable can hold a key, but not keep a new one.
    let rotated = scene.command(&["vault", "rotate"]).env("PROVOST_KEY", key.trim()).output().unwrap();
    assert_eq!(rotated.status.code(), Some(8), "{}", settled(&scene, &rotated));
}

#[test]
fn a_service_manager_hands_a_key_over_that_its_group_may_read() {
    let scene = Scene::new(1);
    let folder = scene.project.path("credentials");
    std::fs::create_dir(&folder).unwrap();
    std::fs::rename(scene.key_file(), folder.join("provost.key")).unwrap();
    let run = |mode: u32| {
        std::fs::set_permissions(folder.join("provost.key"), PermissionsExt::from_mode(mode)).unwrap();
        scene
            .command(&["vault", "status"])
            .env("CREDENTIALS_DIRECTORY", &folder)
            .output()
            .unwrap()
            .status
            .code()
    };
    assert_eq!((run(0o440), run(0o444)), (Some(0), Some(8)));
}

#[test]
fn a_program_keeps_the_key_and_main_what_it_wrapped() {
    let scene = Scene::bare();
    let toml = std::fs::read_to_string(scene.project.path("provost.toml")).unwrap();
    let vault = "\n[vault]\nkey_command = [\"python3\", \"hook.py\"]\nkey_command_env = [\"HOOK\"]\n";
    scene.project.write("provost.toml", toml + vault);
    scene.project.write("hook.py", HOOK);
    let run = |mode: &str, args: &[&str]| {
        scene.project.write("mode", mode);
        scene.command(args).env("HOOK", "yes").output().unwrap()
    };
    for (mode, why) in [
        ("fails", "it ended with exit status: 3"),
        ("babbles", "it says more than 4096 bytes"),
        ("echoes", "it gave the key back as it was"),
    ] {
        let output = run(mode, &["vault", "init"]);
        let said = settled(&scene, &output);
        assert!(output.status.code() == Some(8) && said.contains(why), "{said}");
    }
    assert!(run("", &["vault", "init"]).status.success());
    assert!(!scene.key_file().exists());
    let rotated = run("", &["vault", "rotate"]);
    assert!(rotated.status.success(), "{}", settled(&scene, &rotated));
    let retired = run("", &["vault", "rotate", "--retire"]);
    assert!(retired.status.success(), "{}", settled(&scene, &retired));
    let verified = run("", &["vault", "verify"]);
    assert!(verified.status.success(), "{}", settled(&scene, &verified));
    assert_eq!(run("fails", &["vault", "verify"]).status.code(), Some(8));
}

#[test]
fn a_project_that_names_two_places_is_refused() {
    let scene = Scene::new(1);
    scene.store(1).unwrap();
    let toml = std::fs::read_to_string(scene.project.path("provost.toml")).unwrap();
    scene.project.write("provost.toml", toml + "\n[vault]\nkey_file = \"a\"\nkey_env = \"B\"\n");
    let output = scene.run(&["vault", "status"]);
    insta::assert_snapshot!(settled(&scene, &output));
}
