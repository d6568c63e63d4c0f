//! `mistakes.npz`: the signatures of a catalogue as an archive of tensors.
//!
//! | entry | holds |
//! |---|---|
//! | `digest` | four `u64`: what the signatures were computed from |
//! | `MISTAKE/CASE/OUTPUT` | a wrong output; no truth values at all where there is none |
//! | `MISTAKE/CASE/fingerprint/OUTPUT` | magnitude, two weighted sums and the shape of a wrong output |
//! | `MISTAKE/CASE` | `true`: the case panics |

use super::{Fingerprint, Signature, Stored, Symptom, Trace};
use crate::course::CourseError;
use crate::formats::npz;
use crate::tensor::{DType, Scalar, Tensor};
use ndarray::{ArrayD, IxDyn};
use std::collections::BTreeMap;
use std::io::Cursor;

const DIGEST: &str = "digest";
const FINGERPRINT: &str = "fingerprint";

pub(super) fn read(bytes: &[u8]) -> Result<Stored, String> {
    let mut stored = Stored::default();
    for (name, tensor) in npz::read(bytes).map_err(|error| error.to_string())? {
        let unknown = || format!("its entry `{name}` belongs to no mistake's case");
        let parts: Vec<&str> = name.split('/').collect();
        let symptom = |signatures: &mut BTreeMap<String, Signature>, mistake: &str, case: &str, symptom| {
            signatures.entry(mistake.to_owned()).or_default().insert(case.to_owned(), symptom);
        };
        match parts.as_slice() {
            [DIGEST] => stored.digest = digest(&tensor).ok_or_else(unknown)?,
            [mistake, case] => symptom(&mut stored.signatures, mistake, case, Symptom::Panics),
            [mistake, case, rest @ ..] => {
                let (output, trace) = trace(rest, tensor).ok_or_else(unknown)?;
                let cases = stored.signatures.entry((*mistake).to_owned()).or_default();
                let symptom =
                    cases.entry((*case).to_owned()).or_insert_with(|| Symptom::Returns(BTreeMap::new()));
                let Symptom::Returns(outputs) = symptom else { return Err(unknown()) };
                outputs.insert(output.to_owned(), trace);
            }
            _ => return Err(unknown()),
        }
    }
    Ok(stored)
}

fn digest(tensor: &Tensor) -> Option<[u64; 4]> {
    let Tensor::U64(words) = tensor else { return None };
    words.iter().copied().collect::<Vec<_>>().try_into().ok()
}

fn trace<'a>(rest: &[&'a str], tensor: Tensor) -> Option<(&'a str, Trace)> {
    match rest {
        [FINGERPRINT, output] => {
            let numbers: Vec<f64> = tensor.scalars().map(Scalar::to_f64).collect();
            let [magnitude, first, second, shape @ ..] = numbers.as_slice() else { return None };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths of axes")]
            let shape = shape.iter().map(|&length| length as usize).collect();
            let fingerprint = Fingerprint { shape, sums: [*first, *second], magnitude: *magnitude };
            Some((output, Trace::Fingerprint(fingerprint)))
        }
        [output] if tensor == absent() => Some((output, Trace::Absent)),
        [output] => Some((output, Trace::Cells(tensor))),
        _ => None,
    }
}

pub(super) fn write(stored: &Stored) -> Result<Vec<u8>, CourseError> {
    let words: Vec<Scalar> = stored.digest.iter().copied().map(Scalar::U64).collect();
    let mut entries = vec![(DIGEST.to_owned(), flat(DType::U64, &words))];
    for (mistake, signature) in &stored.signatures {
        for (case, symptom) in signature {
            match symptom {
                Symptom::Panics => {
                    entries.push((format!("{mistake}/{case}"), Tensor::from_scalar(Scalar::Bool(true))));
                }
                Symptom::Returns(outputs) => {
                    entries.extend(
                        outputs
                            .iter()
                            .map(|(output, trace)| entry(&format!("{mistake}/{case}"), output, trace)),
                    );
                }
            }
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    npz::write(&entries, &mut bytes).map_err(|error| CourseError::Catalogue {
        file: "mistakes.npz".to_owned(),
        reason: error.to_string(),
    })?;
    Ok(bytes.into_inner())
}

fn entry(place: &str, output: &str, trace: &Trace) -> (String, Tensor) {
    match trace {
        Trace::Absent => (format!("{place}/{output}"), absent()),
        Trace::Cells(tensor) => (format!("{place}/{output}"), tensor.clone()),
        Trace::Fingerprint(Fingerprint { shape, sums: [first, second], magnitude }) => {
            #[expect(clippy::cast_precision_loss, reason = "lengths of axes are small")]
            let lengths = shape.iter().map(|&length| length as f64);
            let numbers: Vec<Scalar> =
                [*magnitude, *first, *second].into_iter().chain(lengths).map(Scalar::F64).collect();
            (format!("{place}/{FINGERPRINT}/{output}"), flat(DType::F64, &numbers))
        }
    }
}

/// A tensor of one axis.
fn flat(dtype: DType, cells: &[Scalar]) -> Tensor {
    Tensor::from_scalars(dtype, &[cells.len()], cells).unwrap_or_else(absent)
}

/// Stands for an output that is not there. One that is there and empty holds numbers, or has more axes.
fn absent() -> Tensor {
    Tensor::Bool(ArrayD::default(IxDyn(&[0])))
}
