//! The id of a fresh case: a short text from which the case can be made again on any machine.
//!
//! ```text
//! COURSE@VERSION/EXERCISE/SYMBOLS/SEED/SCALE/LAYOUTS
//! made-up@1/shift/2,4,5/731/w9/cf
//! ```
//! Symbols stand in the manifest's order. The scale is `d` (as declared), `w9` (whole numbers up to 9) or `e-6`
//! (times 10⁻⁶). A layout is a letter: `c`, `f`ortran, `r`eversed, `w`indow.

use super::{Fresh, Scale};
use crate::course::{Course, Exercise, Layout};
use std::fmt::{Display, Formatter};

/// Which case, of which exercise of which course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseId {
    /// The course's id.
    pub course: String,
    /// The course's version.
    pub version: String,
    /// The function's name.
    pub exercise: String,
    /// The case itself; fits the exercise only after [`Self::exercise`] has said so.
    pub fresh: Fresh,
}

/// An id that cannot be replayed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseIdError {
    /// Not of the form above.
    #[error(
        "`{0}` is not the id of a case; `tensorlings fuzz` prints them: COURSE@VERSION/FUNCTION/SYMBOLS/SEED/SCALE/LAYOUTS"
    )]
    Malformed(String),
    /// A well-formed id of something else.
    #[error(
        "this case belongs to the course {wanted}, and this is {found}; name the other course by --course"
    )]
    OtherCourse {
        /// Course and version in the id.
        wanted: String,
        /// Course and version at hand.
        found: String,
    },
    /// The course is right, its function is none.
    #[error("the course has no function `{0}`")]
    UnknownExercise(String),
    /// Its symbols or layouts do not fit the function.
    #[error("there is no such case of `{exercise}`: {reason}")]
    Impossible {
        /// The function's name.
        exercise: String,
        /// What does not fit.
        reason: String,
    },
}

impl CaseId {
    /// The id of a fresh case of a course's exercise.
    #[must_use]
    pub fn new(course: &Course, exercise: &Exercise, fresh: Fresh) -> Self {
        let (id, version) = (course.id.clone(), course.version.clone());
        Self { course: id, version, exercise: exercise.name.clone(), fresh }
    }

    /// Reads an id.
    ///
    /// # Errors
    /// When the text is none.
    pub fn parse(text: &str) -> Result<Self, CaseIdError> {
        parse(text).ok_or_else(|| CaseIdError::Malformed(text.chars().take(200).collect()))
    }

    /// The exercise that the id names.
    ///
    /// # Errors
    /// When this is another course or another version, it has no such exercise, or that has no such case.
    pub fn exercise<'a>(&self, course: &'a Course) -> Result<&'a Exercise, CaseIdError> {
        if (&self.course, &self.version) != (&course.id, &course.version) {
            let wanted = format!("{} in version {}", self.course, self.version);
            let found = format!("{} in version {}", course.id, course.version);
            return Err(CaseIdError::OtherCourse { wanted, found });
        }
        let unknown = || CaseIdError::UnknownExercise(self.exercise.clone());
        let exercise = course.exercise(&self.exercise).ok_or_else(unknown)?;
        match exercise.fresh_case(1, &self.fresh) {
            Ok(_) => Ok(exercise),
            Err(reason) => Err(CaseIdError::Impossible { exercise: self.exercise.clone(), reason }),
        }
    }
}

fn parse(text: &str) -> Option<CaseId> {
    let parts: Vec<&str> = text.split('/').collect();
    let [course, exercise, symbols, seed, scale, layouts] = parts.as_slice() else { return None };
    let (course, version) = course.rsplit_once('@')?;
    let symbols = symbols.split(',').filter(|symbol| !symbol.is_empty()).map(|symbol| symbol.parse().ok());
    let fresh = Fresh {
        symbols: symbols.collect::<Option<_>>()?,
        seed: seed.parse().ok()?,
        scale: parse_scale(scale)?,
        layouts: layouts.chars().map(parse_layout).collect::<Option<_>>()?,
    };
    let owned = |text: &str| text.to_owned();
    Some(CaseId { course: owned(course), version: owned(version), exercise: owned(exercise), fresh })
}

fn parse_scale(text: &str) -> Option<Scale> {
    match text.split_at_checked(1)? {
        ("d", "") => Some(Scale::Declared),
        ("w", most) => most.parse().ok().map(Scale::Whole),
        // 10^±100 keeps every declared draw finite.
        ("e", power) => power.parse().ok().filter(|power| (-100..=100).contains(power)).map(Scale::Power),
        _ => None,
    }
}

/// The letters of the layouts.
const LETTERS: &[(char, Layout)] =
    &[('c', Layout::C), ('f', Layout::Fortran), ('r', Layout::Reversed), ('w', Layout::Window)];

fn parse_layout(letter: char) -> Option<Layout> {
    LETTERS.iter().find(|(known, _)| *known == letter).map(|(_, layout)| *layout)
}

impl Display for CaseId {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let Fresh { symbols, seed, scale, layouts } = &self.fresh;
        let symbols: Vec<String> = symbols.iter().map(ToString::to_string).collect();
        let letter =
            |layout: &Layout| LETTERS.iter().find(|(_, known)| known == layout).map(|(letter, _)| letter);
        let layouts: String = layouts.iter().filter_map(letter).collect();
        write!(f, "{}@{}/{}/{}/{seed}/", self.course, self.version, self.exercise, symbols.join(","))?;
        match scale {
            Scale::Declared => write!(f, "d")?,
            Scale::Whole(most) => write!(f, "w{most}")?,
            Scale::Power(power) => write!(f, "e{power}")?,
        }
        write!(f, "/{layouts}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_was_written() {
        for text in ["made-up@1/shift/2,-4,5/731/w9/cf", "a@b@2.1/blend//0/d/", "a@1/blend/3/7/e-6/rw"] {
            assert_eq!(CaseId::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in [
            "",
            "a@1/b/1/2/d",
            "a/b/1/2/d/c",
            "a@1/b/x/2/d/c",
            "a@1/b/1/2/q/c",
            "a@1/b/1/2/d/z",
            "a@1/b/1/2/e127/c",
        ] {
            assert!(matches!(CaseId::parse(text), Err(CaseIdError::Malformed(_))), "{text}");
        }
    }
}
