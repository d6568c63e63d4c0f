//! The scenes: what is run, what is typed, and what to look at.

use super::terminal::{Size, Step, Terminal, after, settled};
use anyhow::{Context, Result, bail};
use ndarray::ArrayD;
use portable_pty::CommandBuilder;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tensorlings::formats::npz;
use tensorlings::style::{DARK, svg};
use tensorlings::tensor::Tensor;

/// One picture.
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    size: Size,
    arguments: &'static [&'static str],
    steps: &'static [Step],
    /// How many lines of the screen the picture shows at most.
    lines: usize,
}

/// A page on GitHub shows 100 columns at the size of its own code.
const PAGE: Size = Size { rows: 30, columns: 100 };
/// Enough for the list of functions beside two grids of numbers, and the third below them.
const WORKBENCH: Size = Size { rows: 36, columns: 120 };
/// A window that fills a large screen.
const LARGE: Size = Size { rows: 60, columns: 200 };
/// Room for all that a command prints.
const SCROLL: Size = Size { rows: 90, columns: 100 };

/// What the workbench says of the workspace when it has graded all functions.
const GRADED: &str = "7 of 8 passed";

pub(crate) const SCENES: &[Scene] = &[
    Scene {
        name: "workbench",
        size: WORKBENCH,
        arguments: &[],
        steps: &[after(GRADED, "jj"), settled("3"), settled("n")],
        lines: usize::MAX,
    },
    Scene {
        name: "step",
        size: WORKBENCH,
        arguments: &[],
        steps: &[after(GRADED, "jj"), settled("4"), settled("n")],
        lines: usize::MAX,
    },
    Scene {
        name: "large",
        size: LARGE,
        arguments: &[],
        steps: &[after(GRADED, "jj"), settled("3"), settled("n")],
        lines: usize::MAX,
    },
    Scene { name: "grade", size: SCROLL, arguments: &["grade"], steps: &[], lines: 37 },
    Scene {
        name: "check",
        size: SCROLL,
        arguments: &["check", "conv_forward"],
        steps: &[],
        lines: usize::MAX,
    },
    Scene {
        name: "view",
        size: PAGE,
        arguments: &["view", "activations.npz::conv1", "--axes", "N,H,W"],
        steps: &[after("0 of 6", "z"), settled("-"), settled("s"), after("median", "")],
        lines: usize::MAX,
    },
];

/// What the scenes are played with.
pub(crate) struct Stage {
    pub(crate) tool: PathBuf,
    pub(crate) workspace: PathBuf,
    /// The cache to use instead of the user's.
    pub(crate) cache: Option<PathBuf>,
}

/// Where the pictures are kept.
pub(crate) fn pictures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures")
}

/// Plays a scene in the workspace, and gives the picture of its last screen.
pub(crate) fn picture(scene: &Scene, stage: &Stage) -> Result<Vec<u8>> {
    // What the scenes before have left behind: attempts, and the function that was looked at.
    let progress = stage.workspace.join(".tensorlings");
    fs::remove_dir_all(&progress)?;
    fs::create_dir(&progress)?;
    let mut command = CommandBuilder::new(&stage.tool);
    command.args(scene.arguments);
    command.args(["--workspace".as_ref(), stage.workspace.as_os_str()]);
    command.cwd(&stage.workspace);
    if let Some(cache) = &stage.cache {
        command.env("XDG_CACHE_HOME", cache);
    }
    let mut terminal = Terminal::start(scene.size, command)?;
    let mut screen = terminal.play(scene.steps).with_context(|| format!("the scene {}", scene.name))?;
    screen.truncate(scene.lines);
    let mut picture = Vec::new();
    svg::write(&screen, &DARK, &mut picture)?;
    Ok(picture)
}

/// A workspace of solutions, one of them with a mistake: the stride is forgotten to the right.
pub(crate) fn prepare(Stage { tool, workspace, .. }: &Stage) -> Result<()> {
    Command::new(tool).arg("init").arg(workspace).output()?;
    let exercises = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises");
    for entry in fs::read_dir(exercises)? {
        let folder = entry?.path();
        if let (Ok(solution), Some(name)) =
            (fs::read_to_string(folder.join("solution.rs")), folder.file_name())
        {
            fs::write(workspace.join("src").join(name).with_extension("rs"), solution)?;
        }
    }
    let wrong = workspace.join("src/conv_forward.rs");
    let right = fs::read_to_string(&wrong)?;
    let broken = right.replace("column * stride", "column");
    if broken == right {
        bail!("the solution is not as expected: there is no stride to take away");
    }
    fs::write(wrong, broken)?;
    npz::write(&[("conv1".to_owned(), ripples())], fs::File::create(workspace.join("activations.npz"))?)?;
    Ok(())
}

/// Something to look at: rings about two points, another pair in each image.
fn ripples() -> Tensor {
    let distance = |row: f64, column: f64, at: (f64, f64)| 2.0 * (row - at.0).hypot(column - at.1);
    let cell = |(image, row, column): (u8, u8, u8)| {
        let (image, row, column) = (f64::from(image), f64::from(row), f64::from(column));
        let (one, other) = ((3.0 + 2.5 * image, 5.0), (10.0 - 2.0 * image, 17.0));
        (distance(row, column, one) / 2.5).sin() + 0.6 * (distance(row, column, other) / 4.0).cos()
    };
    let cells =
        (0..6).flat_map(|image| (0..18).flat_map(move |row| (0..22).map(move |column| (image, row, column))));
    let cells: Vec<f64> = cells.map(cell).collect();
    Tensor::F64(ArrayD::from_shape_vec(vec![6, 18, 22], cells).unwrap_or_default())
}
