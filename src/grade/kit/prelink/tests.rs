use super::image::{PAGE, Rights, at};
use super::symbols::Place;
use super::unwind::Frames;
use super::*;
use object::{Object as _, ObjectSymbol};
use std::ops::Range;

/// Compiles a function of the crate's root, and the table that names it.
fn compiled(function: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (source, object) = (folder.path().join("learner.rs"), folder.path().join("learner.o"));
    let table = format!("#[unsafe(no_mangle)] pub static {FUNCTIONS}: fn(usize) -> usize = function;");
    std::fs::write(&source, format!("{function}\n{table}\n")).unwrap();
    let mut rustc = Command::new("rustc");
    rustc.args(["--edition=2024", "--crate-type=lib", "--emit=obj", "-Copt-level=0", "-Ccodegen-units=1"]);
    assert!(rustc.arg("-o").arg(&object).arg(source).current_dir("/").status().unwrap().success());
    std::fs::read(object).unwrap()
}

/// May panic, allocates, and holds something that has to be dropped then.
const FUNCTION: &str = "pub fn function(n: usize) -> usize { let v = vec![n; n + 1]; v[n] + v.len() }";

/// All that an object misses, somewhere in the rest of the program.
fn symbols(file: &File<'_>, place: fn(u64) -> Place) -> Symbols {
    let missed = file.symbols().filter(ObjectSymbol::is_undefined);
    let names = missed.filter_map(|symbol| symbol.name_bytes().ok());
    Symbols::new(names.zip((0x20_0000..).step_by(16).map(place)))
}

/// The rest of the program has one function, at 0x201000, described at 0x200800; the table is at 0x200400.
fn frames() -> Frames {
    let mut table = vec![1, 0x1b, 0x03, 0x3b];
    for number in [0x200 - 4, 1, 0xc00, 0x400] {
        table.extend(i32::to_le_bytes(number));
    }
    Frames::new(0x20_0400, table).unwrap()
}

fn placed(object: &[u8]) -> Option<Image> {
    let file = File::parse(object).ok()?;
    Image::of(&file, &symbols(&file, Place::At), &frames())
}

/// The addresses of a segment.
fn addresses(image: &Image, wanted: Rights) -> Range<u64> {
    let (_, range) = image.segments.iter().find(|(rights, _)| *rights == wanted).unwrap();
    at(range.start)..at(range.end)
}

fn numbers(bytes: &[u8]) -> Vec<i64> {
    bytes.as_chunks::<4>().0.iter().map(|bytes| i32::from_le_bytes(*bytes).into()).collect()
}

#[test]
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn a_function_is_named_by_the_table_and_its_frame_is_described() {
    let image = placed(&compiled(FUNCTION)).unwrap();
    let function = u64::from_le_bytes(*image.bytes.first_chunk().unwrap());
    assert!(addresses(&image, Rights::Execute).contains(&function), "{function:x}");
    let table = i64::try_from(at(image.frames.start)).unwrap();
    let all = numbers(&image.bytes[image.frames.clone()]);
    let (count, entries) = (all[2], &all[3..]);
    assert_eq!(all[1] + table + 4, 0x20_0600, "where the rest of the program is described");
    assert_eq!(entries.len(), 2 * usize::try_from(count).unwrap());
    assert_eq!(
        entries[..2].iter().map(|distance| distance + table).collect::<Vec<_>>(),
        [0x20_1000, 0x20_0800]
    );
    let begins: Vec<i64> = entries.iter().step_by(2).copied().collect();
    assert!(begins.is_sorted(), "{begins:x?}");
    assert!(begins.contains(&(i64::try_from(function).unwrap() - table)), "{begins:x?}");
    let described = addresses(&image, Rights::Read);
    let own = entries[2..].iter().skip(1).step_by(2);
    assert!(own.map(|distance| (distance + table).cast_unsigned()).all(|place| described.contains(&place)));
}

#[test]
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn segments_lie_on_pages_of_their_own() {
    let image = placed(&compiled(FUNCTION)).unwrap();
    assert_eq!(image.segments.len(), 3);
    assert!(image.segments.iter().all(|(_, range)| range.start.is_multiple_of(PAGE)));
    assert!(image.segments.is_sorted_by(|(_, one), (_, next)| one.end <= next.start));
    assert_eq!(image.segments.last().unwrap().1.end, image.bytes.len());
}

/// As with GNU's C library and linker: where `memcpy` is, the program learns when it starts.
#[test]
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn what_the_program_chooses_is_reached_by_a_jump() {
    let object = compiled(FUNCTION);
    let file = File::parse(&*object).unwrap();
    let image = Image::of(&file, &symbols(&file, Place::ToldAt), &frames()).unwrap();
    let code = addresses(&image, Rights::Execute);
    let bytes = &image.bytes[usize::try_from(code.start - at(0)).unwrap()..];
    let told = (code.start + 6..code.end).zip(bytes.windows(6)).filter_map(|(end, jump)| {
        let distance = jump.strip_prefix(&[0xff, 0x25])?.first_chunk().copied().map(i32::from_le_bytes)?;
        end.checked_add_signed(distance.into())
    });
    let cells: Vec<u64> = told.filter(|cell| (0x20_0000..0x20_1000).contains(cell)).collect();
    assert!(cells.contains(&0x20_0000) && cells.contains(&0x20_0010), "{cells:x?}");
}

#[test]
fn what_is_not_understood_is_left_to_the_linker() {
    let left = |function: &str| assert!(placed(&compiled(function)).is_none(), "{function}");
    left(
        "thread_local! { static N: std::cell::Cell<usize> = const { std::cell::Cell::new(1) } }
          pub fn function(n: usize) -> usize { N.get() + n }",
    );
    left(
        "#[unsafe(link_section = \".init_array\")] #[used] static EARLY: extern \"C\" fn() = early;
          extern \"C\" fn early() {}
          pub fn function(n: usize) -> usize { n }",
    );
    left(
        "#[unsafe(link_section = \".mine\")] #[used] static MINE: usize = 1;
          pub fn function(n: usize) -> usize { n }",
    );
    left(
        "static LARGE: [u8; 17 << 20] = [1; 17 << 20];
          pub fn function(n: usize) -> usize { LARGE[n].into() }",
    );
}

#[test]
fn what_is_missed_or_there_twice_is_left_to_the_linker() {
    let object = compiled(FUNCTION);
    let file = File::parse(&*object).unwrap();
    let nothing = Symbols::new(std::iter::empty());
    assert!(Image::of(&file, &nothing, &frames()).is_none());
    let table = Symbols::new([(FUNCTIONS.as_bytes(), Place::At(0x20_0000))].into_iter());
    assert!(Image::of(&file, &table, &frames()).is_none());
}

/// A learner's code has a say in the bytes of the object.
#[test]
fn a_damaged_object_does_no_harm() {
    let object = compiled(FUNCTION);
    for length in (0..object.len()).step_by(13) {
        let _ = placed(&object[..length]);
    }
    for place in 0..object.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut damaged = object.clone();
            damaged[place] ^= change;
            let _ = placed(&damaged);
        }
    }
}

#[test]
fn a_damaged_table_of_frames_is_none() {
    assert!(Frames::new(0, Vec::new()).is_none());
    assert!(Frames::new(0, vec![1, 0x1b, 0x03, 0x3c, 0, 0, 0, 0, 0, 0, 0, 0]).is_none(), "another encoding");
    assert!(
        Frames::new(0, vec![1, 0x1b, 0x03, 0x3b, 0, 0, 0, 0, 1, 0, 0, 0]).is_none(),
        "an entry is missing"
    );
    assert!(Frames::new(0, vec![1, 0x1b, 0x03, 0x3b, 0, 0, 0, 0, 0, 0, 0, 0]).is_some());
}
