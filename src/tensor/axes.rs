//! What the axes of a tensor are called.

/// Names of axes, outermost first: `N,H,W,C`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AxisNames(Vec<String>);

/// These are no names of axes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AxisNameError {
    /// Nothing stands before, between or after two commas.
    #[error("an axis has no name; write one name an axis with commas between, such as N,H,W,C")]
    Empty,
    /// It has other signs, or too many.
    #[error("`{0}` names no axis: a name has letters, digits, _ and -, and at most 24 of them")]
    Strange(String),
}

/// Letters of a name, at most.
const LONGEST: usize = 24;

impl AxisNames {
    /// Names with commas between.
    ///
    /// # Errors
    /// When one of them is empty, too long, or holds something else than letters, digits, `_` and `-`.
    pub fn parse(text: &str) -> Result<Self, AxisNameError> {
        let name = |name: &str| match name.trim() {
            "" => Err(AxisNameError::Empty),
            name if name.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter))
                && name.chars().count() <= LONGEST =>
            {
                Ok(name.to_owned())
            }
            name => Err(AxisNameError::Strange(name.chars().take(2 * LONGEST).collect())),
        };
        text.split(',').map(name).collect::<Result<_, _>>().map(Self)
    }

    /// What an axis of a tensor of this rank is called; `None` where there are not as many names as axes.
    #[must_use]
    pub fn of(&self, axis: usize, rank: usize) -> Option<&str> {
        if self.0.len() == rank { self.0.get(axis).map(String::as_str) } else { None }
    }

    /// How many axes are named.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

impl std::fmt::Display for AxisNames {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_belong_to_tensors_of_as_many_axes() {
        let names = AxisNames::parse("N, n_H,W ,C").unwrap();
        assert_eq!((names.of(1, 4), names.of(3, 4)), (Some("n_H"), Some("C")));
        assert_eq!((names.of(1, 3), names.of(4, 4)), (None, None));
        assert_eq!(names.to_string(), "N,n_H,W,C");
        assert_eq!(AxisNames::default().of(0, 0), None);
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "N,,C", "N,", " "] {
            assert_eq!(AxisNames::parse(text), Err(AxisNameError::Empty), "{text:?}");
        }
        for text in ["a b", "N,\u{1b}[31m", "<", "◂", &"x".repeat(25), "a\u{202e}b"] {
            assert!(matches!(AxisNames::parse(text), Err(AxisNameError::Strange(_))), "{text:?}");
        }
    }
}
