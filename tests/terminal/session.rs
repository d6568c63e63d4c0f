//! The workbench in a terminal of its own: keys go in, and what the terminal shows comes out.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use vt100::Parser;

/// Far longer than anything takes; only a failing test waits so long. The first test to grade builds the kit.
const PATIENCE: Duration = Duration::from_mins(4);
/// Keys that come together with a resize, crossterm may read only when the next one comes.
const AFTER_A_RESIZE: Duration = Duration::from_millis(300);

/// A running workbench and its terminal.
pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: Parser,
    resized: Option<Instant>,
}

impl Session {
    /// Opens the workbench on a workspace in a terminal of 120 × 36.
    pub(crate) fn open(workspace: &Path, variables: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tensorlings"));
        command.arg(workspace);
        Self::start(command, workspace, variables)
    }

    /// The same for another program, which may start the workbench.
    pub(crate) fn start(mut command: CommandBuilder, folder: &Path, variables: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 36, cols: 120, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        // The terminal of these tests answers no question for its background.
        command.env("COLORFGBG", "15;0");
        command.env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"));
        for name in ["VISUAL", "EDITOR", "NO_COLOR"] {
            command.env_remove(name);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let read = move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..length].to_vec()).is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new().name("terminal".to_owned()).spawn(read).unwrap();
        let keys = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, keys, output, screen: Parser::new(36, 120, 0), resized: None }
    }

    /// Waits until the screen shows a text.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen does not show a text any more.
    pub(crate) fn wait_until_gone(&mut self, text: &str) {
        self.wait(text, |screen| !screen.contents().contains(text));
    }

    /// Waits until something is so outside of the terminal.
    pub(crate) fn wait_until(&mut self, done: impl Fn() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !done() {
            assert!(
                Instant::now() < end,
                "waited in vain; the screen shows\n{}",
                self.screen.screen().contents()
            );
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(10)) {
                self.screen.process(&bytes);
            }
        }
    }

    fn wait(&mut self, what: &str, done: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !done(self.screen.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(error) => {
                    panic!("`{what}`: {error}; the screen shows\n{}", self.screen.screen().contents())
                }
            }
        }
    }

    /// Types keys as a terminal sends them.
    pub(crate) fn press(&mut self, keys: &str) {
        if let Some(resized) = self.resized.take() {
            std::thread::sleep(AFTER_A_RESIZE.saturating_sub(resized.elapsed()));
        }
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, rows: u16, columns: u16) {
        self.master.resize(PtySize { rows, cols: columns, ..PtySize::default() }).unwrap();
        self.screen.screen_mut().set_size(rows, columns);
        self.resized = Some(Instant::now());
    }

    /// The process's number, to send it signals.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// What the terminal shows now.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// How many cells of the screen have another colour than the terminal's own.
    pub(crate) fn coloured_cells(&self) -> usize {
        let screen = self.screen.screen();
        let (rows, columns) = screen.size();
        let cells = (0..rows).flat_map(|row| (0..columns).filter_map(move |column| screen.cell(row, column)));
        let own = vt100::Color::Default;
        cells.filter(|cell| cell.fgcolor() != own || cell.bgcolor() != own).count()
    }

    /// Waits for the end; gives back the exit code and the terminal as it was left.
    pub(crate) fn end(mut self) -> (u32, Parser) {
        let status = self.child.wait().unwrap();
        drop(self.keys);
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
            self.screen.process(&bytes);
        }
        (status.exit_code(), self.screen)
    }
}
