//! Submissions in archives: each entry is read by itself into memory, and nothing is ever extracted.

use super::file::{LARGEST, check, too_large};
use super::find::{Entry, Findings, MOST_ENTRIES};
use super::names::{one_line, parts, quoted};
use crate::course::Course;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufReader, Error, Read, Seek};
use tar::EntryType;
use zip::ZipArchive;
use zip::read::{Config, ZipReadOptions};

/// The most bytes that a compressed stream may inflate to.
const LARGEST_STREAM: u64 = 256 << 20;
/// The largest archive file.
const LARGEST_ARCHIVE: u64 = 256 << 20;
/// The kind of a file in the upper bits of a Unix mode, and the kinds that are taken.
const KIND: u32 = 0o170_000;
const KINDS_TAKEN: [u32; 3] = [0, 0o100_000, 0o040_000];

/// How an archive is packed, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Zip,
    TarGz,
    Tar,
}

impl Packing {
    /// `None` where the name is not that of an archive.
    pub(super) fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let known = |(ending, packing): &(&str, Self)| name.ends_with(ending).then_some(*packing);
        ENDINGS.iter().find_map(known)
    }
}

const ENDINGS: &[(&str, Packing)] =
    &[(".zip", Packing::Zip), (".tar.gz", Packing::TarGz), (".tgz", Packing::TarGz), (".tar", Packing::Tar)];

/// The function files of an archive, or why it is refused.
pub(super) fn read(course: &Course, packing: Packing, file: File) -> Result<Findings<'_>, String> {
    let length = file.metadata().map_err(|error| format!("it cannot be read: {error}"))?.len();
    if length > LARGEST_ARCHIVE {
        return Err("it is larger than 256 MiB; leave `target` out".to_owned());
    }
    let mut findings = Findings::new(course);
    match packing {
        Packing::Zip => read_zip(&mut findings, file)?,
        Packing::TarGz => read_tar(&mut findings, MultiGzDecoder::new(BufReader::new(file)))?,
        Packing::Tar => read_tar(&mut findings, BufReader::new(file))?,
    }
    Ok(findings)
}

fn read_zip(findings: &mut Findings<'_>, mut file: File) -> Result<(), String> {
    if headers(&mut file).map_err(|error| format!("it cannot be read: {error}"))? > 2 * MOST_ENTRIES {
        return Err(format!("it holds more than {MOST_ENTRIES} files; hand in the sources only"));
    }
    let damaged = |error: zip::result::ZipError| format!("the zip archive is damaged: {}", one_line(&error));
    let mut archive = ZipArchive::with_config(Config::default(), BufReader::new(file)).map_err(damaged)?;
    if archive.has_duplicate_names() {
        return Err("the zip archive holds two entries of the same name".to_owned());
    }
    for position in 0..archive.len() {
        let entry = archive.by_index_data(position).map_err(damaged)?;
        let path = entry.name().map_err(|_| "an entry's name is not UTF-8 text".to_owned())?.into_owned();
        let parts = parts(&path)?;
        if entry.is_symlink() {
            return Err(link(&path));
        }
        if !KINDS_TAKEN.contains(&(entry.unix_mode().unwrap_or(0) & KIND)) {
            return Err(special(&path));
        }
        if entry.encrypted() {
            return Err(format!("its entry {} is encrypted; pack it without a password", quoted(&path)));
        }
        let is_folder = entry.is_dir();
        let (Entry::Function(exercise), false) = (findings.look_at(&parts)?, is_folder) else { continue };
        // What other programs would unpack must be what is judged here.
        let options = ZipReadOptions::new().enforce_header_consistency(true);
        let opened = archive.by_index_with_options(position, options);
        let opened = opened
            .map_err(|error| format!("its entry {} is damaged: {}", quoted(&path), one_line(&error)))?;
        let content = read_entry(opened).map_err(|reason| format!("its entry {} {reason}", quoted(&path)))?;
        let folder = parts[..parts.len() - 1].join("/");
        let source = content.map_or_else(|| too_large(exercise), |bytes| check(exercise, bytes));
        findings.keep(&folder, exercise, source);
    }
    Ok(())
}

fn read_tar(findings: &mut Findings<'_>, stream: impl Read) -> Result<(), String> {
    let mut stream = Bounded { inner: stream, left: LARGEST_STREAM };
    let mut archive = tar::Archive::new(&mut stream);
    let damaged = |error: Error| format!("the tar archive is damaged: {}", one_line(&error));
    for entry in archive.entries().map_err(damaged)? {
        let entry = entry.map_err(damaged)?;
        let raw = entry.path_bytes().into_owned();
        let path = String::from_utf8(raw).map_err(|_| "an entry's name is not UTF-8 text".to_owned())?;
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous | EntryType::Directory => {}
            EntryType::XGlobalHeader => continue,
            EntryType::Symlink | EntryType::Link => return Err(link(&path)),
            EntryType::GNUSparse => {
                return Err(format!("its entry {} is sparse; pack it plainly", quoted(&path)));
            }
            _ => return Err(special(&path)),
        }
        let is_folder = entry.header().entry_type().is_dir();
        let parts = parts(&path)?;
        let (Entry::Function(exercise), false) = (findings.look_at(&parts)?, is_folder) else { continue };
        let content = read_entry(entry).map_err(|reason| format!("its entry {} {reason}", quoted(&path)))?;
        let folder = parts[..parts.len() - 1].join("/");
        let source = content.map_or_else(|| too_large(exercise), |bytes| check(exercise, bytes));
        findings.keep(&folder, exercise, source);
    }
    Ok(())
}

/// About how many entries a zip archive's directory can have. A directory is read into memory as a whole, whatever
/// number it claims.
fn headers(file: &mut File) -> Result<usize, Error> {
    const SIGNATURE: &[u8] = b"PK\x01\x02";
    const SMALLEST: u64 = 46;
    let mut found = 0;
    if file.metadata()?.len() > SMALLEST * MOST_ENTRIES as u64 {
        let mut chunk = vec![0; 1 << 20];
        loop {
            let length = file.read(&mut chunk)?;
            if length == 0 {
                break;
            }
            found += chunk[..length].windows(4).filter(|window| *window == SIGNATURE).count();
        }
        file.rewind()?;
    }
    Ok(found)
}

/// The bytes of an entry, whatever length it claims; `None` where it is too large.
fn read_entry(entry: impl Read) -> Result<Option<Vec<u8>>, String> {
    let mut bytes = Vec::new();
    let length = entry.take(LARGEST + 1).read_to_end(&mut bytes);
    let length = length.map_err(|error| format!("is damaged: {}", one_line(&error)))? as u64;
    Ok((length <= LARGEST).then_some(bytes))
}

fn link(path: &str) -> String {
    format!("its entry {} is a link; pack the file itself", quoted(path))
}

fn special(path: &str) -> String {
    format!("its entry {} is neither a file nor a folder", quoted(path))
}

/// A stream that fails where it inflates to too much.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(length as u64)
            .ok_or_else(|| Error::other("it unpacks to more than 256 MiB; leave `target` out"))?;
        Ok(length)
    }
}
