//! Panics of this tool: of a worker, an internal error of the one submission that it was about.

use std::any::Any;

/// What a panic said, as far as it was a text.
#[must_use]
pub fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    text.unwrap_or("no reason given").to_owned()
}
