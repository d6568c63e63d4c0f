//! Asks the terminal for its background, so that the palette suits it.

use crate::style::{DARK, LIGHT, Palette};
use std::time::Duration;

/// The question for the background (OSC 11 of xterm's control sequences), and one that every terminal answers
/// (primary device attributes): when that answer is there, no other will come.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";
/// How long to wait for terminals that answer neither.
const PATIENCE: Duration = Duration::from_millis(250);
/// No answer is longer.
const LONGEST: usize = 512;

/// The palette for the terminal's background, if it says which it has. The terminal must be in raw mode, and nobody
/// else may read it meanwhile.
#[cfg(unix)]
pub(super) fn ask() -> Option<&'static Palette> {
    use std::io::Write;
    let mut out = std::io::stdout();
    out.write_all(QUESTION).and_then(|()| out.flush()).ok()?;
    palette(&answer(PATIENCE))
}

/// Elsewhere nobody is asked.
#[cfg(not(unix))]
pub(super) fn ask() -> Option<&'static Palette> {
    None
}

/// What comes within so long, up to the end of the second answer.
#[cfg(unix)]
fn answer(patience: Duration) -> Vec<u8> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let end = std::time::Instant::now() + patience;
    let stdin = std::io::stdin();
    let mut bytes = Vec::new();
    while !is_complete(&bytes) && bytes.len() < LONGEST {
        let left = end.saturating_duration_since(std::time::Instant::now());
        let Ok(left) = Timespec::try_from(left) else { break };
        let ready = poll(&mut [PollFd::new(&stdin, PollFlags::IN)], Some(&left));
        let mut buffer = [0; 128];
        match ready {
            Ok(1..) => match rustix::io::read(&stdin, &mut buffer) {
                Ok(length @ 1..) => bytes.extend_from_slice(&buffer[..length]),
                _ => break,
            },
            _ => break,
        }
    }
    bytes
}

/// Whether the answer to the second question is there: `ESC [ ? … c`.
fn is_complete(bytes: &[u8]) -> bool {
    let begin = bytes.windows(3).position(|three| three == b"\x1b[?");
    begin.is_some_and(|begin| bytes[begin..].contains(&b'c'))
}

/// The palette for an answer such as `ESC ] 11 ; rgb:ffff/ffff/dddd`.
fn palette(answer: &[u8]) -> Option<&'static Palette> {
    let text = String::from_utf8_lossy(answer);
    let (_, colour) = text.split_once("]11;rgb:")?;
    let share = |hex: &str| -> Option<f64> {
        let digits: String = hex.chars().take_while(char::is_ascii_hexdigit).take(4).collect();
        let most = 16_u32.pow(u32::try_from(digits.len()).ok()?) - 1;
        Some(f64::from(u32::from_str_radix(&digits, 16).ok()?) / f64::from(most))
    };
    let mut channels = colour.splitn(3, '/').map(share);
    let (red, green, blue) = (channels.next()??, channels.next()??, channels.next()??);
    // The weights of ITU-R BT.601.
    let brightness = 0.299 * red + 0.587 * green + 0.114 * blue;
    Some(if brightness > 0.5 { &LIGHT } else { &DARK })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(answer: &str) -> Option<&'static str> {
        palette(answer.as_bytes()).map(|palette| palette.name)
    }

    #[test]
    fn the_brightness_decides() {
        assert_eq!(name("\x1b]11;rgb:ffff/ffff/dddd\x1b\\\x1b[?62;c"), Some("light"));
        assert_eq!(name("\x1b]11;rgb:1e1e/1e1e/1e1e\x07\x1b[?1;2c"), Some("dark"));
        assert_eq!(name("\x1b]11;rgb:ff/ff/ff\x07"), Some("light"));
    }

    #[test]
    fn what_is_no_answer_decides_nothing() {
        for answer in ["", "\x1b[?62;c", "\x1b]11;rgb:", "\x1b]11;rgb:ff/ff", "\x1b]11;rgb:zz/zz/zz"] {
            assert_eq!(name(answer), None, "{answer:?}");
        }
    }

    #[test]
    fn the_second_answer_ends_the_waiting() {
        assert!(is_complete(b"\x1b]11;rgb:0/0/0\x07\x1b[?62;22c"));
        assert!(!is_complete(b"\x1b]11;rgb:cccc/cccc/cccc\x07"));
    }
}
