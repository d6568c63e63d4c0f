//! A terminal for a program to run in, and its screen as styled lines.

use anstyle::{Ansi256Color, AnsiColor, Color, Effects, RgbColor, Style};
use anyhow::{Result, bail};
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use tensorlings::style::Line;

#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) rows: u16,
    pub(crate) columns: u16,
}

/// What to wait for, and what to type then.
pub(crate) struct Step {
    text: &'static str,
    keys: &'static str,
}

/// Types the keys when the text is on the screen.
pub(crate) const fn after(text: &'static str, keys: &'static str) -> Step {
    Step { text, keys }
}

/// Types the keys when the screen has come to rest.
pub(crate) const fn settled(keys: &'static str) -> Step {
    Step { text: "", keys }
}

pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

/// How long a screen may take to show what is waited for; a first build of the kit is part of it.
const PATIENCE: Duration = Duration::from_mins(5);
/// A screen that has not changed for so long is complete.
const QUIET: Duration = Duration::from_millis(1500);

impl Terminal {
    /// Starts a program in a terminal of this size that shows all colours.
    pub(crate) fn start(size: Size, mut command: CommandBuilder) -> Result<Self> {
        let Size { rows, columns: cols } = size;
        let pty = native_pty_system().openpty(PtySize { rows, cols, ..PtySize::default() })?;
        for (variable, value) in
            [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LC_ALL", "C.UTF-8")]
        {
            command.env(variable, value);
        }
        for variable in ["NO_COLOR", "COLORFGBG", "VISUAL", "EDITOR"] {
            command.env_remove(variable);
        }
        let child = pty.slave.spawn_command(command)?;
        drop(pty.slave);
        let keyboard = pty.master.take_writer()?;
        let bytes = listen(pty.master.try_clone_reader()?)?;
        Ok(Self { child, keyboard, bytes, screen: vt100::Parser::new(rows, cols, 0) })
    }

    /// Takes the steps, and gives the screen when it has come to rest.
    pub(crate) fn play(&mut self, steps: &[Step]) -> Result<Vec<Line>> {
        for step in steps {
            self.wait(step.text)?;
            self.keyboard.write_all(step.keys.as_bytes())?;
            self.keyboard.flush()?;
        }
        self.wait("")?;
        Ok(lines(self.screen.screen()))
    }

    /// Reads until the screen shows `text` and then stays as it is for a while, or until the program has ended.
    fn wait(&mut self, text: &str) -> Result<()> {
        let begun = Instant::now();
        loop {
            match self.bytes.recv_timeout(QUIET) {
                Ok(some) => self.screen.process(&some),
                Err(ended) => {
                    let contents = self.screen.screen().contents();
                    if contents.contains(text) && !contents.trim().is_empty() {
                        return Ok(());
                    }
                    if ended == RecvTimeoutError::Disconnected || begun.elapsed() > PATIENCE {
                        bail!("waited in vain for {text:?}; the screen shows\n{contents}");
                    }
                }
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
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
