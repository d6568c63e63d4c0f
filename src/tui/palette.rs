//! The theme's meanings as ratatui styles; the views name nothing else.

use ratatui::style::Style;

/// How things look, by what they mean.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Palette {
    pub(super) text: Style,
    /// Text of less weight.
    pub(super) dim: Style,
    /// Borders and hatching: nothing that carries information.
    pub(super) faint: Style,
    /// What can be moved or pressed.
    pub(super) accent: Style,
    pub(super) strong: Style,
    pub(super) right: Style,
    pub(super) wrong: Style,
    /// The first and the last line of the screen.
    pub(super) bar: Style,
    /// The chosen line of a list.
    pub(super) chosen: Style,
}
