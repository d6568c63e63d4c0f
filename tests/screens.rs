//! The pictures of the documentation: each is what the tool shows today, and each is shown somewhere.

#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "../examples/pictures/scenes.rs"]
mod scenes;
#[cfg(test)]
#[path = "../examples/pictures/terminal.rs"]
mod terminal;

use scenes::{SCENES, Stage, picture, pictures, prepare};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_picture_is_what_the_tool_shows() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage {
        tool: env!("CARGO_BIN_EXE_tensorlings").into(),
        workspace: folder.path().to_owned(),
        cache: Some(cache::cache_home()),
    };
    prepare(&stage).unwrap();
    let is_old = |scene: &&scenes::Scene| {
        let drawn = picture(scene, &stage).unwrap();
        drawn != std::fs::read(pictures().join(scene.name).with_extension("svg")).unwrap_or_default()
    };
    let old: Vec<&str> = SCENES.iter().filter(is_old).map(|scene| scene.name).collect();
    assert!(
        old.is_empty(),
        "{old:?} in docs/pictures are old; `cargo run --example pictures` draws them anew: look at them"
    );
}

#[test]
fn every_picture_is_shown_and_belongs_to_a_scene() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = pages.chain([root.join("README.md")]).filter(|path| path.is_file());
    let text: String = pages.map(|page| std::fs::read_to_string(page).unwrap()).collect();
    // The picture of the layers is drawn by hand; a test of the layers holds it.
    let mut scenes: BTreeSet<String> = SCENES.iter().map(|scene| format!("{}.svg", scene.name)).collect();
    scenes.insert("layers.svg".to_owned());
    let names = std::fs::read_dir(pictures()).unwrap().map(|entry| entry.unwrap().file_name());
    let files: BTreeSet<String> = names.map(|name| name.into_string().unwrap()).collect();
    assert_eq!(files, scenes);
    let unseen: Vec<&String> =
        files.iter().filter(|name| !text.contains(&format!("pictures/{name}"))).collect();
    assert!(unseen.is_empty(), "no page shows {unseen:?}");
}
