//! Does what `update` asks for, on threads of their own.

mod survey;

use super::ViewedFile;
use super::effect::Effect;
use super::items::{Place, one_line};
use super::jobs::{JobId, Report, Stop, Work};
use super::msg::{Msg, Worker};
use super::reading::{Pointed, Readers, Wanted};
use super::sheet::SheetId;
use crate::formats::{self, Archive, FormatError, Part, Progress, Source, Window, sharded};
use crate::inspect::search::search;
use crate::inspect::{self, Profile, compare, profile};
use crate::tui::event_loop::{Host, Screen};
use crate::tui::terminal::{self, ReadOn};
use crate::tui::workers::Workers;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

/// The world outside of the model.
pub(super) struct Outside {
    /// Named threads that send to the inbox.
    workers: Workers<Msg>,
    /// Lets the terminal be read again.
    read_on: ReadOn,
    /// Reads what is in sight.
    reader: Service<(Readers, Wanted)>,
    /// Reads what is under the cursor.
    pointer: Service<(Readers, Pointed)>,
}

/// A thread that serves one sheet, the newest wish first.
struct Service<Wish>(Option<(SheetId, Sender<Wish>)>);

impl<Wish: Send + 'static> Service<Wish> {
    /// Sends a wish; `serve` begins to serve another sheet.
    fn ask(&mut self, id: SheetId, mut wish: Wish, serve: impl FnOnce(Receiver<Wish>)) {
        if let Some((known, sender)) = &self.0
            && *known == id
        {
            match sender.send(wish) {
                Ok(()) => return,
                // The thread panicked, which was said; another one tries.
                Err(unsent) => wish = unsent.0,
            }
        }
        let (sender, wishes) = channel();
        // The receiver is in scope.
        let _ = sender.send(wish);
        self.0 = Some((id, sender));
        serve(wishes);
    }
}

/// How often files are looked at for changes.
const LOOK: Duration = Duration::from_millis(500);
/// What is read or worked on is told no more often than this.
const TELL: Duration = Duration::from_millis(60);
/// So many of the worst cells are kept.
const KEPT: usize = 1000;
/// Longer texts are not put into the clipboard: terminals refuse them.
const LONGEST_COPY: usize = 74_000;

impl Outside {
    pub(super) const fn new(workers: Workers<Msg>, read_on: ReadOn) -> Self {
        Self { workers, read_on, reader: Service(None), pointer: Service(None) }
    }
}

impl Host<Effect> for Outside {
    fn perform(&mut self, effect: Effect) -> Screen {
        match effect {
            Effect::Watch(files) if files.is_empty() => {}
            Effect::Watch(files) => self.workers.spawn(Worker::Watch, move |inbox| watch(&files, inbox)),
            Effect::Open(id, places) => self.workers.spawn(Worker::Open(id), move |inbox| {
                let _ = inbox.send(Msg::Opened(id, sources(&places)));
            }),
            Effect::Read(id, readers, wanted) => self.reader.ask(id, (readers, wanted), |wishes| {
                self.workers.spawn(Worker::Read(id), move |inbox| read_wishes(id, &wishes, inbox));
            }),
            Effect::Point(id, readers, pointed) => self.pointer.ask(id, (readers, pointed), |wishes| {
                self.workers.spawn(Worker::Point(id), move |inbox| point_wishes(id, &wishes, inbox));
            }),
            Effect::Work(id, stop, work) => {
                self.workers.spawn(Worker::Work(id), move |inbox| do_work(id, &stop, &work, inbox));
            }
            Effect::Copy(text) => copy(&text),
            Effect::Suspend => {
                // Without a terminal nothing is left to be done.
                if terminal::suspend().is_err() {
                    self.workers.send(Msg::Stop);
                }
                return Screen::Lost;
            }
        }
        Screen::Intact
    }

    fn input_taken(&mut self) {
        self.read_on.send();
    }
}

/// Opens the tensors of an item; where one cannot be, says why in a sentence.
pub(super) fn sources(places: &[(Arc<Archive>, Place)]) -> Result<Vec<Source>, String> {
    let open = |(archive, place): &(Arc<Archive>, Place)| match archive.entries.get(place.entry) {
        Some(entry) => entry
            .source()
            .map_err(|error| one_line(&format!("It cannot be read: {}.", error.without_entry()))),
        None => Err("It is no longer there.".to_owned()),
    };
    places.iter().map(open).collect()
}

/// Reads what is wished for; a newer wish breaks an older off.
fn read_wishes(id: SheetId, wishes: &Receiver<(Readers, Wanted)>, inbox: &Sender<Msg>) {
    let mut next = wishes.recv().ok();
    while let Some((readers, wanted)) = wishes.try_iter().last().or(next.take()) {
        let mut told = Instant::now();
        let mut newer = None;
        let result = readers.read(&wanted, &mut |tile, _| {
            newer = wishes.try_iter().last();
            if newer.is_some() {
                return ControlFlow::Break(());
            }
            if told.elapsed() >= TELL {
                told = Instant::now();
                if inbox.send(Msg::Painted(id, Ok(Box::new(tile())))).is_err() {
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        });
        let said = match result {
            Ok(Some(tile)) => inbox.send(Msg::Painted(id, Ok(Box::new(tile)))),
            Ok(None) => Ok(()),
            Err(error) => inbox.send(Msg::Painted(id, Err(one_line(&error.to_string())))),
        };
        if said.is_err() {
            return;
        }
        next = newer.or_else(|| wishes.recv().ok());
    }
}

/// Reads the last element that is wished for.
fn point_wishes(id: SheetId, wishes: &Receiver<(Readers, Pointed)>, inbox: &Sender<Msg>) {
    while let Ok(next) = wishes.recv() {
        let (readers, pointed) = wishes.try_iter().last().unwrap_or(next);
        let values = readers.values(&pointed).map(Box::new).map_err(|error| one_line(&error.to_string()));
        if inbox.send(Msg::Valued(id, values)).is_err() {
            return;
        }
    }
}

/// Works, and tells how far it is and what came of it.
pub(super) fn do_work(id: JobId, stop: &Stop, work: &Work, inbox: &Sender<Msg>) {
    if let Work::Survey { pairs, tolerance } = work {
        survey::survey(id, stop, pairs, *tolerance, inbox);
        return;
    }
    let mut told = Instant::now();
    let mut watch = |progress: Progress| {
        if stop.is_asked() {
            return ControlFlow::Break(());
        }
        if told.elapsed() >= TELL {
            told = Instant::now();
            if inbox.send(Msg::Worked(id, Report::Progress(progress))).is_err() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    };
    let report = match work {
        Work::Measure { source, window, part } => profile(source, window, *part, &mut watch)
            .map(|found| found.map(|found| Report::Measured(Box::new(found)))),
        Work::Glance { archive, place } => glance(archive, *place, &mut watch)
            .map(|found| found.map(|found| Report::Measured(Box::new(found)))),
        Work::Search { source, part, search: asked } => {
            search(source, *part, asked, &mut watch).map(|found| found.map(Report::Found))
        }
        Work::Compare { sources: [expected, actual], tolerance } => {
            compare([expected, actual], *tolerance, KEPT, &mut watch).map(|found| found.map(Report::Compared))
        }
        Work::Survey { .. } => Ok(None),
    };
    let report = match report {
        Ok(report) => report.unwrap_or(Report::Stopped),
        Err(error) => Report::Failed(one_line(&error.without_entry())),
    };
    let _ = inbox.send(Msg::Worked(id, report));
}

/// Statistics of a tensor that is not open yet; of complex numbers their magnitudes.
fn glance(
    archive: &Archive,
    place: Place,
    watch: &mut inspect::Watch<'_>,
) -> Result<Option<Profile>, FormatError> {
    let entry = archive.entries.get(place.entry).ok_or(FormatError::Outside)?;
    let source = entry.source()?;
    let part = if source.element().is_complex() { Part::Magnitude } else { Part::Real };
    profile(&source, &Window::whole(source.shape()), part, watch)
}

/// What tells whether files are still the same: when each changed last, and how long it is.
type Stamp = Vec<Option<(SystemTime, u64)>>;

fn stamp(parts: &[PathBuf]) -> Stamp {
    let facts = |path: &PathBuf| {
        let facts = std::fs::metadata(path).ok()?;
        Some((facts.modified().ok()?, facts.len()))
    };
    parts.iter().map(facts).collect()
}

/// A file that is looked at for changes.
struct Watched {
    /// The files in which its tensors lie.
    parts: Vec<PathBuf>,
    /// Of what is shown.
    shown: Stamp,
    /// When they were looked at last.
    last: Stamp,
}

impl Watched {
    fn new(path: &Path) -> Self {
        let parts = sharded::parts(path);
        let now = stamp(&parts);
        Self { parts, shown: now.clone(), last: now }
    }

    /// Whether they have changed, and then stayed the same for a while.
    fn has_settled(&mut self) -> bool {
        let now = stamp(&self.parts);
        let is_still = now == self.last;
        self.last = now;
        is_still && self.last != self.shown
    }
}

/// Looks at the files from time to time; what has changed and then stayed the same for a while is opened again.
fn watch(files: &[(usize, String, PathBuf, Option<String>)], inbox: &Sender<Msg>) {
    let mut known: Vec<Watched> = files.iter().map(|(_, _, path, _)| Watched::new(path)).collect();
    loop {
        std::thread::sleep(LOOK);
        for ((number, name, path, entry), known) in files.iter().zip(&mut known) {
            if !known.has_settled() {
                continue;
            }
            // An index may name other shards now.
            *known = Watched::new(path);
            let opened = match formats::open(path) {
                Ok(archive) => Ok(Box::new(ViewedFile {
                    name: name.clone(),
                    path: Some(path.clone()),
                    archive,
                    entry: entry.clone(),
                })),
                Err(error) => Err(sentence(name, &error)),
            };
            if inbox.send(Msg::Changed(*number, opened)).is_err() {
                return;
            }
        }
    }
}

fn sentence(name: &str, error: &FormatError) -> String {
    one_line(&format!("{name} has changed and cannot be read: {error}."))
}

/// OSC 52 of xterm's control sequences. The text is in Base64, so nothing of it is a control character.
fn copy(text: &str) {
    if text.len() <= LONGEST_COPY {
        let mut out = std::io::stdout();
        // A terminal that is gone is noticed elsewhere.
        let _ = write!(out, "\x1b]52;c;{}\x07", BASE64.encode(text)).and_then(|()| out.flush());
    }
}
