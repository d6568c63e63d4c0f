//! Where the functions and values of a prelinked program lie, by name.

use super::File;
use object::elf::{STB_GLOBAL, STB_WEAK, STT_FUNC, STT_NOTYPE, STT_OBJECT, STV_HIDDEN, STV_PROTECTED, Sym64};
use object::{LittleEndian, Object as _, ObjectSymbol as _};
use sha2::{Digest as _, Sha256};
use std::io;
use std::path::Path;

/// A table sorted by the digests of names, since names of Rust's are long and none of them is ever shown.
pub(super) struct Symbols(Vec<u8>);

const DIGEST: usize = 16;
/// A digest and an address.
const RECORD: usize = DIGEST + size_of::<u64>();

impl Symbols {
    /// What a program's parts may know of each other. What was private to one of them is left out.
    pub(super) fn of(program: &File<'_>) -> Self {
        let placed = program.symbols().filter(|symbol| symbol.section_index().is_some());
        let shared = placed.filter(|symbol| is_shared(symbol.elf_symbol()));
        Self::new(shared.filter_map(|symbol| Some((symbol.name_bytes().ok()?, symbol.address()))))
    }

    pub(super) fn new<'a>(symbols: impl Iterator<Item = (&'a [u8], u64)>) -> Self {
        let record = |(name, address): (&[u8], u64)| {
            let mut record = [0; RECORD];
            record[..DIGEST].copy_from_slice(&digest(name));
            record[DIGEST..].copy_from_slice(&address.to_le_bytes());
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

    pub(super) fn address(&self, name: &[u8]) -> Option<u64> {
        let (records, _) = self.0.as_chunks::<RECORD>();
        let wanted = digest(name);
        let place = records.binary_search_by(|record| record[..DIGEST].cmp(&wanted)).ok()?;
        records[place].last_chunk().copied().map(u64::from_le_bytes)
    }
}

/// A hidden symbol is local to the whole program, and was seen by all parts of it. A function that is chosen as the
/// program starts has no address that it could be called at.
fn is_shared(symbol: &Sym64<LittleEndian>) -> bool {
    let seen = matches!(symbol.st_bind(), STB_GLOBAL | STB_WEAK)
        || matches!(symbol.st_visibility(), STV_HIDDEN | STV_PROTECTED);
    seen && matches!(symbol.st_type(), STT_FUNC | STT_OBJECT | STT_NOTYPE)
}

fn digest(name: &[u8]) -> [u8; DIGEST] {
    let mut digest = [0; DIGEST];
    digest.copy_from_slice(&Sha256::digest(name)[..DIGEST]);
    digest
}
