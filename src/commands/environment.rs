//! The one place that reads environment variables.

use crate::grade::ToolchainSearch;
use crate::style::ColourEnvironment;
use std::ffi::OsString;
use std::path::PathBuf;

/// What the environment says, read once.
#[derive(Clone, Debug)]
pub(super) struct Environment {
    pub(super) toolchain: ToolchainSearch,
    /// `$XDG_CACHE_HOME`, else `~/.cache`; `None` where neither can be told.
    pub(super) cache: Option<PathBuf>,
    pub(super) colour: ColourEnvironment,
    /// `$VISUAL`, else `$EDITOR`.
    pub(super) editor: Option<String>,
    /// Whether the locale can show more than ASCII.
    pub(super) charset: Charset,
    /// As `$COLORFGBG` says.
    pub(super) background: Option<Background>,
    /// `$COLUMNS`.
    pub(super) columns: Option<usize>,
    /// `$GITHUB_STEP_SUMMARY`: where a workflow step's summary goes.
    pub(super) step_summary: Option<PathBuf>,
    /// `$GITHUB_WORKSPACE`: the root of the repository that a workflow has checked out.
    pub(super) repository: Option<PathBuf>,
}

/// Characters that the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    Unicode,
    Ascii,
}

/// The terminal's background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Background {
    Dark,
    Light,
}

impl Environment {
    #[expect(clippy::disallowed_methods, reason = "this is the place")]
    pub(super) fn read() -> Self {
        let get = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let text = |name: &str| get(name).and_then(|value| value.into_string().ok());
        let home = get("HOME").map(PathBuf::from);
        let below_home = |folder: &str| home.as_ref().map(|home| home.join(folder));
        // A relative XDG_CACHE_HOME is to be ignored, as its specification says.
        let xdg = get("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
        Self {
            toolchain: ToolchainSearch {
                path: get("PATH").unwrap_or_else(|| OsString::from("/usr/local/bin:/usr/bin:/bin")),
                name: get("RUSTUP_TOOLCHAIN"),
                rustup: get("RUSTUP_HOME").map(PathBuf::from).or_else(|| below_home(".rustup")),
            },
            cache: xdg.or_else(|| below_home(".cache")).map(|cache| cache.join("tensorlings")),
            colour: ColourEnvironment {
                no_color: text("NO_COLOR"),
                force_color: text("FORCE_COLOR"),
                clicolor_force: text("CLICOLOR_FORCE"),
                clicolor: text("CLICOLOR"),
                colorterm: text("COLORTERM"),
                term: text("TERM"),
            },
            editor: text("VISUAL").or_else(|| text("EDITOR")),
            charset: charset(["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text).as_deref()),
            background: text("COLORFGBG").as_deref().and_then(background),
            step_summary: get("GITHUB_STEP_SUMMARY").map(PathBuf::from),
            repository: get("GITHUB_WORKSPACE").map(PathBuf::from),
            columns: text("COLUMNS").and_then(|columns| columns.parse().ok()),
        }
    }
}

/// `COLORFGBG` is `foreground;background`, sometimes with a third part between: 7 and 9 to 15 of the 16 colours are
/// light.
fn background(variable: &str) -> Option<Background> {
    let (_, last) = variable.rsplit_once(';')?;
    match last.parse::<u8>().ok()? {
        7 | 9..=15 => Some(Background::Light),
        0..=8 => Some(Background::Dark),
        _ => None,
    }
}

/// A locale names its character set; without a locale, terminals of today show UTF-8.
fn charset(locale: Option<&str>) -> Charset {
    let Some(locale) = locale else { return Charset::Unicode };
    let locale = locale.to_ascii_lowercase();
    if locale.contains("utf-8") || locale.contains("utf8") { Charset::Unicode } else { Charset::Ascii }
}

#[cfg(test)]
mod tests {
    use super::{Background, Charset, background, charset};

    #[test]
    fn the_background_is_the_last_number() {
        assert_eq!(background("0;15"), Some(Background::Light));
        assert_eq!(background("15;default;0"), Some(Background::Dark));
        assert_eq!(background("12;8"), Some(Background::Dark));
        assert_eq!(background("default;default"), None);
        assert_eq!(background("7"), None);
    }

    #[test]
    fn the_locale_decides_the_characters() {
        assert_eq!(charset(Some("en_GB.UTF-8")), Charset::Unicode);
        assert_eq!(charset(Some("C.utf8")), Charset::Unicode);
        assert_eq!(charset(Some("POSIX")), Charset::Ascii);
        assert_eq!(charset(Some("de_DE.ISO-8859-1")), Charset::Ascii);
        assert_eq!(charset(None), Charset::Unicode);
    }
}
