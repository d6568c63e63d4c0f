//! Colours and glyphs: meanings and pictures → styled lines, which the ANSI writer, the SVG writer and the workbench
//! all read.

pub mod ansi;
mod choice;
mod colour;
mod colour_map;
mod glyphs;
mod grid;
mod labels;
mod line;
mod palette;
mod pixels;
mod prose;
pub mod svg;
mod theme;

pub use choice::{ColourChoice, ColourEnvironment, Output};
pub use colour::{Depth, Ink};
pub use colour_map::{ColourMap, Colours};
pub use glyphs::{ASCII, Glyphs, UNICODE};
pub use grid::{Grid, Zoom, colour_bar, grid, side_by_side};
pub use labels::Labels;
pub use line::{Line, Span};
pub use palette::{DARK, HIGH_CONTRAST, LIGHT, Palette};
pub use pixels::{Image, PixelSize, pixel_grid, pixel_width, pixels};
pub use prose::{counted, cut, wrapped};
pub use theme::{Meaning, Theme};
