//! What is put into the clipboard.

use crate::inspect::plane::Cells;
use crate::tensor::Scalar;
use crate::tui::model::Tone;
use crate::tui::view::pieces::exact;
use crate::tui::viewer::effect::Effect;
use crate::tui::viewer::model::Model;

/// The value under the cursor, in every digit; of a pixel, its colours.
pub(super) fn copy_value(model: &mut Model) -> Vec<Effect> {
    let tile = model.sheet.as_ref().and_then(|sheet| sheet.tile.as_ref());
    let Some(values) = tile.and_then(|tile| tile.values.last()) else { return Vec::new() };
    let shown = tile.map_or(1, |tile| tile.wanted.shows.channels());
    let values: Vec<String> = values.iter().take(shown).map(|(_, value)| exact(*value)).collect();
    if values.is_empty() {
        return Vec::new();
    }
    model.say(Tone::Calm, format!("Copied {}.", values.join(", ")));
    vec![Effect::Copy(values.join("\t"))]
}

/// The cells in sight, tabs between them, as spreadsheets take them; of pixels, first all red, then green, then blue.
pub(super) fn copy_slice(model: &mut Model) -> Vec<Effect> {
    let Some(tile) = model.sheet.as_ref().and_then(|sheet| sheet.tile.as_ref()) else { return Vec::new() };
    let channels: Vec<(String, usize)> =
        tile.cells.iter().take(tile.wanted.shows.channels()).map(table).collect();
    let count: usize = channels.iter().map(|(_, count)| count).sum();
    let tables: Vec<String> = channels.into_iter().map(|(table, _)| table).collect();
    if tables.is_empty() {
        return Vec::new();
    }
    model.say(Tone::Calm, format!("Copied {count} values."));
    vec![Effect::Copy(tables.join("\n\n"))]
}

/// Cells as lines of values, and how many values these are.
fn table(cells: &Cells) -> (String, usize) {
    let columns = cells.values.shape().get(1).copied().unwrap_or(1).max(1);
    // The last row of a folded vector may not be full.
    let known = cells.known.iter().flatten().copied().chain(std::iter::repeat(true));
    let known = cells.values.scalars().zip(known).filter(|(_, known)| *known);
    let values: Vec<Scalar> = known.map(|(value, _)| value).collect();
    let line = |row: &[Scalar]| row.iter().map(|value| exact(*value)).collect::<Vec<_>>().join("\t");
    (values.chunks(columns).map(line).collect::<Vec<_>>().join("\n"), values.len())
}
