//! Arguments and outputs: their names, axes, roles, and where their cells come from.

use super::{Counter, Reader, collect};
use crate::course::manifest::{ArgumentEntry, EachEntry, OutputEntry, RolesEntry, WindowEntry, Word};
use crate::course::{Argument, Content, CourseError, Draw, Origin, Output, Roles, Window};
use crate::tensor::DType;

/// Bounds of whole numbers that doubles still tell apart after one addition.
const LARGEST_INTEGER: i64 = 1 << 52;

impl Reader<'_> {
    pub(super) fn argument(&self, entry: &ArgumentEntry) -> Result<Argument, CourseError> {
        let counter = self.name(&entry.name, entry.each.as_ref())?;
        let content = match (&entry.value, entry.draw) {
            (Some(_), Some(_)) => {
                return Err(self
                    .document
                    .wrong(&entry.name, "an argument has a `value` or a `draw`, not both"));
            }
            (Some(word), None) if entry.axes.is_empty() => Content::Value(self.formula(word, counter)?),
            (Some(word), None) => {
                return Err(self.document.wrong(word, "only a scalar (`axes = []`) has a `value`"));
            }
            (None, draw) => {
                let draw = draw.unwrap_or(Draw::Uniform(-1.0, 1.0));
                self.check_draw(&entry.name, draw, entry.dtype)?;
                Content::Drawn(draw)
            }
        };
        Ok(Argument {
            name: entry.name.get_ref().clone(),
            dtype: entry.dtype,
            axes: collect(&entry.axes, |axis| self.formula(axis, counter))?,
            content,
            roles: self.roles(&entry.name, entry.axes.len(), &entry.roles())?,
            each: self.optional(entry.each.as_ref().map(|each| &each.t), Counter::Absent)?,
        })
    }

    pub(super) fn output(&self, entry: &OutputEntry, arguments: &[Argument]) -> Result<Output, CourseError> {
        let counter = self.name(&entry.name, entry.each.as_ref())?;
        let origin = match &entry.argument {
            None => Origin::Stored,
            Some(word) => {
                let argument = self.known_argument(word, arguments)?;
                if argument.dtype != entry.dtype {
                    let message = format!("`{}` is {}", argument.name, argument.dtype.name());
                    return Err(self.document.wrong(word, message));
                }
                Origin::Argument(argument.name.clone())
            }
        };
        Ok(Output {
            name: entry.name.get_ref().clone(),
            dtype: entry.dtype,
            axes: collect(&entry.axes, |axis| self.formula(axis, counter))?,
            origin,
            exact: entry.exact,
            roles: self.roles(&entry.name, entry.axes.len(), &entry.roles())?,
            each: self.optional(entry.each.as_ref().map(|each| &each.t), Counter::Absent)?,
        })
    }

    /// Checks a tensor's name: it is part of a path in the archive, and holds `[t]` where it stands for several.
    fn name(&self, word: &Word, each: Option<&EachEntry>) -> Result<Counter, CourseError> {
        let name = word.get_ref();
        let plain = name.replacen("[t]", "", 1);
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        if plain.is_empty() || plain.starts_with('.') || plain.contains("..") || !plain.chars().all(allowed) {
            let message = format!("`{name}` cannot name a tensor: letters, digits, `_` and single dots");
            return Err(self.document.wrong(word, message));
        }
        match (plain != *name, each.is_some()) {
            (true, true) => Ok(Counter::Present),
            (false, false) => Ok(Counter::Absent),
            _ => Err(self
                .document
                .wrong(word, format!("`{name}` needs both `each` and `[t]` in its name, or neither"))),
        }
    }

    fn roles(&self, name: &Word, rank: usize, entry: &RolesEntry) -> Result<Roles, CourseError> {
        let plane = entry.plane.map(|[rows, columns]| (rows, columns));
        if plane.is_some_and(|(rows, columns)| rows >= rank || columns >= rank || rows == columns) {
            return Err(self.document.wrong(name, format!("`plane` must name two of the {rank} axes")));
        }
        let window = |entry: &WindowEntry| {
            Ok(Window {
                height: self.formula(&entry.height, Counter::Absent)?,
                width: self.formula(&entry.width, Counter::Absent)?,
                stride: self.formula(&entry.stride, Counter::Absent)?,
                maximum: self.optional(entry.maximum.as_ref(), Counter::Absent)?,
            })
        };
        Ok(Roles {
            plane,
            padded_by: self.optional(entry.padded_by, Counter::Absent)?,
            padding: self.optional(entry.padding, Counter::Absent)?,
            window: entry.window.map(window).transpose()?,
            mask: entry.mask,
        })
    }

    pub(super) fn check_draw(&self, place: &Word, draw: Draw, dtype: DType) -> Result<(), CourseError> {
        let real = matches!(dtype, DType::F64 | DType::F32);
        let message = match draw {
            Draw::Uniform(low, high) if !(low.is_finite() && high.is_finite() && low <= high) => {
                "`uniform` needs two finite bounds, the lower first".to_owned()
            }
            Draw::Uniform(..) | Draw::Normal if !real && dtype != DType::Bool => {
                format!("an argument of type {} draws `integers`", dtype.name())
            }
            Draw::Integers(low, high) if low > high || low < -LARGEST_INTEGER || high > LARGEST_INTEGER => {
                "`integers` needs two bounds within ±2^52, the lower first".to_owned()
            }
            Draw::Integers(low, _) if low < 0 && dtype == DType::U64 => {
                "an argument of type u64 draws no negative integers".to_owned()
            }
            _ => return Ok(()),
        };
        Err(self.document.wrong(place, message))
    }

    pub(super) fn known_argument<'b>(
        &self,
        word: &Word,
        arguments: &'b [Argument],
    ) -> Result<&'b Argument, CourseError> {
        let name = word.get_ref();
        let message = || format!("`{name}` is no argument of this function");
        arguments
            .iter()
            .find(|argument| argument.name == *name)
            .ok_or_else(|| self.document.wrong(word, message()))
    }
}
