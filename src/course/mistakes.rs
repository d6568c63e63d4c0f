//! An exercise's catalogue of mistakes: wrong versions as learners write them, and what they give in each case.

mod fingerprint;
mod store;

pub use fingerprint::Fingerprint;

use super::CourseError;
use super::cases::tolerance_of_sums;
use crate::tensor::{Tensor, Tolerance, compare};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// One wrong version of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The stem of its file.
    pub id: String,
    /// What its author believed, in one sentence.
    pub belief: String,
    /// What comes of it, without the answer.
    pub message: String,
    /// The whole file, as a learner would write it.
    pub source: String,
}

/// What a mistake gives in the cases where it is wrong; in all others it is right.
pub type Signature = BTreeMap<String, Symptom>;

/// What a mistake gives in one case.
#[derive(Clone, Debug, PartialEq)]
pub enum Symptom {
    /// With whatever message.
    Panics,
    /// The wrong outputs by name; the others are right.
    Returns(BTreeMap<String, Trace>),
}

/// What a mistake gives for one output.
#[derive(Clone, Debug, PartialEq)]
pub enum Trace {
    /// No such output.
    Absent,
    /// Every cell.
    Cells(Tensor),
    /// What tells it from other tensors, for caches and for what is large.
    Fingerprint(Fingerprint),
}

/// A tensor with more cells than this is kept as a fingerprint.
const MOST_CELLS: usize = 256;

impl Symptom {
    fn matches(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Panics, Self::Panics) => true,
            (Self::Returns(own), Self::Returns(others)) => {
                own.len() == others.len()
                    && own.iter().zip(others).all(|((name, own), (same, other))| {
                        name == same
                            && match (own, other) {
                                (Trace::Absent, Trace::Absent) => true,
                                (Trace::Fingerprint(own), Trace::Fingerprint(other)) => own.matches(other),
                                (own, Trace::Cells(other)) => own.matches(Some(other)),
                                _ => false,
                            }
                    })
            }
            _ => false,
        }
    }
}

impl Trace {
    /// Keeps an output that has every cell worth keeping.
    #[must_use]
    pub fn of(tensor: &Tensor) -> Self {
        if tensor.len() > MOST_CELLS {
            Self::Fingerprint(Fingerprint::of(tensor))
        } else {
            Self::Cells(tensor.clone())
        }
    }

    /// Whether a function that makes this mistake gave this output, whatever the order of its sums.
    #[must_use]
    pub fn matches(&self, actual: Option<&Tensor>) -> bool {
        match (self, actual) {
            (Self::Absent, None) => true,
            (Self::Cells(kept), Some(actual)) => compare(kept, actual, tolerance(kept)).is_equal(),
            (Self::Fingerprint(kept), Some(actual)) => kept.matches(&Fingerprint::of(actual)),
            _ => false,
        }
    }
}

/// Between two tensors of one mistake; what its sums add up is not known, so that their results stand for it.
fn tolerance(kept: &Tensor) -> Tolerance {
    let largest = kept.scalars().map(|cell| cell.to_f64().abs()).filter(|size| size.is_finite());
    let largest = largest.fold(0.0, f64::max);
    tolerance_of_sums(kept.dtype(), largest)
}

/// The stored signatures of an exercise's mistakes, read when they are first asked for.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// `mistakes.npz`; `None` where there is no such file.
    archive: Option<Arc<Cow<'static, [u8]>>>,
    read: Arc<OnceLock<Result<Stored, String>>>,
    /// How messages name the archive.
    file: String,
}

/// What `mistakes.npz` holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// What the signatures were computed from; see [`Catalogue::stored`].
    pub digest: [u64; 4],
    /// By the mistake's id.
    pub signatures: BTreeMap<String, Signature>,
}

impl Catalogue {
    /// An archive that is not read yet.
    pub(super) fn new(archive: Option<Cow<'static, [u8]>>, file: String) -> Self {
        Self { archive: archive.map(Arc::new), read: Arc::default(), file }
    }

    /// Signatures that are not on disk.
    #[must_use]
    pub fn of(stored: Stored) -> Self {
        Self { read: Arc::new(OnceLock::from(Ok(stored))), ..Self::default() }
    }

    /// The stored signatures; none where nothing is stored.
    ///
    /// The digest is the author's: who writes the archive puts in what tells a stale one from a fresh one.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn stored(&self) -> Result<&Stored, CourseError> {
        let read = self.read.get_or_init(|| {
            self.archive.as_deref().map_or_else(|| Ok(Stored::default()), |archive| store::read(archive))
        });
        read.as_ref()
            .map_err(|reason| CourseError::Catalogue { file: self.file.clone(), reason: reason.clone() })
    }

    /// The bytes of the archive on disk.
    #[must_use]
    pub fn size(&self) -> usize {
        self.archive.as_deref().map_or(0, |archive| archive.len())
    }
}

impl Stored {
    /// Whether both hold the same, but for rounding.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        let all = |signature: &Signature, other: &Signature| {
            signature.len() == other.len()
                && signature
                    .iter()
                    .zip(other)
                    .all(|((case, symptom), (same, other))| case == same && symptom.matches(other))
        };
        // A mistake that is right everywhere leaves no trace.
        let caught = |stored: &Self| -> Vec<(String, Signature)> {
            let signatures = stored.signatures.iter().filter(|(_, signature)| !signature.is_empty());
            signatures.map(|(id, signature)| (id.clone(), signature.clone())).collect()
        };
        let (own, others) = (caught(self), caught(other));
        own.len() == others.len()
            && own.iter().zip(&others).all(|((id, own), (same, other))| id == same && all(own, other))
    }

    /// The bytes of `mistakes.npz`; the same signatures give the same bytes.
    ///
    /// # Errors
    /// When the archive cannot be written, which memory never refuses.
    pub fn archive(&self) -> Result<Vec<u8>, CourseError> {
        store::write(self)
    }
}

impl Mistake {
    /// Reads a file of the catalogue: its inner doc comment is `believes: …`, a blank line, and the message.
    pub(super) fn parse(id: &str, file: &str, source: String) -> Result<Self, CourseError> {
        let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
        let comment: Vec<&str> = lines.map(str::trim).collect();
        let paragraphs: Vec<String> = comment
            .split(|line| line.is_empty())
            .filter(|lines| !lines.is_empty())
            .map(|lines| lines.join(" "))
            .collect();
        let parts = match paragraphs.as_slice() {
            [belief, message] => belief.strip_prefix("believes: ").map(|belief| (belief, message)),
            _ => None,
        };
        let (belief, message) = parts.ok_or_else(|| CourseError::Catalogue {
            file: file.to_owned(),
            reason: "it must begin with two paragraphs of `//!`: `believes: …` and the message".to_owned(),
        })?;
        Ok(Self { id: id.to_owned(), belief: belief.to_owned(), message: message.clone(), source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::Scalar;

    fn row(cells: &[f64]) -> Tensor {
        Tensor::F64(ndarray::Array1::from_vec(cells.to_vec()).into_dyn())
    }

    #[test]
    fn a_mistake_says_what_was_believed_and_what_comes_of_it() {
        let source =
            "//! believes: Rows come\n//! first.\n//!\n//! The rows\n//! are first.\n\nfn shift() {}\n";
        let mistake = Mistake::parse("rows_first", "rows_first.rs", source.to_owned()).unwrap();
        assert_eq!(
            (mistake.belief.as_str(), mistake.message.as_str()),
            ("Rows come first.", "The rows are first.")
        );
        for source in [
            "fn shift() {}",
            "//! believes: A.\n",
            "//! A.\n//!\n//! B.\n",
            "//! believes: A.\n//!\n//! B.\n//!\n//! C.\n",
        ] {
            let error = Mistake::parse("x", "shift/mistakes/x.rs", source.to_owned()).unwrap_err();
            assert!(error.to_string().starts_with("shift/mistakes/x.rs: it must begin"), "{error}");
        }
    }

    #[test]
    fn a_trace_matches_what_differs_only_by_rounding() {
        let trace = Trace::of(&row(&[1.0, -2.0, 1e-20]));
        assert!(trace.matches(Some(&row(&[1.0 + 1e-15, -2.0, 0.0]))));
        assert!(!trace.matches(Some(&row(&[1.0, -2.0, 1e-3]))));
        assert!(!trace.matches(Some(&row(&[1.0, -2.0]))));
        assert!(!trace.matches(None));
        assert!(Trace::Absent.matches(None) && !Trace::Absent.matches(Some(&row(&[]))));
        let mask = |value| Tensor::from_scalar(Scalar::Bool(value));
        assert!(!Trace::of(&mask(true)).matches(Some(&mask(false))));
    }

    #[test]
    fn what_is_large_is_kept_as_a_fingerprint() {
        let mut cells: Vec<f64> = (0..1000).map(f64::from).collect();
        let trace = Trace::of(&row(&cells));
        assert!(matches!(trace, Trace::Fingerprint(_)));
        assert!(trace.matches(Some(&row(&cells))));
        cells.swap(3, 4);
        assert!(!trace.matches(Some(&row(&cells))));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let outputs = [
            ("z".to_owned(), Trace::Cells(row(&[1.0, 2.0]))),
            ("steps[0].h".to_owned(), Trace::Absent),
            ("steps[1].h".to_owned(), Trace::Cells(row(&[]))),
            ("cache.x".to_owned(), Trace::Fingerprint(Fingerprint::of(&row(&[4.0, 5.0])))),
        ];
        let symptoms =
            [("first".to_owned(), Symptom::Returns(outputs.into())), ("second".to_owned(), Symptom::Panics)];
        let signatures =
            [("rows_first".to_owned(), Signature::from(symptoms)), ("none".to_owned(), Signature::new())];
        let stored = Stored { digest: [1, u64::MAX, 3, 4], signatures: signatures.into() };
        let bytes = stored.archive().unwrap();
        let catalogue = Catalogue::new(Some(bytes.clone().into()), "mistakes.npz".to_owned());
        // A mistake that is right everywhere leaves no trace.
        let mut expected = stored.clone();
        expected.signatures.remove("none");
        assert_eq!(catalogue.stored().unwrap(), &expected);
        assert_eq!(stored.archive().unwrap(), bytes);
    }

    #[test]
    fn a_damaged_archive_is_named() {
        let catalogue = Catalogue::new(Some(Cow::Borrowed(b"no archive")), "shift/mistakes.npz".to_owned());
        assert!(catalogue.stored().unwrap_err().to_string().starts_with("shift/mistakes.npz: "));
        assert_eq!(Catalogue::default().stored().unwrap(), &Stored::default());
    }
}
