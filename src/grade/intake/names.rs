//! Names of files in submissions: which path may be looked at, and what a learning platform wrote around a name.

use crate::grade::clean;
use std::fmt::Display;

/// Folders and files that no submission is judged by: what macOS, builds and version control leave behind.
const SKIPPED: &[&str] = &["__MACOSX", "target"];
/// The longest path inside a submission, in bytes.
const LONGEST: usize = 1024;
/// What Moodle writes between a student and a file.
const MOODLE: &str = "_assignsubmission_file_";

/// The parts of an archive's path, or why it is refused.
pub(super) fn parts(path: &str) -> Result<Vec<&str>, String> {
    let refuse = |what: &str| Err(format!("its entry {} {what}", quoted(path)));
    if path.len() > LONGEST {
        return refuse("has a name of more than 1024 bytes");
    }
    if path.chars().any(char::is_control) {
        return refuse("has a control character in its name");
    }
    // Some archivers of Windows separate by backslashes.
    let separators = ['/', '\\'];
    if path.starts_with(separators) || path.as_bytes().get(1) == Some(&b':') {
        return refuse("has an absolute name; pack relative names only");
    }
    let parts: Vec<&str> = path.split(separators).filter(|part| !part.is_empty() && *part != ".").collect();
    if parts.contains(&"..") { refuse("leads out of the archive by `..`") } else { Ok(parts) }
}

/// Whether a file or folder of this name is passed over.
#[must_use]
pub fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || SKIPPED.contains(&name)
}

/// A stranger's name in a sentence of ours.
pub(super) fn quoted(name: &str) -> String {
    let shown: String = name.chars().take(80).collect();
    let more = if shown.len() < name.len() { "…" } else { "" };
    format!("`{}{more}`", clean(shown.as_bytes()).replace('\n', "\\n"))
}

/// What a library says of a stranger's bytes, on one line: it may repeat some of them.
pub(super) fn one_line(error: &dyn Display) -> String {
    let text: String = error.to_string().chars().take(200).collect();
    clean(text.as_bytes()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file's name as a learning platform exports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decorated {
    /// Who handed it in, as far as the name says: `doejane_12345`.
    pub owner: String,
    /// The name that the student gave to it, without the number of a further upload.
    pub file: String,
    /// Which of several uploads of that name it is.
    pub upload: Upload,
}

/// Of several uploads under one name, the greatest is the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upload {
    /// 0, or the number that a platform or a browser added to the name.
    pub number: u64,
    /// Canvas counts attachments over all courses.
    pub attachment: u64,
}

impl Decorated {
    /// Reads Canvas's `login_LATE_user_attachment_file.rs` and Moodle's `Name_id_assignsubmission_file_file.rs`;
    /// `None` where the name is neither.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        let (owner, file, attachment) = moodle(name).or_else(|| canvas(name))?;
        let (file, upload) = without_upload(&file);
        Some(Self { owner, file, upload: Upload { attachment, ..upload } })
    }
}

fn moodle(name: &str) -> Option<(String, String, u64)> {
    let (owner, file) = name.split_once(MOODLE)?;
    (!owner.is_empty() && !file.is_empty()).then(|| (owner.to_owned(), file.to_owned(), 0))
}

/// The first two numbers in a row are the user's and the attachment's; a login holds no such pair.
fn canvas(name: &str) -> Option<(String, String, u64)> {
    let parts: Vec<&str> = name.split('_').collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let pair = parts.windows(2).skip(1).position(|pair| is_number(pair[0]) && is_number(pair[1]))? + 1;
    let file = parts[pair + 2..].join("_");
    let login: Vec<&str> = parts[..pair].iter().copied().filter(|part| *part != "LATE").collect();
    let known = !file.is_empty() && login.iter().any(|part| !part.is_empty());
    let attachment = parts[pair + 1].parse().unwrap_or(u64::MAX);
    known.then(|| (format!("{}_{}", login.join("_"), parts[pair]), file, attachment))
}

/// `pad-1.rs` and `pad (1).rs` are later uploads of `pad.rs`.
pub(super) fn without_upload(file: &str) -> (String, Upload) {
    let whole = || (file.to_owned(), Upload::default());
    let Some((stem, extension)) = file.split_once('.') else { return whole() };
    let spaced = stem.strip_suffix(')').and_then(|stem| stem.rsplit_once(" ("));
    let Some((stem, number)) = spaced.or_else(|| stem.rsplit_once('-')) else { return whole() };
    match number.parse() {
        Ok(number) if !stem.is_empty() => (format!("{stem}.{extension}"), Upload { number, attachment: 0 }),
        _ => whole(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Option<(String, String, u64)> {
        Decorated::read(name).map(|found| (found.owner, found.file, found.upload.number))
    }

    fn found(owner: &str, file: &str, upload: u64) -> (String, String, u64) {
        (owner.to_owned(), file.to_owned(), upload)
    }

    #[test]
    fn what_a_library_repeats_of_an_archive_is_one_harmless_line() {
        // As the tar reader says of a damaged header: with the bytes that stand where a name should.
        let said = one_line(&"no number: when getting cksum for x/src/\n\n\u{1b}[31mo_pa\n");
        assert_eq!(said.lines().count(), 1);
        assert!(
            said.starts_with("no number: when getting cksum for x/src/") && !said.contains('\u{1b}'),
            "{said}"
        );
    }

    #[test]
    fn a_canvas_name_says_who_and_what() {
        assert_eq!(read("doejane_1234_98765_shift.rs"), Some(found("doejane_1234", "shift.rs", 0)));
        assert_eq!(read("doejane_LATE_1234_98765_shift-2.rs"), Some(found("doejane_1234", "shift.rs", 2)));
        assert_eq!(read("doe_jane_1234_98765_two_words.rs"), Some(found("doe_jane_1234", "two_words.rs", 0)));
        assert_eq!(read("doejane_1234_98765_all.tar.gz"), Some(found("doejane_1234", "all.tar.gz", 0)));
    }

    #[test]
    fn the_last_upload_is_the_greatest() {
        let upload = |name: &str| Decorated::read(name).map(|found| found.upload);
        let names =
            ["jo_1_20_shift.rs", "jo_LATE_1_100_shift.rs", "jo_1_30_shift-1.rs", "jo_1_30_shift-2.rs"];
        assert!(names.windows(2).all(|pair| upload(pair[0]) < upload(pair[1])));
    }

    #[test]
    fn a_moodle_name_says_who_and_what() {
        assert_eq!(
            read("Jane Doe_1234_assignsubmission_file_shift (1).rs"),
            Some(found("Jane Doe_1234", "shift.rs", 1))
        );
    }

    #[test]
    fn a_name_without_decoration_is_none() {
        for name in ["shift.rs", "my_shift.rs", "shift_2.rs", "1_2_shift.rs", "a_1_2_", "a_1_b_2_shift.rs"] {
            assert_eq!(read(name), None, "{name}");
        }
    }

    #[test]
    fn a_path_stays_inside_its_archive() {
        assert_eq!(parts("a/./src//shift.rs"), Ok(vec!["a", "src", "shift.rs"]));
        assert_eq!(parts("a\\src\\shift.rs"), Ok(vec!["a", "src", "shift.rs"]));
        for path in
            ["/shift.rs", "C:\\shift.rs", "\\shift.rs", "a/../shift.rs", "..\\shift.rs", "a\0b", "a\nb"]
        {
            assert!(parts(path).is_err(), "{path}");
        }
        assert!(parts(&"a/".repeat(600)).is_err());
    }
}
