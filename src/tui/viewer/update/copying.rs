//! What is put into the clipboard.

use crate::tensor::Scalar;
use crate::tui::model::Tone;
use crate::tui::view::pieces::exact;
use crate::tui::viewer::effect::Effect;
use crate::tui::viewer::model::Model;

/// The value under the cursor, in every digit.
pub(super) fn copy_value(model: &mut Model) -> Vec<Effect> {
    let tile = model.sheet.as_ref().and_then(|sheet| sheet.tile.as_ref());
    let Some(value) = tile.and_then(|tile| tile.values.last()?.first()) else { return Vec::new() };
    let text = exact(value.1);
    model.say(Tone::Calm, format!("Copied {text}."));
    vec![Effect::Copy(text)]
}

/// The cells in sight, tabs between them, as spreadsheets take them.
pub(super) fn copy_slice(model: &mut Model) -> Vec<Effect> {
    let tile = model.sheet.as_ref().and_then(|sheet| sheet.tile.as_ref());
    let Some(cells) = tile.and_then(|tile| tile.cells.first()) else { return Vec::new() };
    let columns = cells.values.shape().get(1).copied().unwrap_or(1).max(1);
    // The last row of a folded vector may not be full.
    let known = cells.known.iter().flatten().copied().chain(std::iter::repeat(true));
    let known = cells.values.scalars().zip(known).filter(|(_, known)| *known);
    let values: Vec<Scalar> = known.map(|(value, _)| value).collect();
    let line = |row: &[Scalar]| row.iter().map(|value| exact(*value)).collect::<Vec<_>>().join("\t");
    let text = values.chunks(columns).map(line).collect::<Vec<_>>().join("\n");
    model.say(Tone::Calm, format!("Copied {} values.", values.len()));
    vec![Effect::Copy(text)]
}
