//! Draws the pictures of the documentation: the real tool in a terminal of its own, its screens written as SVG.
//!
//! `cargo run --example pictures` writes `docs/pictures/*.svg`; a test draws them again and compares.

mod scenes;
mod terminal;

use anyhow::{Result, bail};
use scenes::{SCENES, Stage, picture, pictures, prepare};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let stage = Stage { tool: build()?, workspace: folder.path().to_owned(), cache: None };
    prepare(&stage)?;
    for scene in SCENES {
        let picture = picture(scene, &stage)?;
        fs::write(pictures().join(scene.name).with_extension("svg"), picture)?;
    }
    Ok(())
}

fn build() -> Result<PathBuf> {
    let cargo = Command::new(env!("CARGO")).args(["build", "--locked"]).status()?;
    if !cargo.success() {
        bail!("the tool does not build");
    }
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/debug/tensorlings"))
}
