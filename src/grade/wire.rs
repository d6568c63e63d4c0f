//! Cases as requests and frames as answers. The program's side, and the format in words, are in the kit's
//! `serve.rs` and `wire.rs`. Nothing that comes back is believed: every length is checked before it is used.

mod answer;
mod frame;
#[cfg(test)]
mod tests;

pub(super) use answer::Answer;
pub(super) use frame::Frame;

use crate::course::{Input, Layout};
use crate::tensor::{DType, Scalar};

/// Sixteen random bytes that every frame of a run begins with.
pub(super) type Token = [u8; 16];

/// What precedes the first request.
pub(super) fn preamble(token: &Token, memory: u64) -> Vec<u8> {
    [&token[..], &memory.to_le_bytes()].concat()
}

/// The request to call `function` with `inputs`.
pub(super) fn request(sequence: u64, function: &str, inputs: &[Input]) -> Vec<u8> {
    let mut body = sequence.to_le_bytes().to_vec();
    text(&mut body, function);
    body.extend(u32::try_from(inputs.len()).unwrap_or(u32::MAX).to_le_bytes());
    for input in inputs {
        leaf(&mut body, input);
    }
    [&(body.len() as u64).to_le_bytes(), &body[..]].concat()
}

fn leaf(body: &mut Vec<u8>, input: &Input) {
    text(body, &input.name);
    let shape = input.tensor.shape();
    body.extend([
        code(input.tensor.dtype()),
        layout(input.layout),
        u8::try_from(shape.len()).unwrap_or(u8::MAX),
    ]);
    for length in shape {
        body.extend((*length as u64).to_le_bytes());
    }
    for scalar in input.tensor.scalars() {
        match scalar {
            Scalar::F64(value) => body.extend(value.to_le_bytes()),
            Scalar::F32(value) => body.extend(value.to_le_bytes()),
            Scalar::I64(value) => body.extend(value.to_le_bytes()),
            Scalar::U64(value) => body.extend(value.to_le_bytes()),
            Scalar::Bool(value) => body.push(u8::from(value)),
        }
    }
}

fn text(body: &mut Vec<u8>, text: &str) {
    body.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    body.extend(text.as_bytes());
}

const fn code(dtype: DType) -> u8 {
    match dtype {
        DType::F64 => 0,
        DType::F32 => 1,
        DType::I64 => 2,
        DType::U64 => 3,
        DType::Bool => 4,
    }
}

const fn layout(layout: Layout) -> u8 {
    match layout {
        Layout::C => 0,
        Layout::Fortran => 1,
        Layout::Reversed => 2,
        Layout::Window => 3,
    }
}
