//! What keys change in the picture of a tensor.

use crate::formats::Part;
use crate::inspect::plane::Reduction;
use crate::style::ColourMap;
use crate::tui::keys::Step;
use crate::tui::model::Tone;
use crate::tui::tensors::Range;
use crate::tui::viewer::jobs::Job;
use crate::tui::viewer::keys::Action;
use crate::tui::viewer::model::Model;
use crate::tui::viewer::sheet::{Display, Finest, Folding, Sights, Slices, Space, Zoom};

/// What changes the tensor's picture alone.
pub(super) fn change(model: &mut Model, action: Action) {
    let (page, space) = (model.page(), model.space());
    let finest = model.finest;
    let Some(sheet) = &mut model.sheet else { return };
    match action {
        Action::Slice(toward) => sheet.walk.slice(toward),
        Action::NextSlider => sheet.walk.next_slider(),
        Action::Turn => {
            sheet.walk.turn();
            sheet.find_colours();
            sheet.origin = (0, 0);
        }
        Action::Larger => sheet.zoom = sheet.zoom.larger(finest, sheet.display),
        Action::Smaller => {
            let hides_any = space.is_some_and(|space| !sheet.is_everything_in(space));
            let is_smallest = sheet.zoom != Zoom::Numbers && !hides_any;
            sheet.zoom = if is_smallest { sheet.zoom } else { sheet.zoom.smaller(finest) };
        }
        Action::Whole => whole(model),
        Action::Beside => beside(model),
        Action::Reduction => reduce(model),
        Action::Range => range(model),
        Action::Map => map(model),
        Action::Pixels => pixels(model),
        Action::Part => part(model),
        Action::Fold => fold(model),
        Action::PageLeft => sheet.page_aside(Step::Left, page),
        Action::PageRight => sheet.page_aside(Step::Right, page),
        _ => {}
    }
}

/// Shows the whole plane, or single elements again.
fn whole(model: &mut Model) {
    let finest = model.finest;
    let Some(sheet) = &mut model.sheet else { return };
    let smallest = if finest == Finest::Halves { Zoom::Smallest(0) } else { Zoom::Colours };
    sheet.zoom = match (sheet.display, sheet.zoom) {
        (Display::Values, Zoom::Numbers) => Zoom::Colours,
        (Display::Values, _) => Zoom::Numbers,
        (Display::Pixels, zoom) if zoom.patch().is_several() => smallest,
        (Display::Pixels, _) => Zoom::Colours,
    };
    if sheet.zoom == Zoom::Colours {
        fit(model);
    }
}

/// Makes cells as small as needed to have the whole plane in sight. Those of values may stand for more rows than
/// columns; an image keeps its form.
fn fit(model: &mut Model) {
    // Two steps halve what is left to fit: so many of them are more than any axis needs.
    for _ in 0..2 * usize::BITS {
        // Where the grids stand depends on how large their cells are.
        let space = model.space();
        let (Some(sheet), Some(Space { room, finest, .. })) = (&mut model.sheet, space) else { return };
        sheet.break_up(room, finest);
        if sheet.is_all_in(room, finest) {
            return;
        }
        let smaller = sheet.zoom.smaller(finest);
        if sheet.display == Display::Values && smaller.patch().is_several() {
            sheet.take_in(room, finest);
            return;
        }
        sheet.zoom = smaller;
    }
}

/// Shows several slices at once, or one alone.
fn beside(model: &mut Model) {
    let Some(sheet) = &mut model.sheet else { return };
    let (other, words) = match sheet.slices {
        Slices::Several => (Slices::One, "One slice alone."),
        Slices::One => (Slices::Several, "As many slices as have room."),
    };
    sheet.slices = other;
    model.slices = other;
    model.say(Tone::Calm, words);
}

/// Shows pixels, of which as many as fit; or numbers again.
fn pixels(model: &mut Model) {
    let Some(sheet) = &mut model.sheet else { return };
    let (other, words) = match sheet.display {
        Display::Values => (Display::Pixels, None),
        Display::Pixels => (Display::Values, Some("Numbers again.")),
    };
    model.display = other;
    sheet.show(other);
    let words = words.map_or_else(|| seen(model), str::to_owned);
    model.say(Tone::Calm, words);
    fit_pixels(model);
}

/// What is seen in pixels.
fn seen(model: &Model) -> String {
    let colours = model.sheet.as_ref().and_then(|sheet| sheet.walk.colours);
    match colours {
        Some(axis) => format!("Pixels: red, green and blue along {}.", model.axis_name(axis)),
        None => "Pixels in grey: no axis of 3 or 4 is left for colours.".to_owned(),
    }
}

/// Where the terminal cannot show any colour.
pub(in crate::tui::viewer) const NO_HUES: &str = "Too few colours here: shades say how bright.";

/// Brings a whole image into sight.
pub(super) fn fit_pixels(model: &mut Model) {
    if model.sheet.as_ref().is_some_and(|sheet| sheet.display == Display::Pixels) {
        fit(model);
    }
}

fn reduce(model: &mut Model) {
    let Some(sheet) = &mut model.sheet else { return };
    let (other, words) = match sheet.reduction {
        _ if sheet.display == Display::Pixels => (sheet.reduction, "A block of pixels shows its mean."),
        Reduction::Largest => (Reduction::Mean, "A block shows its mean."),
        Reduction::Mean => (Reduction::Largest, "A block shows its largest magnitude."),
    };
    if sheet.reduction != other {
        // Means are far smaller than what is largest.
        (sheet.reduction, sheet.sights) = (other, Sights::Former);
    }
    model.say(Tone::Calm, words);
}

fn range(model: &mut Model) {
    let Some(sheet) = &mut model.sheet else { return };
    // Ends that were typed give way to all values first.
    if sheet.ends.take().is_some() {
        sheet.walk.range = Range::All;
    } else {
        sheet.walk.range = sheet.walk.range.next();
    }
    let words = match (sheet.walk.range, sheet.display) {
        (Range::All, Display::Values) => "The colours span all values seen so far.",
        (Range::Most, Display::Values) => {
            "The colours span all values in sight but the largest, one in twenty."
        }
        (Range::Spread, Display::Values) => "From the smallest value in sight to the largest.",
        (Range::All, Display::Pixels) => "Black to bright is 0 to 1, 0 to 255, or all values seen so far.",
        (Range::Most, Display::Pixels) => {
            "Black to bright are the values in sight but one in fifty at each end."
        }
        (Range::Spread, Display::Pixels) => "Black to bright is the smallest value in sight to the largest.",
    };
    model.say(Tone::Calm, words);
}

fn map(model: &mut Model) {
    if !model.hues {
        model.say(Tone::Calm, "There are too few colours here for another colour map.");
        return;
    }
    model.map = model.map.next();
    let names = ColourMap::ALL.iter().filter(|map| **map != model.map).map(|map| map.name());
    let others = names.collect::<Vec<_>>().join(", ");
    model.say(Tone::Calm, format!("Colour map: {} (others: {others}).", model.map.name()));
}

fn part(model: &mut Model) {
    let Some(sheet) = &mut model.sheet else { return };
    let is_complex = sheet.source().is_some_and(|source| source.element().is_complex());
    if !is_complex {
        model.say(Tone::Calm, "These numbers have no parts: they are not complex.");
        return;
    }
    let place = Part::ALL.iter().position(|part| *part == sheet.part).unwrap_or(0);
    sheet.part = Part::ALL[(place + 1) % Part::ALL.len()];
    sheet.forget();
    let words = format!("Shown is the {}.", sheet.part.name());
    model.jobs.stop(Job::is_of_sheet);
    model.say(Tone::Calm, words);
}

fn fold(model: &mut Model) {
    let Some(sheet) = &mut model.sheet else { return };
    let (other, words) = match sheet.folding {
        Folding::Rows => (Folding::Flat, "Vectors lie in one row."),
        Folding::Flat => (Folding::Rows, "Vectors are broken into rows."),
    };
    (sheet.folding, sheet.origin) = (other, (0, 0));
    model.say(Tone::Calm, words);
}
