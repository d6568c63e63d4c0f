//! Tensor files byte by byte, so that anything in them can be wrong.

/// An array of version 1.0 with this header and these elements.
pub(crate) fn npy(header: &str, elements: &[u8]) -> Vec<u8> {
    let length = u16::try_from(header.len()).unwrap().to_le_bytes();
    [b"\x93NUMPY\x01\x00".as_slice(), &length, header.as_bytes(), elements].concat()
}

/// The same, of an element type and a shape as Python writes them.
pub(crate) fn headed(descr: &str, shape: &str, elements: &[u8]) -> Vec<u8> {
    npy(&format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n"), elements)
}

/// Two zeros.
pub(crate) fn sound() -> Vec<u8> {
    headed("'<f8'", "(2,)", &[0; 16])
}

pub(crate) fn safetensors(header: &str, elements: &[u8]) -> Vec<u8> {
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), elements].concat()
}
