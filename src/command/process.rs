//! What keeps secrets inside of this process.

use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// From now on the process leaves no core dump where nobody raises its limit: also a command that asks for no key has passwords in memory.
/// The limit can be raised again, for the sake of a server that it starts.
pub(super) fn leave_no_core() {
    let most = getrlimit(Resource::RLIMIT_CORE).map(|(_, most)| most);
    told(most.and_then(|most| setrlimit(Resource::RLIMIT_CORE, 0, most)));
}

/// From now on the process leaves no core dump whatever anybody does, and other processes of the same user may not look into it. What the
/// system does not offer is left: the key is in memory then as any program's secrets are. Its own `/dev/stdin` may be closed to it from now
/// on, so this is for commands that hold a key.
pub(super) fn keep_to_itself() {
    told(setrlimit(Resource::RLIMIT_CORE, 0, 0));
    #[cfg(target_os = "linux")]
    if let Err(error) = nix::sys::prctl::set_dumpable(false) {
        tracing::info!(%error, "other processes may look into this one");
    }
}

fn told(limited: nix::Result<()>) {
    if let Err(error) = limited {
        tracing::info!(%error, "core dumps could not be switched off");
    }
}
