//! Parses, runs, maps the exit code.

fn main() -> std::process::ExitCode {
    provost::command::run(std::env::args_os())
}
