//! The state of the viewer.

mod layout;

pub(super) use layout::{FACTS_WIDTH, GAP, WITH_FACTS};

use super::effect::Effect;
use super::items::{Item, Standing, items, one_line};
use super::jobs::{Jobs, Outcome};
use super::list::List;
use super::msg::Msg;
use super::sheet::{Display, Finest, Sheet, SheetId, Slices};
use super::view::view;
use super::{Agreement, Purpose, ViewedFile, update};
use crate::formats::Archive;
use crate::inspect::Profile;
use crate::style::{ColourMap, Depth};
use crate::tensor::AxisNames;
use crate::tui::areas::{GridArea, Grip, SliderArea};
use crate::tui::keys::Letters;
use crate::tui::look::Look;
use crate::tui::model::{Help, Life, Notice, Tone};
use crate::tui::program::Program;
use crate::tui::wrap::TIE;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Everything that the screen shows.
#[derive(Debug)]
pub(super) struct Model {
    /// As they were named.
    pub(super) files: Vec<Opened>,
    /// To look or to compare.
    pub(super) purpose: Purpose,
    /// The tensors of the files.
    pub(super) list: List,
    /// Where the cursor begins in the first tensor.
    pub(super) slice: Option<String>,
    /// The tensor that is looked at; without one, the list is.
    pub(super) sheet: Option<Sheet>,
    /// Of the tensor that was opened last.
    pub(super) last_sheet: SheetId,
    /// What the cells of the next tensor show.
    pub(super) display: Display,
    /// Whether several slices of it are shown at once.
    pub(super) slices: Slices,
    /// Which colours stand for values.
    pub(super) map: ColourMap,
    /// What the axes are called.
    pub(super) names: AxisNames,
    /// Whether the terminal has colours enough for pixels and colour maps.
    pub(super) hues: bool,
    /// What goes on in the background.
    pub(super) jobs: Jobs,
    /// Columns and lines of the screen.
    pub(super) size: (u16, u16),
    /// The smallest cells that the terminal shows.
    pub(super) finest: Finest,
    /// Whether statistics stand beside the grid, or beside the list.
    pub(super) facts: Facts,
    /// Of tensors that were chosen in the list, by their names; or why they cannot be read.
    pub(super) glances: HashMap<String, Result<Profile, String>>,
    /// The item that was chosen in the list when statistics were asked for last.
    pub(super) glanced: Option<usize>,
    /// Said on the last line until the next key.
    pub(super) notice: Option<Notice>,
    /// The line being typed.
    pub(super) entry: Option<Entry>,
    /// The list of keys.
    pub(super) help: Help,
    /// What the files say about themselves.
    pub(super) metadata: Help,
    /// Whether the viewer goes on.
    pub(super) life: Life,
    /// Where things were drawn last.
    pub(super) areas: Areas,
    /// The slider under the held button of the mouse.
    pub(super) grip: Grip,
}

/// A file that is looked at.
#[derive(Debug)]
pub(super) struct Opened {
    /// As it was typed: a stranger's text.
    pub(super) name: String,
    /// Where it is opened again when it changes.
    pub(super) path: Option<PathBuf>,
    /// What is in it.
    pub(super) archive: Arc<Archive>,
    /// The one that was asked for.
    pub(super) entry: Option<String>,
    /// Whether the file is still what was read.
    pub(super) age: Age,
}

/// Whether a file is still what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    /// As far as is known.
    Current,
    /// It has changed since, and cannot be read.
    Outdated,
}

/// Whether statistics are shown beside the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facts {
    /// Beside the grid, where there is room.
    Shown,
    /// The grid has all the room.
    Hidden,
}

/// A text being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is for.
    pub(super) purpose: Typing,
    /// As far as it is typed.
    pub(super) text: String,
}

/// What the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typing {
    /// Names that are listed.
    Filter,
    /// An index to go to.
    Go,
    /// A value to look for.
    Search,
    /// What the axes are called.
    Names,
    /// The ends of the colours.
    Range,
}

impl Typing {
    /// What stands before the text.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Filter => "names with",
            Self::Go => "go to index",
            Self::Search => "find",
            Self::Names => "names of the axes",
            Self::Range => "colours from and to",
        }
    }
}

/// Where the last frame drew what; the mouse and the paging keys read it.
#[derive(Clone, Debug, Default)]
pub(super) struct Areas {
    /// The lines of the list.
    pub(super) lines: Vec<(Rect, usize)>,
    /// The cells of each grid.
    pub(super) grids: Vec<GridArea>,
    /// The tracks that were drawn.
    pub(super) sliders: Vec<SliderArea>,
    /// Lines of the list of keys that did not fit.
    pub(super) help_overflow: usize,
}

/// How often what is inflated is looked at.
const BEAT: Duration = Duration::from_millis(150);

impl Model {
    /// The state before anything happened.
    pub(super) fn of(files: Vec<ViewedFile>, purpose: Purpose, look: &Look, size: (u16, u16)) -> Self {
        let files: Vec<Opened> = files.into_iter().map(Opened::from).collect();
        let list = List::of(items(&files, purpose));
        let halves = look.theme.depth >= Depth::Ansi256 && look.letters == Letters::Unicode;
        Self {
            files,
            purpose,
            list,
            slice: None,
            sheet: None,
            last_sheet: SheetId::default(),
            display: Display::Values,
            slices: Slices::default(),
            map: ColourMap::default(),
            names: AxisNames::default(),
            hues: look.theme.depth >= Depth::Ansi256,
            jobs: Jobs::default(),
            size,
            finest: if halves { Finest::Halves } else { Finest::Blocks },
            facts: if size.0 >= WITH_FACTS { Facts::Shown } else { Facts::Hidden },
            glances: HashMap::new(),
            glanced: None,
            notice: None,
            entry: None,
            help: Help::Closed,
            metadata: Help::Closed,
            life: Life::Running,
            areas: Areas::default(),
            grip: Grip::default(),
        }
    }

    /// Leaves one sentence on the last line.
    pub(super) fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone });
    }

    /// Whether the chosen item is a comparison of two tensors.
    pub(super) fn compares(&self) -> bool {
        let item = self.sheet.as_ref().and_then(|sheet| self.list.items.get(sheet.item));
        item.is_some_and(|item| matches!(item.standing, Standing::Both | Standing::Unlike))
    }

    /// What is known of the comparison.
    pub(super) fn agreement(&self) -> Agreement {
        if self.purpose == Purpose::Look {
            return Agreement::Unasked;
        }
        let items = &self.list.items;
        let is_unreadable = |item: &&Item| matches!(item.outcome, Some(Outcome::Failed));
        match items.iter().filter(is_unreadable).count() {
            0 if items.iter().all(|item| item.differs() == Some(false)) => Agreement::Whole,
            0 => Agreement::Unproven,
            count => Agreement::Unreadable(count),
        }
    }

    /// Notes what comparing the tensors that are opened came to.
    pub(super) fn came_to(&mut self, outcome: Outcome) {
        let item = self.sheet.as_ref().map(|sheet| sheet.item);
        if let Some(item) = item.and_then(|item| self.list.items.get_mut(item)) {
            item.outcome = Some(outcome);
        }
    }

    /// Whether there are several tensors to choose from.
    pub(super) fn has_list(&self) -> bool {
        self.list.items.len() > 1
    }

    /// What an axis of the tensor that is looked at is called.
    pub(super) fn axis_name(&self, axis: usize) -> String {
        let rank = self.sheet.as_ref().map_or(0, |sheet| sheet.walk.plane.at.len());
        self.names.of(axis, rank).map_or_else(|| format!("axis{TIE}{axis}"), str::to_owned)
    }

    /// Whether something lies over the list or the tensor.
    pub(super) fn is_covered(&self) -> bool {
        self.help != Help::Closed || self.metadata != Help::Closed
    }

    /// How many texts the files hold beside their tensors.
    pub(super) fn remarks(&self) -> usize {
        self.files.iter().map(|file| file.archive.metadata.count()).sum()
    }
}

impl Opened {
    /// Its name, safe to be shown.
    pub(super) fn shown(&self) -> String {
        if self.name == "-" { "standard input".to_owned() } else { one_line(&self.name) }
    }
}

impl Program for Model {
    type Msg = Msg;
    type Effect = Effect;

    fn begin(&mut self) -> Vec<Effect> {
        update::begin(self)
    }

    fn update(&mut self, msg: Msg) -> Vec<Effect> {
        update::update(self, msg)
    }

    fn draw(&mut self, look: &Look, frame: &mut Frame) {
        self.areas = view(self, look, frame);
    }

    fn life(&self) -> Life {
        self.life
    }

    fn is_input(msg: &Msg) -> bool {
        matches!(msg, Msg::Input(_))
    }

    fn beat(&self) -> Option<(Duration, Msg)> {
        update::waits(self).then_some((BEAT, Msg::Beat))
    }
}

impl From<ViewedFile> for Opened {
    fn from(file: ViewedFile) -> Self {
        let ViewedFile { name, path, archive, entry } = file;
        Self { name, path, archive: Arc::new(archive), entry, age: Age::Current }
    }
}
