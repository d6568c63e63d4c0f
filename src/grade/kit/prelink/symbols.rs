//! Where the functions and values of a prelinked program lie, by name.

use super::File;
use object::elf::{
    R_X86_64_IRELATIVE, STB_GLOBAL, STB_WEAK, STT_FUNC, STT_GNU_IFUNC, STT_NOTYPE, STT_OBJECT, STV_HIDDEN,
    STV_PROTECTED, Sym64,
};
use object::read::elf::{Rela as _, SectionHeader as _};
use object::{LittleEndian, Object as _, ObjectSymbol as _};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::io;
use std::path::Path;

/// A table sorted by the digests of names, since names of Rust's are long and none of them is ever shown.
pub(super) struct Symbols(Vec<u8>);

const DIGEST: usize = 16;
/// A digest, an address, and what is there.
const RECORD: usize = DIGEST + size_of::<u64>() + 1;
const AT: u8 = 0;
const TOLD_AT: u8 = 1;

/// Where a function or a value is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    At(u64),
    /// The program has several versions of this function, for different processors. As it starts, it chooses one and
    /// writes its address here.
    ToldAt(u64),
}

impl Symbols {
    /// What a program's parts may know of each other. What was private to one of them is left out.
    pub(super) fn of(program: &File<'_>) -> Self {
        let placed = program.symbols().filter(|symbol| symbol.section_index().is_some());
        let shared = placed.filter(|symbol| is_shared(symbol.elf_symbol()));
        let chosen = chosen(program);
        Self::new(shared.filter_map(|symbol| {
            let address = symbol.address();
            let place = match symbol.elf_symbol().st_type() {
                STT_FUNC | STT_OBJECT | STT_NOTYPE => Place::At(address),
                STT_GNU_IFUNC => Place::ToldAt(*chosen.get(&address)?),
                _ => return None,
            };
            Some((symbol.name_bytes().ok()?, place))
        }))
    }

    pub(super) fn new<'a>(symbols: impl Iterator<Item = (&'a [u8], Place)>) -> Self {
        let record = |(name, place): (&[u8], Place)| {
            let (kind, address) = match place {
                Place::At(address) => (AT, address),
                Place::ToldAt(address) => (TOLD_AT, address),
            };
            let mut record = [kind; RECORD];
            record[..DIGEST].copy_from_slice(&digest(name));
            record[DIGEST..RECORD - 1].copy_from_slice(&address.to_le_bytes());
            record
        };
        let mut records: Vec<[u8; RECORD]> = symbols.map(record).collect();
        records.sort_unstable();
        Self(records.concat())
    }

    pub(super) fn read(file: &Path) -> io::Result<Self> {
        std::fs::read(file).map(Self)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn place(&self, name: &[u8]) -> Option<Place> {
        let (records, _) = self.0.as_chunks::<RECORD>();
        let wanted = digest(name);
        let found = records.binary_search_by(|record| record[..DIGEST].cmp(&wanted)).ok()?;
        let (kind, rest) = records[found].split_last()?;
        let address = rest.last_chunk().copied().map(u64::from_le_bytes)?;
        match *kind {
            AT => Some(Place::At(address)),
            TOLD_AT => Some(Place::ToldAt(address)),
            _ => None,
        }
    }
}

/// Where the program writes, as it starts, which version of a function it has chosen: by the address of what chooses.
fn chosen(program: &File<'_>) -> HashMap<u64, u64> {
    let sections = program.elf_section_table().iter();
    let tables = sections.filter_map(|section| section.rela(LittleEndian, program.data()).ok().flatten());
    let relocations = tables.flat_map(|(relocations, _)| relocations);
    let choices =
        relocations.filter(|relocation| relocation.r_type(LittleEndian, false) == R_X86_64_IRELATIVE);
    choices
        .map(|choice| (choice.r_addend(LittleEndian).cast_unsigned(), choice.r_offset(LittleEndian)))
        .collect()
}

/// A hidden symbol is local to the whole program, and was seen by all parts of it.
fn is_shared(symbol: &Sym64<LittleEndian>) -> bool {
    matches!(symbol.st_bind(), STB_GLOBAL | STB_WEAK)
        || matches!(symbol.st_visibility(), STV_HIDDEN | STV_PROTECTED)
}

fn digest(name: &[u8]) -> [u8; DIGEST] {
    let mut digest = [0; DIGEST];
    digest.copy_from_slice(&Sha256::digest(name)[..DIGEST]);
    digest
}
