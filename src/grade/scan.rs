//! A look at a file's tokens before the compiler sees it: what no exercise needs is refused with a reason.
//!
//! This is policy and a clear message, not the boundary: the sandbox holds without it.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

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
    ("asm", "assembly is not allowed"),
    ("global_asm", "assembly is not allowed"),
    ("naked_asm", "assembly is not allowed"),
    ("include", "files cannot be included"),
    ("include_str", "files cannot be included"),
    ("include_bytes", "files cannot be included"),
    ("env", "the environment cannot be read"),
    ("option_env", "the environment cannot be read"),
];

/// Names that stand for something else elsewhere: a module `std::env`, a path.
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

/// Brackets nested deeper than this are no honest code.
const DEEPEST: usize = 256;

/// The first thing in a file that is refused. A file that cannot be read as tokens is left to the compiler.
pub(super) fn scan(text: &str) -> Option<Refusal> {
    if nested_too_deep(text) {
        return Some(Refusal {
            reason: format!("brackets are nested deeper than {DEEPEST}"),
            line: 1,
            column: 1,
        });
    }
    let refusal = scan_tokens(text.parse().ok()?);
    // Otherwise the text of every file that was ever looked at stays in memory.
    proc_macro2::extra::invalidate_current_thread_spans();
    refusal
}

/// Counts brackets in comments and strings, too: a few too many do no harm.
fn nested_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

fn scan_tokens(tokens: TokenStream) -> Option<Refusal> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.iter().enumerate().find_map(|(position, token)| match token {
        TokenTree::Ident(ident) => {
            forbidden(ident, tokens.get(position + 1)).map(|reason| refusal(reason.to_owned(), ident.span()))
        }
        TokenTree::Group(group) if is_attribute(group, &tokens[..position]) => {
            attribute(group.stream()).or_else(|| scan_tokens(group.stream()))
        }
        TokenTree::Group(group) => scan_tokens(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    })
}

fn forbidden(ident: &Ident, next: Option<&TokenTree>) -> Option<&'static str> {
    let name = plain(ident);
    let (_, reason) = FORBIDDEN.iter().find(|(forbidden, _)| *forbidden == name)?;
    let called = matches!(next, Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
    (called || !ONLY_AS_MACRO.contains(&name.as_str())).then_some(reason)
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
fn attribute(tokens: TokenStream) -> Option<Refusal> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ATTRIBUTES.contains(&plain(&ident).as_str()) => {
            Some(refusal(format!("the attribute `{}` is not allowed", plain(&ident)), ident.span()))
        }
        TokenTree::Group(group) => attribute(group.stream()),
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
        ];
        for text in texts {
            assert!(refused(text).is_some(), "{text}");
        }
        assert!(refused(&format!("fn f() {{ {}{} }}", "(".repeat(300), ")".repeat(300))).is_some());
    }

    #[test]
    fn ordinary_code_and_words_are_not() {
        let texts = [
            "// unsafe\nfn f(path: usize) -> &'static str { let link = path; \"unsafe include_str!\" }",
            "use std::env; fn f(include: f64) -> f64 { include + 1.0 }",
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
    }
}
