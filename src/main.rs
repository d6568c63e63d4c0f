//! The `tensorlings` command.

fn main() -> std::process::ExitCode {
    if let Some(code) = tensorlings::sandbox::launch(std::env::args_os().skip(1)) {
        return code;
    }
    std::process::ExitCode::SUCCESS
}
