//! What is put into the clipboard.

use crate::inspect::plane::Cells;
use crate::tensor::Scalar;
use crate::tui::model::Tone;
use crate::tui::view::pieces::exact;
use crate::tui::viewer::effect::Effect;
use crate::tui::viewer::model::Model;

/// The value under the cursor, in every digit; of a pixel, its colours.
pub(super) fn copy_value(model: &mut Model) -> Vec<Effect> {
    let values = model.sheet.as_ref().and_then(|sheet| sheet.values.as_ref());
    let Some((values, of)) = values.and_then(|values| Some((values, values.of_tensors.last()?))) else {
        return Vec::new();
    };
    let shown = values.pointed.shows.channels();
    let values: Vec<String> = of.iter().take(shown).map(|(_, value)| exact(*value)).collect();
    if values.is_empty() {
        return Vec::new();
    }
    model.say(Tone::Calm, format!("Copied {}.", values.join(", ")));
    vec![Effect::Copy(values.join("\t"))]
}

/// The cells in sight of the slice under the cursor, tabs between them, as spreadsheets take them; of pixels, first all
/// red, then green, then blue.
pub(super) fn copy_slice(model: &mut Model) -> Vec<Effect> {
    let Some(sheet) = &model.sheet else { return Vec::new() };
    let Some(tile) = &sheet.tile else { return Vec::new() };
    let slice = tile.slice_of(&sheet.slice_at(sheet.slice_place())).unwrap_or(0);
    let channels = tile.wanted.shows.channels();
    let channels: Vec<(String, usize)> =
        tile.cells.iter().skip(slice * channels).take(channels).map(table).collect();
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
