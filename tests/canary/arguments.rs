//! The arguments of all processes, looked at again and again while something runs: everybody on the machine can read them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// Watches until it is asked what it saw.
pub(crate) struct Watch {
    is_over: Arc<AtomicBool>,
    thread: JoinHandle<BTreeSet<Vec<u8>>>,
}

impl Watch {
    pub(crate) fn start() -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let stop = is_over.clone();
        let thread = std::thread::spawn(move || {
            let mut seen = BTreeSet::new();
            while !stop.load(Ordering::Relaxed) {
                let processes = std::fs::read_dir("/proc").unwrap().flatten();
                // A process may end between the two looks.
                seen.extend(processes.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok()));
                std::thread::sleep(Duration::from_millis(2));
            }
            seen
        });
        Self { is_over, thread }
    }

    /// All arguments that were seen, one process a line.
    pub(crate) fn seen(self) -> Vec<u8> {
        self.is_over.store(true, Ordering::Relaxed);
        self.thread.join().unwrap().into_iter().collect::<Vec<_>>().join(&b'\n')
    }
}

#[test]
fn an_argument_is_seen() {
    let watch = Watch::start();
    let status = std::process::Command::new("sh").args(["-c", "sleep 1", "canary-in-an-argument"]).status();
    assert!(status.unwrap().success());
    let seen = watch.seen();
    assert!(String::from_utf8_lossy(&seen).contains("canary-in-an-argument"));
}
