//! The `tensorlings` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    // A confined child begins here, before anything else of this program runs.
    tensorlings::sandbox::launch(std::env::args_os().skip(1)).unwrap_or_else(|| {
        let code = tensorlings::commands::run(std::env::args_os());
        tensorlings::sandbox::finish();
        code
    })
}
