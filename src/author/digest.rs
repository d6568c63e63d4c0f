//! What the stored outputs of the mistakes were computed from, in four words.

use crate::course::{Course, CourseError, Exercise};
use crate::tensor::Tensor;
use sha2::{Digest, Sha256};

/// Changes when a mistake, a case, a right answer, or a function that a mistake calls does.
///
/// # Errors
/// When the inputs or right answers of a case cannot be had.
pub fn of(course: &Course, exercise: &Exercise) -> Result<[u64; 4], CourseError> {
    let mut digest = Sha256::new();
    let mut add = |part: &[u8]| {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    };
    for text in [&course.support, &course.calls] {
        add(text.as_bytes());
    }
    for need in course.all_needs(&exercise.name) {
        add(need.solution.as_bytes());
    }
    for mistake in &exercise.mistakes {
        add(mistake.id.as_bytes());
        add(mistake.source.as_bytes());
    }
    for case in &exercise.cases {
        add(case.id.as_bytes());
        for input in exercise.inputs(case)? {
            add(format!("{} {:?}", input.name, input.layout).as_bytes());
            add(&bytes(&input.tensor));
        }
        for expected in exercise.expected(case)? {
            add(format!("{} {:?}", expected.name, expected.tolerance).as_bytes());
            add(&bytes(&expected.tensor));
        }
    }
    let hash = digest.finalize();
    let word =
        |place: usize| hash.iter().skip(8 * place).take(8).fold(0, |word, &byte| word << 8 | u64::from(byte));
    Ok(std::array::from_fn(word))
}

fn bytes(tensor: &Tensor) -> Vec<u8> {
    let mut bytes = format!("{:?} {:?}", tensor.dtype(), tensor.shape()).into_bytes();
    for scalar in tensor.scalars() {
        bytes.extend(scalar.bits().to_le_bytes());
    }
    bytes
}
