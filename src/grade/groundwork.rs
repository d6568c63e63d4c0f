//! What grading needs before it knows the course.

use super::kit::Foundation;
use super::toolchain::Toolchain;
use super::{GradeError, KitProgress, Setup};
use crate::sandbox::{Sandbox, Trial};

/// A toolchain and the base of all kits, with the canary on its way through the sandbox.
#[derive(Debug)]
pub struct Groundwork {
    pub(super) toolchain: Toolchain,
    pub(super) foundation: Foundation,
    pub(super) trial: Trial,
}

impl Groundwork {
    /// What is there already, while other things get ready; `None` where something has to be found or built first.
    #[must_use]
    pub fn there(setup: &Setup) -> Option<Self> {
        let toolchain = Toolchain::remembered(&setup.toolchain, &setup.cache)?;
        let foundation = Foundation::built(&toolchain, &setup.cache)?;
        Self::new(toolchain, foundation, setup).ok()
    }

    /// Finds the toolchain, and opens or builds the base.
    ///
    /// # Errors
    /// When there is no usable toolchain, or the base cannot be built.
    pub(super) fn prepare(setup: &Setup, progress: &mut dyn FnMut(KitProgress)) -> Result<Self, GradeError> {
        std::fs::create_dir_all(&setup.cache).map_err(|source| GradeError::cache(&setup.cache, source))?;
        let toolchain = Toolchain::find(&setup.toolchain, &setup.cache)?;
        let foundation = Foundation::open(&toolchain, &setup.cache, progress)?;
        Self::new(toolchain, foundation, setup)
    }

    fn new(toolchain: Toolchain, foundation: Foundation, setup: &Setup) -> Result<Self, GradeError> {
        let (canary, file) = foundation.canary()?;
        let trial = Sandbox::new(setup.launcher.clone()).try_out(canary, file);
        Ok(Self { toolchain, foundation, trial })
    }
}
