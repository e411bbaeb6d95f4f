//! What keeps keys inside of this process.

use nix::sys::resource::{Resource, setrlimit};

/// From now on the process leaves no core dump, and other processes of the same user may not look into it. What the system does not
/// offer is left: the key is in memory then as any program's secrets are.
pub(super) fn keep_to_itself() {
    if let Err(error) = setrlimit(Resource::RLIMIT_CORE, 0, 0) {
        tracing::info!(%error, "core dumps could not be switched off");
    }
    #[cfg(target_os = "linux")]
    if let Err(error) = nix::sys::prctl::set_dumpable(false) {
        tracing::info!(%error, "other processes may look into this one");
    }
}
