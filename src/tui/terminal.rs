//! The real terminal: taken over, given back in every way that a process can end, and read.

use super::answers::Answers;
use super::workers::{Message, Thread, Workers};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, poll, read,
};
use ratatui::crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute, style};
use std::io::{self, Stdout, stdout};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// How long a terminal takes for the rest of an answer that it has begun.
const REST_OF_AN_ANSWER: Duration = Duration::from_millis(100);

/// The terminal in the workbench's hands; dropping it gives the terminal back.
#[derive(Debug)]
pub(super) struct TakenTerminal {
    pub(super) terminal: Terminal<CrosstermBackend<Stdout>>,
    /// Cleared when the screen is given back: from then on panics are reported as anywhere else.
    taken: Arc<AtomicBool>,
}

impl TakenTerminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When it cannot be put into raw mode or written to.
    pub(super) fn take() -> io::Result<Self> {
        let taken = Arc::new(AtomicBool::new(true));
        report_panics_after_the_screen(&taken);
        // The themes decide about colour; crossterm must not drop the modifiers under NO_COLOR.
        style::force_color_output(true);
        enter()?;
        let terminal = Terminal::new(CrosstermBackend::new(stdout()));
        let terminal = terminal.inspect_err(|_| leave())?;
        Ok(Self { terminal, taken })
    }
}

impl Drop for TakenTerminal {
    fn drop(&mut self) {
        if self.taken.swap(false, Ordering::SeqCst) {
            leave();
        }
    }
}

/// Raw mode, alternate screen, mouse and bracketed paste.
///
/// # Errors
/// When the terminal refuses.
pub(super) fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    // A console without an alternate screen stays on the one that has text on it.
    let begun = execute!(
        stdout(),
        EnterAlternateScreen,
        Clear(ClearType::All),
        EnableMouseCapture,
        EnableBracketedPaste,
        cursor::Hide
    );
    begun.inspect_err(|_| leave())
}

/// Undoes [`enter`]. A terminal that is gone cannot be told so; nothing better can be done then.
pub(super) fn leave() {
    let _ =
        execute!(stdout(), DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
}

/// A panic of the UI thread gives the terminal back before it is reported; panics of other threads say nothing
/// here, because they arrive as messages and a report would be written into the live screen.
fn report_panics_after_the_screen(taken: &Arc<AtomicBool>) {
    let taken = Arc::clone(taken);
    let ui = thread::current().id();
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == ui && taken.swap(false, Ordering::SeqCst) {
            leave();
        }
        if !taken.load(Ordering::SeqCst) {
            previous(info);
        }
    }));
}

/// Lets the input thread read on.
#[derive(Debug)]
pub(super) struct ReadOn(Sender<()>);

impl ReadOn {
    /// The last input was dealt with. If the thread is gone, its own message says so.
    pub(super) fn send(&self) {
        let _ = self.0.send(());
    }
}

/// Reads the terminal on a thread of its own. After each burst it waits until that is dealt with, so that it never
/// takes keys from an editor that has the terminal meanwhile.
pub(super) fn read_input<M: Message>(workers: &Workers<M>) -> ReadOn {
    let (read_on, go) = channel();
    workers.spawn(M::Worker::INPUT, move |inbox| {
        let end = read_bursts(inbox, &go);
        if end.is_err() {
            // The terminal is gone.
            let _ = inbox.send(M::stop());
        }
    });
    ReadOn(read_on)
}

fn read_bursts<M: Message>(inbox: &Sender<M>, go: &Receiver<()>) -> io::Result<()> {
    let mut answers = Answers::default();
    loop {
        let mut burst = Vec::new();
        if !answers.is_waiting() || poll(REST_OF_AN_ANSWER)? {
            burst.push(read()?);
            while poll(Duration::ZERO)? {
                burst.push(read()?);
            }
            burst = answers.strip(burst);
        } else {
            burst = answers.give_up();
        }
        if burst.is_empty() {
            continue;
        }
        if inbox.send(M::input(burst)).is_err() || go.recv().is_err() {
            return Ok(());
        }
    }
}

/// Turns the signals that end a process into a message, so that the terminal is given back.
///
/// # Errors
/// When the handlers cannot be installed.
#[cfg(unix)]
pub(super) fn watch_signals<M: Message>(workers: &Workers<M>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    workers.spawn(M::Worker::SIGNALS, move |inbox| {
        for _ in signals.forever() {
            if inbox.send(M::stop()).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Elsewhere the console ends the process by itself.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub(super) fn watch_signals<M: Message>(_workers: &Workers<M>) -> io::Result<()> {
    Ok(())
}

/// Gives the terminal back and stops the process group, as Ctrl-Z does; returns when the shell continues it.
///
/// # Errors
/// When the terminal cannot be taken over again.
#[cfg(unix)]
pub(super) fn suspend() -> io::Result<()> {
    leave();
    rustix::process::kill_process_group(rustix::process::getpgrp(), rustix::process::Signal::TSTP)?;
    enter()
}

/// There is nothing like it here.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub(super) fn suspend() -> io::Result<()> {
    Ok(())
}
