//! `expected.npz`: the stored tensors of an exercise, read when one of them is asked for.

use super::CourseError;
use crate::formats::npz;
use crate::tensor::Tensor;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The tensors of an archive by the names of their entries. Clones share them.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// `None` where there is none.
    archive: Option<Cow<'static, [u8]>>,
    /// How messages name the archive.
    file: String,
    read: OnceLock<Result<BTreeMap<String, Tensor>, String>>,
}

impl Answers {
    /// An archive that is not read yet.
    pub(super) fn new(archive: Cow<'static, [u8]>, file: String) -> Self {
        Self(Arc::new(Shared { archive: Some(archive), file, read: OnceLock::new() }))
    }

    /// The tensor of an entry; `None` where there is no such entry.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub(super) fn get(&self, entry: &str) -> Result<Option<&Tensor>, CourseError> {
        let Shared { archive, file, read } = &*self.0;
        let read = read.get_or_init(|| {
            let tensors = archive.as_deref().map_or_else(|| Ok(Vec::new()), npz::read);
            tensors.map(BTreeMap::from_iter).map_err(|error| error.to_string())
        });
        let failed = |message: &String| CourseError::Stored { file: file.clone(), message: message.clone() };
        Ok(read.as_ref().map_err(failed)?.get(entry))
    }
}
