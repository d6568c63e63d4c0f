//! Draws the pictures of the README: the real tool in a terminal of its own, its screens written as SVG.
//!
//! `cargo run --example pictures` writes `docs/pictures/*.svg`.

use anstyle::{Ansi256Color, AnsiColor, Color, Effects, RgbColor, Style};
use anyhow::{Context, Result, bail};
use ndarray::ArrayD;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tensorlings::formats::npz;
use tensorlings::style::{DARK, Line, svg};
use tensorlings::tensor::Tensor;

/// One picture: what is run, what is typed, and what to wait for.
struct Scene {
    name: &'static str,
    rows: u16,
    columns: u16,
    arguments: &'static [&'static str],
    /// Texts to wait for, and what to type then.
    steps: &'static [(&'static str, &'static str)],
}

const SCENES: &[Scene] = &[
    Scene {
        name: "workbench",
        rows: 36,
        columns: 120,
        arguments: &[],
        steps: &[("7 of 8 passed", "jj"), ("", "3"), ("difference", "")],
    },
    Scene {
        name: "large",
        rows: 80,
        columns: 250,
        arguments: &[],
        steps: &[("7 of 8 passed", "3"), ("difference", "n"), ("", "")],
    },
    Scene {
        name: "lesson",
        rows: 36,
        columns: 120,
        arguments: &[],
        steps: &[("7 of 8 passed", "1"), ("", "")],
    },
    Scene {
        name: "step",
        rows: 36,
        columns: 120,
        arguments: &[],
        steps: &[("7 of 8 passed", "4"), ("", "n"), ("", "")],
    },
    Scene {
        name: "check",
        rows: 70,
        columns: 100,
        arguments: &["check", "conv_forward"],
        steps: &[("", "")],
    },
    Scene { name: "grade", rows: 74, columns: 100, arguments: &["grade"], steps: &[("7 of 8 passed", "")] },
    Scene {
        name: "view",
        rows: 36,
        columns: 120,
        arguments: &["view", "activations.npz::conv1", "--axes", "N,H,W"],
        steps: &[("deviation", "")],
    },
];

/// How long a screen may take to show what is waited for; a first build of the kit is part of it.
const PATIENCE: Duration = Duration::from_mins(2);
/// A screen that has not changed for so long is complete.
const QUIET: Duration = Duration::from_millis(700);

fn main() -> Result<()> {
    let tool = build()?;
    let workspace = tempfile::tempdir()?;
    prepare(&tool, workspace.path())?;
    let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    fs::create_dir_all(&pictures)?;
    for scene in SCENES {
        let screen =
            play(scene, &tool, workspace.path()).with_context(|| format!("the scene {}", scene.name))?;
        let mut file = fs::File::create(pictures.join(format!("{}.svg", scene.name)))?;
        svg::write(&screen, &DARK, &mut file)?;
    }
    Ok(())
}

fn build() -> Result<PathBuf> {
    let cargo = Command::new(env!("CARGO")).arg("build").status()?;
    if !cargo.success() {
        bail!("the tool does not build");
    }
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/debug/tensorlings"))
}

/// A workspace of solutions, one of them with a mistake: the stride is forgotten to the right.
fn prepare(tool: &Path, workspace: &Path) -> Result<()> {
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
    let distance = |row: f64, column: f64, at: (f64, f64)| (row - at.0).hypot(column - at.1);
    let cell = |(image, row, column): (u8, u8, u8)| {
        let (image, row, column) = (f64::from(image), f64::from(row), f64::from(column));
        let (one, other) = ((6.0 + 5.0 * image, 14.0), (20.0 - 4.0 * image, 50.0));
        (distance(row, column, one) / 2.5).sin() + 0.6 * (distance(row, column, other) / 4.0).cos()
    };
    let cells =
        (0..4).flat_map(|image| (0..40).flat_map(move |row| (0..72).map(move |column| (image, row, column))));
    let cells: Vec<f64> = cells.map(cell).collect();
    Tensor::F64(ArrayD::from_shape_vec(vec![4, 40, 72], cells).unwrap_or_default())
}

fn play(scene: &Scene, tool: &Path, workspace: &Path) -> Result<Vec<Line>> {
    let size = PtySize { rows: scene.rows, cols: scene.columns, ..PtySize::default() };
    let pty = native_pty_system().openpty(size)?;
    let mut command = CommandBuilder::new(tool);
    command.cwd(workspace);
    command.args(scene.arguments);
    command.args(["--workspace".as_ref(), workspace.as_os_str()]);
    command.env("TERM", "xterm-256color");
    command.env("COLORTERM", "truecolor");
    command.env("LANG", "C.UTF-8");
    let mut child = pty.slave.spawn_command(command)?;
    drop(pty.slave);
    let mut keyboard = pty.master.take_writer()?;
    let bytes = listen(pty.master.try_clone_reader()?)?;
    let mut terminal = vt100::Parser::new(scene.rows, scene.columns, 0);
    for (text, keys) in scene.steps {
        wait(&bytes, &mut terminal, text)?;
        keyboard.write_all(keys.as_bytes())?;
        keyboard.flush()?;
    }
    wait(&bytes, &mut terminal, "")?;
    let lines = lines(terminal.screen());
    child.kill().ok();
    child.wait()?;
    Ok(lines)
}

fn listen(mut reader: Box<dyn Read + Send>) -> Result<Receiver<Vec<u8>>> {
    let (sender, receiver) = channel();
    std::thread::Builder::new().name("terminal".to_owned()).spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                break;
            }
        }
    })?;
    Ok(receiver)
}

/// Reads until the screen shows `text` and then stays as it is for a while.
fn wait(bytes: &Receiver<Vec<u8>>, terminal: &mut vt100::Parser, text: &str) -> Result<()> {
    let begun = Instant::now();
    loop {
        match bytes.recv_timeout(QUIET) {
            Ok(some) => terminal.process(&some),
            Err(_) if terminal.screen().contents().contains(text) => return Ok(()),
            Err(_) if begun.elapsed() > PATIENCE => bail!("waited in vain for {text:?}"),
            Err(_) => {}
        }
    }
}

/// The screen as styled lines, without the empty ones at its end.
fn lines(screen: &vt100::Screen) -> Vec<Line> {
    let (rows, columns) = screen.size();
    let mut lines: Vec<Line> = (0..rows).map(|row| line(screen, row, columns)).collect();
    while lines.last().is_some_and(|line| line.text().trim().is_empty()) {
        lines.pop();
    }
    lines
}

fn line(screen: &vt100::Screen, row: u16, columns: u16) -> Line {
    let mut line = Line::default();
    for cell in (0..columns).filter_map(|column| screen.cell(row, column)) {
        let text = if cell.has_contents() { cell.contents() } else { " " };
        line.push(text, style(cell));
    }
    line
}

fn style(cell: &vt100::Cell) -> Style {
    let effects = [
        (cell.bold(), Effects::BOLD),
        (cell.underline(), Effects::UNDERLINE),
        (cell.inverse(), Effects::INVERT),
    ];
    let effects =
        effects.into_iter().filter(|(on, _)| *on).fold(Effects::new(), |all, (_, effect)| all | effect);
    Style::new().fg_color(colour(cell.fgcolor())).bg_color(colour(cell.bgcolor())).effects(effects)
}

fn colour(colour: vt100::Color) -> Option<Color> {
    match colour {
        vt100::Color::Default => None,
        vt100::Color::Idx(index) => {
            Some(Ansi256Color(index).into_ansi().map_or(Ansi256Color(index).into(), AnsiColor::into))
        }
        vt100::Color::Rgb(red, green, blue) => Some(RgbColor(red, green, blue).into()),
    }
}
