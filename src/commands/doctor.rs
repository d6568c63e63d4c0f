//! `doctor`: what is there, what is missing, and how strong the sandbox is.

use super::exit::{Exit, Failure};
use super::session::{Session, print, standard_output};
use crate::grade::{Finding, Grader, Health};
use crate::sandbox::{Fate, Level};
use crate::style::{Line, Meaning, Theme, ansi};

/// Columns of a topic.
const TOPIC: usize = 16;

pub(super) fn run(session: &Session) -> Result<Exit, Failure> {
    let theme = session.theme(standard_output());
    let mut lines = Vec::new();
    let course = session.course()?;
    let setup = session.setup()?;
    for Finding { topic, health, text } in Grader::inspect(&setup) {
        lines.push(finding(topic, health, &text, &theme));
    }
    let prepared = session.grader(&course);
    match &prepared {
        Ok(grader) => {
            lines.push(finding("kit", Health::Good, &format!("ready in {}", setup.cache.display()), &theme));
            let level = grader.level();
            let health = if level == Level::Full { Health::Good } else { Health::Weak };
            lines.push(finding("sandbox", health, &format!("{}: {}", level.name(), promise(level)), &theme));
            for (attempt, fate) in grader.attempts()? {
                lines.push(finding(
                    "",
                    health_of(&fate),
                    &format!("{}: {}", attempt.words(), fate_words(&fate)),
                    &theme,
                ));
            }
        }
        Err(failure) => lines.push(finding("kit", Health::Bad, &failure.sentence(), &theme)),
    }
    lines.push(finding("colour", Health::Good, &format!("{} on this output", theme.depth.words()), &theme));
    print(|out| ansi::write(&lines, out))?;
    Ok(if prepared.is_ok() { Exit::Yes } else { Exit::Setup })
}

fn finding(topic: &str, health: Health, text: &str, theme: &Theme) -> Line {
    let (glyph, meaning) = match health {
        Health::Good => (theme.glyphs.passed, Meaning::Right),
        Health::Weak => (theme.glyphs.partial, Meaning::Wrong),
        Health::Bad => (theme.glyphs.failed, Meaning::Wrong),
    };
    let mut line = theme.line(meaning, format!("{glyph} "));
    line.push(format!("{topic:<TOPIC$}"), theme.style(Meaning::Dim));
    line.push(text, theme.style(Meaning::Text));
    line
}

const fn health_of(fate: &Fate) -> Health {
    match fate {
        Fate::Reported(_) => Health::Good,
        Fate::Refused => Health::Weak,
        Fate::Succeeded => Health::Bad,
    }
}

fn fate_words(fate: &Fate) -> String {
    match fate {
        Fate::Reported(attempt) => format!("stopped and reported as {attempt}"),
        Fate::Refused => "stopped".to_owned(),
        Fate::Succeeded => "possible".to_owned(),
    }
}

const fn promise(level: Level) -> &'static str {
    match level {
        Level::Full => "attempts of a submission are stopped and reported",
        Level::Contained => "attempts of a submission are stopped, but not reported",
        Level::Partial => "a submission can read your files while it is compiled",
        Level::None => "a submission runs with your own rights",
    }
}
