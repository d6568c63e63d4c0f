//! The `tensorlings` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    // A confined child begins here, before anything else of this program runs.
    match tensorlings::sandbox::launch(std::env::args_os().skip(1)) {
        Some(code) => code,
        None => tensorlings::commands::run(std::env::args_os()),
    }
}
