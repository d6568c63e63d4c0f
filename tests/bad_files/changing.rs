//! Files that change while they are read, and what is no file but a pipe.

use crate::command::{Ran, prepared, run, tensorlings};
use crate::tensor_bytes::headed;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

#[test]
fn a_file_that_shrinks_while_it_is_read_is_said_to() {
    use tensorlings::formats::{Part, Window, open};
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("shrinks.npy");
    std::fs::write(&path, headed("'<f8'", "(100000,)", &vec![0; 800_000])).unwrap();
    let archive = open(&path).unwrap();
    let source = archive.entries[0].source().unwrap();
    assert!(source.read(&Window::whole(&[100_000]), Part::Real).is_ok());
    File::options().write(true).open(&path).unwrap().set_len(4000).unwrap();
    let error = source.read(&Window::whole(&[100_000]), Part::Real).unwrap_err();
    assert_eq!(error.to_string(), "it became shorter while it was read");
}

/// What a shell command prints, whose output the program reads: its numbers, without the heading.
fn piped(folder: &Path, shell: &str, arguments: &[&str]) -> Ran {
    let mut source =
        Command::new("sh").args(["-c", shell]).current_dir(folder).stdout(Stdio::piped()).spawn().unwrap();
    let mut view = prepared(folder, arguments);
    view.stdin(source.stdout.take().unwrap());
    let ran = run(view);
    // It may be cut off, which is no matter here.
    source.wait().unwrap();
    ran
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tensors")
}

#[test]
fn what_comes_from_standard_input_is_what_lies_in_the_file() {
    for (file, name, entry) in [
        ("half.npy", "-", ""),
        ("half.npy", "/dev/stdin", ""),
        ("deflated.npz", "-::mask", "::mask"),
        ("model.safetensors", "-::a.bias", "::a.bias"),
    ] {
        let numbers =
            |ran: Ran| (ran.code, ran.stdout.split_once('\n').map(|(_, rest)| rest.to_owned()), ran.stderr);
        let expected = numbers(tensorlings(&fixtures(), &["view", &format!("{file}{entry}")]));
        assert_eq!((expected.0, expected.2.as_str()), (0, ""));
        assert_eq!(numbers(piped(&fixtures(), &format!("cat {file}"), &["view", name])), expected, "{file}");
        let mut redirected = prepared(&fixtures(), &["view", name]);
        redirected.stdin(File::open(fixtures().join(file)).unwrap());
        assert_eq!(numbers(run(redirected)), expected, "{file}");
    }
}

#[test]
fn a_pipe_is_read_as_far_as_its_tensors_reach() {
    // None of these would ever end.
    for (shell, code, said) in [
        ("yes", 2, "standard input cannot be read: it holds no tensors"),
        ("cat half.npy; yes", 0, ""),
        ("cat model.safetensors; yes", 2, "it goes on after its last tensor"),
        ("printf '\\200\\004'; yes", 2, "it is a pickle"),
        ("printf '\\223NUMPY\\002\\000'; yes", 2, "it is longer than 1 MiB"),
    ] {
        let ran = piped(&fixtures(), shell, &["view", "-"]);
        assert!(ran.code == code && ran.stderr.contains(said), "{shell}: {ran:?}");
    }
    let ran = piped(&fixtures(), "cat half.npy", &["diff", "-", "-"]);
    assert!(ran.code == 2 && ran.stderr.contains("standard input cannot be read: it is empty"), "{ran:?}");
    for nowhere in ["-", "/dev/null"] {
        let ran = tensorlings(&fixtures(), &["view", nowhere]);
        assert!(ran.code == 2 && ran.stderr.contains("it is neither a file nor a pipe"), "{ran:?}");
    }
}

#[test]
fn a_named_pipe_is_waited_for() {
    let folder = TempDir::new().unwrap();
    let fifo = folder.path().join("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let bytes = std::fs::read(fixtures().join("half.npy")).unwrap();
    let feed = move || File::options().write(true).open(fifo)?.write_all(&bytes);
    let writing = std::thread::Builder::new().name("feed".to_owned()).spawn(feed).unwrap();
    let ran = tensorlings(folder.path(), &["view", "fifo", "--csv"]);
    assert_eq!(ran, tensorlings(&fixtures(), &["view", "half.npy", "--csv"]));
    writing.join().unwrap().unwrap();
}
