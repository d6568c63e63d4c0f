//! `gradescope-bundle`: an autograder to upload: two scripts, this program, and the course where it is not embedded.
//!
//! Layout: <https://gradescope-autograders.readthedocs.io/en/latest/specs/>.

use super::exit::{Exit, Failure};
use super::report_file::parent;
use super::session::{Session, print};
use crate::cli::GradescopeBundle;
use crate::sandbox::Level;
use std::fs::Permissions;
use std::io::{Cursor, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Where the scripts find a course that is not embedded.
const COURSE: &str = "course";

/// What goes into the bundle.
struct File {
    /// With `/` between folders.
    name: String,
    mode: u32,
    contents: Vec<u8>,
}

pub(super) fn run(session: &Session, options: &GradescopeBundle) -> Result<Exit, Failure> {
    // A course that cannot be read is known here, and not on Gradescope's machine.
    session.course()?;
    let mut files = vec![
        script("setup.sh", SETUP, session, options),
        script("run_autograder", RUN, session, options),
        program()?,
    ];
    if let Some(folder) = &session.options.course {
        collect(folder, COURSE, &mut files).map_err(|error| unreadable(folder, &error))?;
    }
    let bundle =
        zipped(&files).map_err(|error| Failure::setup(format!("cannot make the bundle: {error}")))?;
    write_new(&options.out, &bundle)?;
    print(|out| {
        writeln!(
            out,
            "{} is ready: upload it as the autograder of a programming assignment, then test it with a submission.",
            options.out.display()
        )
    })?;
    Ok(Exit::Yes)
}

fn script(name: &str, text: &str, session: &Session, options: &GradescopeBundle) -> File {
    let text = text
        .replace(" @GLOBAL@", &global(session))
        .replace(" @GRADE@", &grade(options))
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
        .replace("@RUST@", env!("CARGO_PKG_RUST_VERSION"));
    File { name: name.to_owned(), mode: 0o755, contents: text.into_bytes() }
}

/// The options of every command, as a shell reads them.
fn global(session: &Session) -> String {
    let level = session.least_level();
    let options = [
        session.options.course.as_ref().map(|_| format!(" --course \"$source/{COURSE}\"")),
        (level > Level::None).then(|| format!(" --min-sandbox {}", level.name())),
        session.options.allow_unsafe.then(|| " --allow-unsafe".to_owned()),
    ];
    options.into_iter().flatten().collect()
}

fn grade(options: &GradescopeBundle) -> String {
    let seed = options.seed.map(|seed| format!(" --seed {seed}"));
    let cases = options.cases.map(|cases| format!(" --cases {cases}"));
    seed.unwrap_or_default() + &cases.unwrap_or_default()
}

fn program() -> Result<File, Failure> {
    let contents = std::env::current_exe().and_then(std::fs::read);
    let contents = contents
        .map_err(|error| Failure::setup(format!("this program cannot read its own executable: {error}")))?;
    Ok(File { name: "bin/tensorlings".to_owned(), mode: 0o755, contents })
}

/// Every file of a folder but the hidden ones, in the order of their names.
fn collect(folder: &Path, name: &str, files: &mut Vec<File>) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let file = entry.file_name().into_string().map_err(|_| ErrorKind::InvalidFilename)?;
        if file.starts_with('.') || file == "__pycache__" {
            continue;
        }
        let name = format!("{name}/{file}");
        if entry.path().is_dir() {
            collect(&entry.path(), &name, files)?;
        } else {
            files.push(File { name, mode: 0o644, contents: std::fs::read(entry.path())? });
        }
    }
    Ok(())
}

fn zipped(files: &[File]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive.start_file(&file.name, SimpleFileOptions::default().unix_permissions(file.mode))?;
        archive.write_all(&file.contents)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn write_new(path: &Path, contents: &[u8]) -> Result<(), Failure> {
    let written = tempfile::Builder::new()
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(parent(path))
        .and_then(|mut file| file.write_all(contents).map(|()| file))
        .and_then(|file| file.persist_noclobber(path).map_err(|error| error.error));
    written.map(drop).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::usage(format!(
            "{} exists already; remove it, or name another file with --out",
            path.display()
        )),
        // Without the temporary name, which nobody has chosen.
        kind => Failure::unwritable(&error, format!("cannot write {}: {kind}", path.display())),
    })
}

fn unreadable(folder: &Path, error: &std::io::Error) -> Failure {
    Failure::usage(format!("cannot read the course in {}: {error}", folder.display()))
}

const SETUP: &str = include_str!("gradescope/setup.sh");
const RUN: &str = include_str!("gradescope/run_autograder.sh");
