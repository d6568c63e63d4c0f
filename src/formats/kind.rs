//! What a file is, told by its first bytes; its name says only what it should have been.

use super::FormatError;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Npy,
    Npz,
    Safetensors,
}

/// So many bytes are enough to tell.
pub(super) const TELLING: usize = 64;

/// A kind of file that is not read.
struct Foreign {
    /// Where its sign stands.
    at: usize,
    sign: &'static [u8],
    /// Fits after "it is".
    what: &'static str,
    /// What to do to see its tensors.
    advice: &'static str,
}

const fn foreign(at: usize, sign: &'static [u8], what: &'static str, advice: &'static str) -> Foreign {
    Foreign { at, sign, what, advice }
}

const UNPACK: &str = "unpack it first";
const CONVERT: &str = "convert it to `.safetensors` or `.npz` to look at its tensors";
const NO_TENSORS: &str =
    "only `.npy`, `.npz`, `.safetensors` and `.index.json` files hold tensors that are read here";
const PICKLE: &str = "a pickle, and reading one would run what it says";
const SAVE: &str = "save its arrays by `numpy.savez`, or a model by `safetensors`";

const FOREIGN: [Foreign; 32] = [
    foreign(0, b"\x80\x02", PICKLE, SAVE),
    foreign(0, b"\x80\x03", PICKLE, SAVE),
    foreign(0, b"\x80\x04", PICKLE, SAVE),
    foreign(0, b"\x80\x05", PICKLE, SAVE),
    foreign(0, b"(dp", PICKLE, SAVE),
    foreign(0, b"(lp", PICKLE, SAVE),
    foreign(0, b"cnumpy", PICKLE, SAVE),
    foreign(0, b"ccopy_reg\n", PICKLE, SAVE),
    foreign(0, b"\x1f\x8b", "packed by gzip", UNPACK),
    foreign(0, b"BZh", "packed by bzip2", UNPACK),
    foreign(0, b"\xfd7zXZ\0", "packed by xz", UNPACK),
    foreign(0, b"\x28\xb5\x2f\xfd", "packed by zstd", UNPACK),
    foreign(0, b"7z\xbc\xaf\x27\x1c", "packed by 7-Zip", UNPACK),
    foreign(0, b"\x89HDF\r\n\x1a\n", "an HDF5 file", CONVERT),
    foreign(0, b"CDF", "a NetCDF file", CONVERT),
    foreign(0, b"GGUF", "a GGUF model", CONVERT),
    foreign(0, b"ggml", "a GGML model", CONVERT),
    foreign(4, b"TFL3", "a TensorFlow Lite model", CONVERT),
    foreign(0, b"MATLAB 5.0", "a MATLAB file", CONVERT),
    foreign(0, b"PAR1", "a Parquet file", CONVERT),
    foreign(0, b"ARROW1", "an Arrow file", CONVERT),
    foreign(0, b"\x89PNG", "an image", NO_TENSORS),
    foreign(0, b"\xff\xd8\xff", "an image", NO_TENSORS),
    foreign(0, b"GIF8", "an image", NO_TENSORS),
    foreign(0, b"%PDF", "a PDF document", NO_TENSORS),
    foreign(0, b"\x7fELF", "a program", NO_TENSORS),
    foreign(
        0,
        b"version https://git-lfs.github.com/",
        "a note of Git LFS that stands for the file",
        "fetch it by `git lfs pull`",
    ),
    foreign(0, b"<!DOCTYPE", "a web page", "download the file itself"),
    foreign(0, b"<!doctype", "a web page", "download the file itself"),
    foreign(0, b"<html", "a web page", "download the file itself"),
    foreign(0, b"{", "JSON", INDEX),
    foreign(0, b"[", "JSON", INDEX),
];

const INDEX: &str = "a model in several files is opened by the name of its `.safetensors.index.json`";

/// Kinds without a sign of their own, by the ending of the name.
const BY_NAME: [(&str, &str); 4] = [
    ("onnx", "an ONNX model"),
    ("pb", "a TensorFlow model"),
    ("pt", "a PyTorch file"),
    ("pth", "a PyTorch file"),
];

impl Kind {
    /// The format of a file that begins like this, or `None` where nothing tells it.
    ///
    /// # Errors
    /// When it is empty, or of a kind that is not read.
    pub(super) fn of(start: &[u8]) -> Result<Option<Self>, FormatError> {
        match start {
            [] => Err(FormatError::Empty),
            [0x93, b'N', b'U', b'M', b'P', b'Y', ..] => Ok(Some(Self::Npy)),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Ok(Some(Self::Npz)),
            // JSON that has an object at this place would have a header of more bytes than any disk.
            [first, _, _, _, _, _, _, last, b'{', ..] if *first != b'{' || *last == 0 => {
                Ok(Some(Self::Safetensors))
            }
            _ => FOREIGN
                .iter()
                .find(|kind| kind.has_sign(start))
                .map_or(Ok(None), |kind| Err(FormatError::Foreign { what: kind.what, advice: kind.advice })),
        }
    }
}

impl Foreign {
    fn has_sign(&self, start: &[u8]) -> bool {
        start.get(self.at..).is_some_and(|start| start.starts_with(self.sign))
    }
}

/// Why a file of this name, which nothing tells, is not read.
pub(super) fn unknown(name: &str) -> FormatError {
    let Some((_, extension)) = name.rsplit_once('.') else { return FormatError::Unknown };
    match extension {
        "npy" => FormatError::NotNpy,
        "npz" => FormatError::NotArchive,
        "safetensors" => FormatError::NotSafetensors("its header does not begin where it should".to_owned()),
        _ => BY_NAME
            .iter()
            .find(|(known, _)| *known == extension)
            .map_or(FormatError::Unknown, |(_, what)| FormatError::Foreign { what, advice: CONVERT }),
    }
}

/// A zip archive that a program wrote for something else than arrays, by the names in it.
pub(super) fn other_zip<'a>(mut paths: impl Iterator<Item = &'a str>) -> Option<FormatError> {
    let is_pickle = |path: &str| path == "data.pkl" || path.ends_with("/data.pkl");
    paths.any(is_pickle).then_some(FormatError::Foreign {
        what: "a PyTorch file, and reading the pickle in it would run what it says",
        advice: "save its tensors by `safetensors.torch.save_file`",
    })
}
