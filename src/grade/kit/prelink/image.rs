//! The learner's part of a program, as it lies in memory.

use super::symbols::Place;
use super::unwind::Frames;
use super::{File, START, Symbols};
use crate::grade::plan::FUNCTIONS;
use object::elf::{PF_R, PF_W, PF_X, ProgramFlags, SHF_ALLOC};
use object::{
    Object as _, ObjectSection as _, ObjectSymbol as _, Relocation, RelocationEncoding, RelocationKind,
    RelocationTarget, SectionFlags, SectionIndex, SymbolIndex, SymbolKind, SymbolSection,
};
use std::ops::Range;

/// Bytes as they lie in memory from [`START`] on.
pub(super) struct Image {
    pub(super) bytes: Vec<u8>,
    /// What may be done with which of them.
    pub(super) segments: Vec<(Rights, Range<usize>)>,
    /// The table of stack frames of the whole program.
    pub(super) frames: Range<usize>,
}

/// What may be done with a piece of memory.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rights {
    Change,
    Execute,
    Read,
}

impl Rights {
    /// In the order in which they lie in memory: the table of functions comes first, that of stack frames last.
    const ALL: [Self; 3] = [Self::Change, Self::Execute, Self::Read];

    pub(super) const fn flags(self) -> ProgramFlags {
        ProgramFlags(match self {
            Self::Change => PF_R.0 | PF_W.0,
            Self::Execute => PF_R.0 | PF_X.0,
            Self::Read => PF_R.0,
        })
    }
}

/// What the sections that a compiler makes are for, by the beginning of their names. No other is understood.
const SECTIONS: &[(&str, Rights)] = &[
    (".text", Rights::Execute),
    (".rodata", Rights::Read),
    (".gcc_except_table", Rights::Read),
    (".eh_frame", Rights::Read),
    (".data", Rights::Change),
    (".bss", Rights::Change),
];
const UNWINDING: &str = ".eh_frame";

/// The unit of memory that has rights.
pub(super) const PAGE: usize = 4096;
/// The most bytes of an image. A learner's functions take some thousand.
const LARGEST: usize = 16 << 20;
/// Bytes of an address.
const ADDRESS: usize = size_of::<u64>();
/// Bytes of a jump, and what it begins with: to the address that stands at a 32-bit distance from its end.
const JUMP: usize = 6;
const JUMP_CODE: [u8; 2] = [0xff, 0x25];

/// A section of the object that is part of the image.
struct Section<'a> {
    index: SectionIndex,
    name: &'a str,
    rights: Rights,
    align: usize,
    size: usize,
    /// Empty where all its bytes are zero.
    data: &'a [u8],
}

impl Image {
    /// `None` where the object holds anything that is not understood.
    pub(super) fn of(object: &File<'_>, symbols: &Symbols, frames: &Frames) -> Option<Self> {
        let sections = sections(object)?;
        let mut layout = Layout::of(object, &sections)?;
        let addresses = addresses(object, symbols, &mut layout)?;
        for section in &sections {
            let place = layout.place(section.index)?;
            for (offset, relocation) in object.section_by_index(section.index).ok()?.relocations() {
                let place = place.checked_add(usize::try_from(offset).ok()?)?;
                layout.fill_in(place, &relocation, &addresses)?;
            }
        }
        let mut unwinding = sections.iter().filter(|section| section.name == UNWINDING);
        let own = match (unwinding.next(), unwinding.next()) {
            (Some(section), None) => {
                let place = layout.place(section.index)?;
                place..place.checked_add(section.size)?
            }
            _ => return None,
        };
        layout.finish(own, frames)
    }
}

/// The sections that are loaded, the one with the table of functions first.
fn sections<'a>(object: &File<'a>) -> Option<Vec<Section<'a>>> {
    let table = object.symbol_by_name(FUNCTIONS)?;
    let first = table.section_index().filter(|_| table.address() == 0)?;
    let mut sections = Vec::new();
    for section in object.sections() {
        let SectionFlags::Elf { sh_flags, .. } = section.flags() else { return None };
        if sh_flags.0 & SHF_ALLOC.0 == 0 {
            continue;
        }
        let name = section.name().ok()?;
        let belongs = |start: &str| {
            name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let &(_, rights) = SECTIONS.iter().find(|(start, _)| belongs(start))?;
        let align = usize::try_from(section.align().max(1)).ok()?;
        let size = usize::try_from(section.size()).ok()?;
        if !align.is_power_of_two() || align > PAGE || size > LARGEST {
            return None;
        }
        sections.push(Section {
            index: section.index(),
            name,
            rights,
            align,
            size,
            data: section.data().ok()?,
        });
    }
    sections.sort_by_key(|section| section.index != first);
    let begins_with_the_table = sections.first()?.rights == Rights::Change;
    begins_with_the_table.then_some(sections)
}

/// Where each part of the image is.
struct Layout {
    bytes: Vec<u8>,
    segments: Vec<(Rights, Range<usize>)>,
    /// By the section's number.
    places: Vec<Option<usize>>,
    /// Code reaches every other part through a cell with its address: one for each symbol, by its number.
    cells: usize,
    /// Code reaches a function that the program chooses as it starts through a jump: one for each symbol, too.
    jumps: usize,
}

impl Layout {
    fn of(object: &File<'_>, sections: &[Section<'_>]) -> Option<Self> {
        let symbols = object.symbols().last().map_or(0, |symbol| symbol.index().0 + 1);
        let mut layout =
            Self { bytes: Vec::new(), segments: Vec::new(), places: Vec::new(), cells: 0, jumps: 0 };
        for rights in Rights::ALL {
            let begin = layout.advance(PAGE);
            for section in sections.iter().filter(|section| section.rights == rights) {
                let place = layout.advance(section.align);
                layout.places.resize(layout.places.len().max(section.index.0 + 1), None);
                layout.places[section.index.0] = Some(place);
                layout.bytes.extend_from_slice(section.data);
                layout.bytes.resize(place + section.size, 0);
                if layout.bytes.len() > LARGEST {
                    return None;
                }
            }
            match rights {
                Rights::Change => layout.cells = layout.reserve(symbols * ADDRESS),
                Rights::Execute => layout.jumps = layout.reserve(symbols * JUMP),
                Rights::Read => {}
            }
            layout.segments.push((rights, begin..layout.bytes.len()));
        }
        Some(layout)
    }

    /// The next multiple of `align`, to which the image then extends.
    fn advance(&mut self, align: usize) -> usize {
        self.bytes.resize(self.bytes.len().next_multiple_of(align), 0);
        self.bytes.len()
    }

    /// Room for so many bytes.
    fn reserve(&mut self, size: usize) -> usize {
        let place = self.advance(ADDRESS);
        self.bytes.resize(place + size, 0);
        place
    }

    fn place(&self, section: SectionIndex) -> Option<usize> {
        self.places.get(section.0).copied().flatten()
    }

    /// Fills in one reference, which stands at `place`.
    fn fill_in(&mut self, place: usize, relocation: &Relocation, addresses: &Addresses) -> Option<()> {
        use RelocationKind::{Absolute, GotRelative, PltRelative, Relative};
        let RelocationTarget::Symbol(symbol) = relocation.target() else { return None };
        let target = addresses.of(symbol)?;
        let encodings =
            [RelocationEncoding::Generic, RelocationEncoding::X86Branch, RelocationEncoding::Unknown];
        if !encodings.contains(&relocation.encoding()) {
            return None;
        }
        let addend = relocation.addend();
        match (relocation.kind(), relocation.size()) {
            (Absolute, 64) => self.write(place, target.wrapping_add_signed(addend).to_le_bytes()),
            (Relative | PltRelative, 32) => self.write(place, distance(at(place), target, addend)?),
            (GotRelative, 32) => {
                let cell = self.cells.checked_add(symbol.0.checked_mul(ADDRESS)?)?;
                self.write(cell, target.to_le_bytes())?;
                self.write(place, distance(at(place), at(cell), addend)?)
            }
            _ => None,
        }
    }

    /// The address of a jump to the address that is told at `cell`.
    fn jump(&mut self, symbol: SymbolIndex, cell: u64) -> Option<u64> {
        let place = self.jumps.checked_add(symbol.0.checked_mul(JUMP)?)?;
        self.write(place, JUMP_CODE)?;
        self.write(place + JUMP_CODE.len(), distance(at(place + JUMP), cell, 0)?)?;
        Some(at(place))
    }

    fn write<const SIZE: usize>(&mut self, place: usize, bytes: [u8; SIZE]) -> Option<()> {
        self.bytes.get_mut(place..place.checked_add(SIZE)?)?.copy_from_slice(&bytes);
        Some(())
    }

    /// Adds the table of stack frames: those of the rest of the program, and `own`.
    fn finish(mut self, own: Range<usize>, frames: &Frames) -> Option<Image> {
        let place = self.advance(ADDRESS);
        let table = frames.with(self.bytes.get(own.clone())?, at(own.start), at(place))?;
        self.bytes.extend_from_slice(&table);
        let end = self.bytes.len();
        self.segments.last_mut()?.1.end = end;
        Some(Image { bytes: self.bytes, segments: self.segments, frames: place..end })
    }
}

/// How far `to` and `addend` more is from `from`, as code has it.
fn distance(from: u64, to: u64, addend: i64) -> Option<[u8; 4]> {
    let distance = to.cast_signed().checked_add(addend)?.checked_sub(from.cast_signed())?;
    Some(i32::try_from(distance).ok()?.to_le_bytes())
}

/// The address of a place in the image.
pub(super) const fn at(place: usize) -> u64 {
    START + place as u64
}

/// Where the object's symbols are, by their numbers; `None` where nobody knows.
struct Addresses(Vec<Option<u64>>);

impl Addresses {
    fn of(&self, symbol: SymbolIndex) -> Option<u64> {
        self.0.get(symbol.0).copied().flatten()
    }
}

/// Looks up every symbol. `None` where one is defined twice, about which a linker has something to say.
fn addresses(object: &File<'_>, symbols: &Symbols, layout: &mut Layout) -> Option<Addresses> {
    let mut addresses = Vec::new();
    for symbol in object.symbols() {
        let name = symbol.name_bytes().ok()?;
        let address = match symbol.section() {
            _ if symbol.kind() == SymbolKind::Tls => None,
            SymbolSection::Section(section) => {
                if symbol.is_global() && !symbol.is_weak() && symbols.place(name).is_some() {
                    return None;
                }
                layout.place(section).and_then(|place| at(place).checked_add(symbol.address()))
            }
            SymbolSection::Undefined => match symbols.place(name) {
                Some(Place::At(address)) => Some(address),
                Some(Place::ToldAt(cell)) => layout.jump(symbol.index(), cell),
                None => None,
            },
            _ => None,
        };
        addresses.resize(symbol.index().0, None);
        addresses.push(address);
    }
    Some(Addresses(addresses))
}
