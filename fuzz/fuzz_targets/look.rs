//! What the viewer does with a file: reads the ends of every tensor, straight and backwards, in every part.

use tensorlings::formats::{Archive, Part, Source, Window};
use tensorlings::inspect;

/// Statistics are taken of tensors of at most so many elements.
const MOST: usize = 1 << 16;

fn at_source(source: &Source) {
    let whole = Window::whole(source.shape());
    for part in Part::ALL {
        let _ = source.read(&whole.edges(3).0, part);
    }
    if let Ok(turned) = inspect::window("...,::-1", source.shape()) {
        let _ = source.read(&turned.edges(3).0, Part::Real);
    }
    if whole.count().is_some_and(|count| count <= MOST) {
        let _ = inspect::profile(source, &whole, Part::Real, &mut |_| std::ops::ControlFlow::Continue(()));
    }
}

pub fn at_entries(archive: &Archive) {
    for entry in &archive.entries {
        if let Ok(source) = entry.source() {
            at_source(&source);
        }
    }
}
