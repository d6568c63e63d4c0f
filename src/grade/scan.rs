//! A look at a file's tokens before the compiler sees it: what no exercise needs is refused with a reason.
//!
//! This is policy and a clear message, not the boundary: the sandbox holds without it.

use super::plan::words;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use std::borrow::Cow;

/// What a file was refused for, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) reason: String,
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
}

/// Names that are refused wherever they stand as an identifier, so that a macro cannot hide them.
const FORBIDDEN: &[(&str, &str)] = &[
    ("unsafe", "`unsafe` code is not allowed"),
    // It cannot be forbidden for good, because macros of ndarray allow it; but without its name, nobody else can.
    ("unsafe_code", "no file may set the lint `unsafe_code`"),
    ("extern", "foreign functions and other crates cannot be declared"),
    ("asm", ASSEMBLY),
    ("global_asm", ASSEMBLY),
    ("naked_asm", ASSEMBLY),
    ("include", INCLUDED),
    ("include_str", INCLUDED),
    ("include_bytes", INCLUDED),
    ("env", ENVIRONMENT),
    ("option_env", ENVIRONMENT),
];

const ASSEMBLY: &str = "assembly is not allowed";
const INCLUDED: &str = "files cannot be included";
const ENVIRONMENT: &str = "the environment cannot be read";

/// Names of [`FORBIDDEN`] that may stand for something else: a module `std::env`, a variable. They are refused as a
/// macro, and wherever the file could make a macro of them.
const ONLY_AS_MACRO: &[&str] = &["env", "include", "asm"];

/// Attributes that are refused.
const ATTRIBUTES: &[&str] = &[
    "path",
    "link",
    "link_section",
    "link_name",
    "no_mangle",
    "export_name",
    "feature",
    "no_std",
    "no_core",
    "no_main",
    "global_allocator",
    "panic_handler",
    "crate_type",
    "crate_name",
    "debugger_visualizer",
    "used",
    "naked",
    "ffi_const",
    "windows_subsystem",
    "proc_macro",
    "proc_macro_derive",
    "proc_macro_attribute",
    "recursion_limit",
    "type_length_limit",
];

/// Brackets nested deeper than this are no honest code, and no compiler's stack is made for them.
const DEEPEST: usize = 256;

/// Tokens of the longest path in a `use` that is looked at, so that a long file takes no time.
const LONGEST_USE: usize = 1024;

/// The first thing in a file that is refused. What cannot be read as tokens is left to the compiler, unless one of the
/// forbidden words is in it.
pub(super) fn scan(text: &str) -> Option<Refusal> {
    let text = without_first_line(text);
    let Ok(tokens) = text.parse::<TokenStream>() else { return scan_words(&text) };
    let own_macros = words(&text).any(|word| word == "macro_rules");
    let place = if own_macros { Place::OwnMacros } else { Place::Ordinary };
    let refusal = scan_tokens(tokens, place, 0);
    // Otherwise the text of every file that was ever looked at stays in memory.
    proc_macro2::extra::invalidate_current_thread_spans();
    refusal
}

/// The compiler skips a first line such as `#!/bin/sh`, whatever it holds. The same text with that line blank.
fn without_first_line(text: &str) -> Cow<'_, str> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_attribute = |rest: &str| rest.trim_start().starts_with('[');
    match bare.strip_prefix("#!") {
        Some(rest) if !is_attribute(rest) => {
            Cow::Owned(bare.find('\n').map_or_else(String::new, |end| bare[end..].to_owned()))
        }
        _ => Cow::Borrowed(bare),
    }
}

/// Forbidden names in a text that is not made of tokens, comments and strings included.
fn scan_words(text: &str) -> Option<Refusal> {
    text.lines().zip(1..).find_map(|(content, line)| {
        let found = words(content).find(|word| !ONLY_AS_MACRO.contains(word) && reason(word).is_some())?;
        let column = content[..found.as_ptr().addr() - content.as_ptr().addr()].chars().count() + 1;
        Some(Refusal { reason: reason(found)?.to_owned(), line, column })
    })
}

/// What may become of a name of [`ONLY_AS_MACRO`] that stands alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Ordinary,
    /// Among the names that a `use` takes in, perhaps under another one.
    Use,
    /// In a file with macros of its own, which can put a `!` behind any name.
    OwnMacros,
}

fn scan_tokens(tokens: TokenStream, place: Place, depth: usize) -> Option<Refusal> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.iter().enumerate().find_map(|(position, token)| {
        let before = &tokens[..position];
        match token {
            TokenTree::Ident(ident) => forbidden(ident, place, before, tokens.get(position + 1))
                .map(|reason| refusal(reason.to_owned(), ident.span())),
            TokenTree::Group(group) if depth == DEEPEST => {
                Some(refusal(format!("brackets are nested deeper than {DEEPEST}"), group.span_open()))
            }
            TokenTree::Group(group) if is_attribute(group, before) => {
                attribute(group.stream(), depth).or_else(|| scan_tokens(group.stream(), place, depth + 1))
            }
            TokenTree::Group(group) if place == Place::Ordinary && is_in_use(before) => {
                scan_tokens(group.stream(), Place::Use, depth + 1)
            }
            TokenTree::Group(group) => scan_tokens(group.stream(), place, depth + 1),
            TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        }
    })
}

fn forbidden(
    ident: &Ident,
    place: Place,
    before: &[TokenTree],
    next: Option<&TokenTree>,
) -> Option<&'static str> {
    let name = plain(ident);
    let reason = reason(&name)?;
    if !ONLY_AS_MACRO.contains(&name.as_str()) || place == Place::OwnMacros {
        return Some(reason);
    }
    let called = matches!(next, Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
    let renamed = matches!(next, Some(TokenTree::Ident(next)) if next == "as");
    // `use std::env` is for its functions, but what is renamed could be the macro of this name.
    let taken_in = (name != "env" || renamed) && (place == Place::Use || is_in_use(before));
    (called || taken_in).then_some(reason)
}

/// Why a name is refused.
fn reason(name: &str) -> Option<&'static str> {
    FORBIDDEN.iter().find(|(forbidden, _)| *forbidden == name).map(|(_, reason)| *reason)
}

/// Whether what stands before belongs to a `use` that has not ended.
fn is_in_use(before: &[TokenTree]) -> bool {
    let not_over = |token: &&TokenTree| match token {
        TokenTree::Group(_) => false,
        TokenTree::Punct(punct) => punct.as_char() != ';',
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
    };
    before
        .iter()
        .rev()
        .take(LONGEST_USE)
        .take_while(not_over)
        .any(|token| matches!(token, TokenTree::Ident(ident) if ident == "use"))
}

/// Whether a group in brackets follows `#` or `#!`.
fn is_attribute(group: &Group, before: &[TokenTree]) -> bool {
    let punct = |token: Option<&TokenTree>, wanted| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
    let last = before.last();
    let last_but_one = before.len().checked_sub(2).and_then(|position| before.get(position));
    group.delimiter() == Delimiter::Bracket
        && (punct(last, '#') || punct(last, '!') && punct(last_but_one, '#'))
}

/// The first refused name in an attribute, however deep: `cfg_attr(all(), path = "…")`.
fn attribute(tokens: TokenStream, depth: usize) -> Option<Refusal> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ATTRIBUTES.contains(&plain(&ident).as_str()) => {
            Some(refusal(format!("the attribute `{}` is not allowed", plain(&ident)), ident.span()))
        }
        TokenTree::Group(group) if depth < DEEPEST => attribute(group.stream(), depth + 1),
        _ => None,
    })
}

/// The name without the `r#` of a raw identifier.
fn plain(ident: &Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}

fn refusal(reason: String, span: proc_macro2::Span) -> Refusal {
    let start = span.start();
    Refusal { reason, line: start.line, column: start.column + 1 }
}

#[cfg(test)]
mod tests {
    use super::scan;

    fn refused(text: &str) -> Option<String> {
        scan(text).map(|refusal| refusal.reason)
    }

    #[test]
    fn what_no_exercise_needs_is_refused() {
        let texts = [
            "fn f() { unsafe { g() } }",
            "macro_rules! m { ($a:ident) => { $a!(\"x\") } } const X: &str = m!(include_str);",
            "const X: &str = include_str!(\"/etc/passwd\");",
            "include!(\"other.rs\");",
            "#[path = \"/etc/passwd\"] mod other;",
            "#[cfg_attr(all(), path = \"x\")] mod other;",
            "#![feature(test)]",
            "#[r#no_mangle] fn f() {}",
            "#[link(name = \"c\")] unsafe extern \"C\" {}",
            "const X: &str = env!(\"HOME\");",
            "const X: Option<&str> = option_env!(\"HOME\");",
            "core::arch::global_asm!(\"nop\");",
            "#![debugger_visualizer(gdb_script_file = \"/etc/passwd\")]",
            "extern crate std as other;",
            "extern \"C\" fn f() {}",
            "#[export_name = \"write\"] fn f() {}",
            "#[link_section = \".init_array\"] static X: u8 = 0;",
            "#[global_allocator] static X: u8 = 0;",
            "#[doc = include_str!(\"/etc/passwd\")] fn f() {}",
            "fn r#unsafe() {}",
            "include\n/* between */ ! (\"other.rs\");",
            "use std::include as take; take!(\"other.rs\");",
            "use std::{fs, include as take}; take!(\"other.rs\");",
            "use core::arch::{asm as machine};",
            "use std::env as surroundings; const X: &str = surroundings!(\"HOME\");",
            "use std::{env as surroundings};",
            "macro_rules! m { ($a:ident; $($t:tt)*) => { $a $($t)* } } m!(include; ! (\"other.rs\"));",
            "#!/bin/'\nfn f() { unsafe { g() } }",
            "\u{feff}#!/bin/\"\nfn f() { unsafe { g() } }",
            "fn f() { unsafe { g() } } const X: &str = \"",
        ];
        for text in texts {
            assert!(refused(text).is_some(), "{text}");
        }
    }

    #[test]
    fn brackets_may_not_be_nested_without_end() {
        let nested = |depth: usize| format!("fn f() {{ {}{} }}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(refused(&nested(200)), None);
        assert_eq!(refused(&nested(300)).as_deref(), Some("brackets are nested deeper than 256"));
        assert_eq!(refused(&format!("const X: &str = \"{}\";", "(".repeat(300))), None);
        // Brackets in comments do not count, in either direction.
        let open = format!("{}/*{}*/", "(".repeat(250), ")".repeat(250));
        let close = format!("{}/*{}*/", ")".repeat(250), "(".repeat(250));
        assert!(refused(&format!("fn f() {{ {}{} }}", open.repeat(250), close.repeat(250))).is_some());
        assert!(refused(&format!("#[a{}{}] fn f() {{}}", open.repeat(250), close.repeat(250))).is_some());
    }

    #[test]
    fn ordinary_code_and_words_are_not() {
        let texts = [
            "// unsafe\nfn f(path: usize) -> &'static str { let link = path; \"unsafe include_str!\" }",
            "use std::env; fn f(include: f64) -> f64 { include + 1.0 }",
            "use std::{env, fs}; fn f(asm: usize) -> f64 { let include = asm as f64; include }",
            "fn unsafe_value(r#use: u8) { /* extern */ let s = r#\"unsafe { include_str!(\"\"#; env::args(); }",
            "/// `unsafe` is not needed.\n#[doc = \"no unsafe, no extern\"] fn f() {}",
            "macro_rules! total { ($($x:expr),*) => { 0.0 $(+ $x)* } } fn f() -> f64 { total!(1.0, 2.0) }",
            "#[derive(Clone)] struct Path; #[cfg(test)] mod tests {} #[inline] fn used() {}",
            "fn f( {",
        ];
        for text in texts {
            assert_eq!(refused(text), None, "{text}");
        }
    }

    #[test]
    fn the_place_is_told() {
        let refusal = scan("fn f() {\n    unsafe { g() }\n}").unwrap();
        assert_eq!((refusal.line, refusal.column), (2, 5));
        let refusal = scan("#!/bin/'\n/* é */ unsafe {}").unwrap();
        assert_eq!((refusal.line, refusal.column), (2, 9));
        let refusal = scan("fn f() {\n /* é */ unsafe { g() } \"").unwrap();
        assert_eq!((refusal.line, refusal.column), (2, 10));
    }
}
