//! The headers of a program, which tell the system what to load where.

use super::image::{Image, PAGE, Rights, at};
use super::unwind::Frames;
use super::{LittleEndian, START};
use crate::sandbox::Draft;
use object::elf::{
    FileHeader64, PT_GNU_EH_FRAME, PT_GNU_STACK, PT_LOAD, PT_NULL, PT_TLS, ProgramHeader64, ProgramType,
};
use object::read::elf::{FileHeader as _, ProgramHeader as _};
use object::{U32, U64};
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

type Header = ProgramHeader64<LittleEndian>;

/// What is to be known of a prelinked program.
pub(super) struct Headers {
    /// Where the headers stand in the file.
    place: u64,
    all: Vec<Header>,
    /// Bytes of the file.
    length: u64,
    pub(super) frames: Frames,
}

impl Headers {
    /// `None` where the file is not as the linker is known to make it.
    pub(super) fn read(program: &Path) -> Option<Self> {
        let file = File::open(program).ok()?;
        let mut head = [0; PAGE];
        file.read_exact_at(&mut head, 0).ok()?;
        let header = FileHeader64::<LittleEndian>::parse(&head[..]).ok()?;
        let all = header.program_headers(LittleEndian, &head[..]).ok()?.to_vec();
        let table = all.iter().find(|header| header.p_type(LittleEndian) == PT_GNU_EH_FRAME)?;
        let (offset, size) = table.file_range(LittleEndian);
        let mut frames = vec![0; usize::try_from(size).ok()?];
        file.read_exact_at(&mut frames, offset).ok()?;
        let frames = Frames::new(table.p_vaddr(LittleEndian), frames)?;
        let headers =
            Self { place: header.e_phoff(LittleEndian), all, length: file.metadata().ok()?.len(), frames };
        headers.have_room().then_some(headers)
    }

    /// Whether there are headers to spare, and an image does not lie upon other parts.
    fn have_room(&self) -> bool {
        let lies_below = |header: &Header| {
            header.p_vaddr(LittleEndian).saturating_add(header.p_memsz(LittleEndian)) <= START
        };
        self.kept().count() + ADDED <= self.all.len() && self.kept().all(lies_below)
    }

    /// Writes the image behind the program, and into the program what makes it a part of it.
    pub(super) fn add(&self, image: &Image, program: &Draft) -> io::Result<()> {
        let begin = self.length.next_multiple_of(PAGE as u64);
        let header = |kind, rights: Rights, range: &Range<usize>| Header {
            p_type: U32::new(LittleEndian, kind),
            p_flags: U32::new(LittleEndian, rights.flags()),
            p_offset: U64::new(LittleEndian, begin + range.start as u64),
            p_vaddr: U64::new(LittleEndian, at(range.start)),
            p_paddr: U64::new(LittleEndian, at(range.start)),
            p_filesz: U64::new(LittleEndian, range.len() as u64),
            p_memsz: U64::new(LittleEndian, range.len() as u64),
            p_align: U64::new(LittleEndian, PAGE as u64),
        };
        let segments = image.segments.iter().map(|(rights, range)| header(PT_LOAD, *rights, range));
        let frames = header(PT_GNU_EH_FRAME, Rights::Read, &image.frames);
        let mut all: Vec<Header> = self.kept().copied().chain(segments).chain([frames]).collect();
        all.resize(self.all.len(), header(PT_NULL, Rights::Read, &(0..0)));
        program.write(object::pod::bytes_of_slice(&all), self.place)?;
        program.write(&image.bytes, begin)
    }

    /// The headers that a program needs to start.
    fn kept(&self) -> impl Iterator<Item = &Header> {
        self.all.iter().filter(|header| KEPT.contains(&header.p_type(LittleEndian)))
    }
}

/// Segments, the part of them that each thread has for itself, and that the stack holds no code.
const KEPT: &[ProgramType] = &[PT_LOAD, PT_TLS, PT_GNU_STACK];
/// The segments of an image, and its table of stack frames.
const ADDED: usize = 4;
