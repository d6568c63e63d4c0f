//! Where the cells of a window lie along one axis of an image, by the rule and by ways to misread it.

/// One axis of a window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Along {
    /// The number of the window along this axis, and along the other.
    pub(super) position: isize,
    pub(super) across: isize,
    /// The place in the window.
    pub(super) offset: isize,
    /// The window's size, and how far apart windows lie.
    pub(super) size: isize,
    pub(super) stride: isize,
    /// Padding before the image, and the image's length.
    pub(super) ring: isize,
    pub(super) length: isize,
}

/// A place in the image, which may lie outside.
pub(super) type Placing = fn(&Along) -> isize;

/// Where a cell should lie.
pub(super) const RIGHT: Placing = |at| at.position * at.stride + at.offset - at.ring;

/// Other places, in words that go on after "The rows of each window …".
pub(super) const WRONG: &[(&str, Placing)] = &[
    ("begin one cell too late", |at| RIGHT(at) + 1),
    ("begin one cell too early", |at| RIGHT(at) - 1),
    ("begin where they would if the stride were 1", |at| at.position + at.offset - at.ring),
    ("move on by the window's own size instead of the stride", |at| {
        at.position * at.size + at.offset - at.ring
    }),
    ("lie a stride apart inside the window, too", |at| (at.position + at.offset) * at.stride - at.ring),
    ("are counted from the image's edge, not from that of the padding", |at| RIGHT(at) + at.ring),
    ("begin in front of the padding, which is subtracted once too often", |at| RIGHT(at) - at.ring),
    ("never begin in the padding: a window that should, begins at the image's edge", |at| {
        (at.position * at.stride - at.ring).max(0) + at.offset
    }),
    ("show the nearest cell of the image where the padding's zeros should be", |at| {
        RIGHT(at).clamp(0, at.length - 1)
    }),
    ("show the image mirrored where the padding's zeros should be", |at| {
        let place = RIGHT(at).abs();
        if place < at.length { place } else { 2 * (at.length - 1) - place }
    }),
    ("go on at the image's other end where the padding's zeros should be", |at| {
        RIGHT(at).rem_euclid(at.length.max(1))
    }),
    ("follow from the window's number along the other axis", |at| {
        at.across * at.stride + at.offset - at.ring
    }),
    ("are the same for every window", |at| at.offset - at.ring),
];
