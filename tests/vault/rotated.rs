//! Keys change while everybody reads, however often the change is killed.
#![expect(clippy::disallowed_methods, reason = "kills processes and waits")]

use crate::scene::{Scene, course, here, secret};
use provost::vault::{Context, CourseId, Fresh, Key, Ring, seal, seal_key};
use secrecy::ExposeSecret as _;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How many credentials, and how many kills; the whole is `PROVOST_TEST_KILLS=200`.
fn size() -> (usize, usize) {
    match std::env::var("PROVOST_TEST_KILLS").ok().and_then(|kills| kills.parse().ok()) {
        Some(kills) => (2000, kills),
        None => (300, 12),
    }
}

/// Fills the vault as so many courses would.
fn fill(scene: &Scene, count: usize) {
    let text = std::fs::read_to_string(scene.key_file()).unwrap();
    let ring = Ring::of_text(&text, "the file").unwrap();
    let kek = &ring.keys()[0];
    let deployment = scene.with(async |vault| vault.deployment());
    let mut sql = String::new();
    for number in 1..=count {
        let (id, key): (CourseId, Key) = (course(number), Key::fresh().unwrap());
        let wrapped = seal_key(kek, &Context::dek(deployment, id, 1), &key, Fresh::draw().unwrap());
        let context = Context::field(deployment, id, "database_url", 1);
        let sealed = seal(&key, &context, secret(number).as_bytes(), Fresh::draw().unwrap());
        sql += &format!(
            "insert into public.course_deks values ('{id}', 1, '{}'); insert into public.course_dek_wraps values ('{id}', 1, '{}', '{wrapped}'); insert into public.course_credentials values ('{id}', 'database_url', 1, 1, '{sealed}');",
            key.id(),
            kek.id()
        );
    }
    scene.sql(&sql);
}

#[test]
fn a_rotation_that_is_killed_leaves_everything_readable() {
    let (count, kills) = size();
    let scene = Arc::new(Scene::new(count));
    fill(&scene, count);
    let stop = Arc::new(AtomicBool::new(false));
    let reads = Arc::new(AtomicUsize::new(0));
    // A reader who opened the vault before, and goes on all the while.
    let reader = std::thread::spawn({
        let (scene, stop, reads) = (Arc::clone(&scene), Arc::clone(&stop), Arc::clone(&reads));
        move || {
            here(async {
                let vault = scene.vault().await;
                while !stop.load(Ordering::Relaxed) {
                    let number = fastrand::usize(1..=count);
                    let read = vault.read(course(number), "database_url").await.unwrap().unwrap();
                    assert_eq!(read.expose_secret(), secret(number));
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    let rotate = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_provost"));
        command.args(["vault", "rotate", "-q"]).args(args).env("PROVOST_MAIN_URL", &scene.main.url);
        command.env("HOME", scene.project.dir()).current_dir(scene.project.dir());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    // How long one takes that is let alone decides where the others are killed.
    let began = Instant::now();
    assert!(rotate(&[]).status().unwrap().success());
    let whole = began.elapsed();
    assert!(rotate(&["--retire"]).status().unwrap().success());
    let mut killed = 0;
    while killed < kills {
        let args: &[&str] = [&[][..], &["--data-keys"], &["--retire"]][fastrand::usize(..3)];
        let mut child = rotate(args).spawn().unwrap();
        std::thread::sleep(Duration::from_nanos(fastrand::u64(..whole.as_nanos() as u64)));
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            killed += 1;
        }
        child.wait().unwrap();
    }
    // Whatever is left of it comes to its end.
    let ended = rotate(&[]).status().unwrap();
    assert!(ended.success() || ended.code() == Some(5), "{ended}"); // 5: it had ended, and waits to be retired
    assert!(rotate(&["--retire"]).status().unwrap().success());
    stop.store(true, Ordering::Relaxed);
    reader.join().unwrap();
    let verified = scene.with(async |vault| vault.verify(None).await).unwrap();
    assert_eq!(verified.findings, []);
    assert_eq!((verified.credentials, verified.wraps, verified.by_others), (count, count, 0));
    assert!(reads.load(Ordering::Relaxed) > 20);
    println!("{killed} kills, {} reads beside them, {count} credentials open", reads.load(Ordering::Relaxed));
}
