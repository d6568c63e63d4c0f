//! As much of Rust's types as signatures and shared structs of a course are made of.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeMap;

/// The type of an argument, a result or a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// `f64`, `usize`, `bool` ….
    Scalar,
    /// `ArrayView4<f64>`.
    View,
    /// `Array4<f64>`.
    Array,
    /// `&T`.
    Reference(Box<Type>),
    /// `(A, B)`.
    Tuple(Vec<Type>),
    /// `Vec<T>` and `[T]`.
    List(Box<Type>),
    /// A struct or an enum of the course.
    Named(String),
}

/// A struct's fields or an enum's variants, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shared {
    Struct(Vec<(String, Type)>),
    Enum(Vec<String>),
}

const SCALARS: &[&str] = &["f64", "f32", "i64", "i32", "u64", "u32", "usize", "bool"];

impl Type {
    pub(super) fn parse(text: &str) -> Self {
        let text: String = text.split_whitespace().collect();
        let inside = |before: &str, after: char| text.strip_prefix(before)?.strip_suffix(after);
        if let Some(inner) = text.strip_prefix('&') {
            Self::Reference(Box::new(Self::parse(inner)))
        } else if let Some(parts) = inside("(", ')') {
            Self::Tuple(split(parts, ',').iter().map(|part| Self::parse(part)).collect())
        } else if let Some(inner) = inside("[", ']').or_else(|| inside("Vec<", '>')) {
            Self::List(Box::new(Self::parse(inner)))
        } else if text.starts_with("ArrayView") {
            Self::View
        } else if text.starts_with("Array") {
            Self::Array
        } else if SCALARS.contains(&text.as_str()) {
            Self::Scalar
        } else {
            Self::Named(text)
        }
    }
}

/// The arguments of `pub fn name(a: A, b: B) -> C` and its result.
pub(super) fn signature(text: &str) -> Option<(Vec<(String, Type)>, Type)> {
    let (head, result) = text.split_once("->")?;
    let arguments = head.split_once('(')?.1.trim_end().strip_suffix(')')?;
    let argument = |argument: &String| {
        let (name, kind) = argument.split_once(':')?;
        Some((name.trim().to_owned(), Type::parse(kind)))
    };
    Some((split(arguments, ',').iter().map(argument).collect::<Option<_>>()?, Type::parse(result)))
}

/// The parts between separators that stand outside all brackets; a last empty part does not count.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_i32;
    for character in text.chars() {
        match character {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth -= 1,
            _ => {}
        }
        if character == separator && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// The structs and enums of a course's `support.rs`.
pub(super) fn shared(support: &str) -> BTreeMap<String, Shared> {
    let tokens: Vec<TokenTree> = support.parse::<TokenStream>().into_iter().flatten().collect();
    let mut found = BTreeMap::new();
    for window in tokens.windows(3) {
        let [TokenTree::Ident(keyword), TokenTree::Ident(name), TokenTree::Group(body)] = window else {
            continue;
        };
        if body.delimiter() != Delimiter::Brace {
            continue;
        }
        let parts = parts(body.stream());
        let kind = match keyword.to_string().as_str() {
            "struct" => Shared::Struct(parts.iter().filter_map(|part| field(part)).collect()),
            "enum" => Shared::Enum(parts.into_iter().filter_map(|part| part.into_iter().next()).collect()),
            _ => continue,
        };
        found.insert(name.to_string(), kind);
    }
    found
}

/// What stands between commas, without attributes and `pub`.
fn parts(body: TokenStream) -> Vec<Vec<String>> {
    let mut parts = vec![Vec::new()];
    let mut attribute = false;
    for token in body {
        let text = token.to_string();
        let was_attribute = std::mem::replace(&mut attribute, text == "#");
        match (text.as_str(), parts.last_mut()) {
            (",", _) => parts.push(Vec::new()),
            ("#" | "pub", _) => {}
            (_, Some(part)) if !was_attribute => part.push(text),
            _ => {}
        }
    }
    parts
}

fn field(part: &[String]) -> Option<(String, Type)> {
    let [name, colon, kind @ ..] = part else { return None };
    (colon == ":").then(|| (name.clone(), Type::parse(&kind.concat())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_read_into_its_types() {
        let text = "pub fn blend(x: ArrayView2<f64>, caches: &[Cache], size: (usize, usize)) -> (Array2<f64>, Vec<Cache>)";
        let (arguments, result) = signature(text).unwrap();
        let named = || Box::new(Type::Named("Cache".to_owned()));
        let expected = [
            ("x", Type::View),
            ("caches", Type::Reference(Box::new(Type::List(named())))),
            ("size", Type::Tuple(vec![Type::Scalar, Type::Scalar])),
        ];
        assert_eq!(arguments, expected.map(|(name, kind)| (name.to_owned(), kind)));
        assert_eq!(result, Type::Tuple(vec![Type::Array, Type::List(named())]));
        assert_eq!(signature("pub fn blend(x: f64)"), None);
    }

    #[test]
    fn shared_types_are_read_with_their_fields_and_variants() {
        let support = "use ndarray::Array2;\n/// A cache.\n#[derive(Debug)] pub struct Cache {\n    /// The input.\n    pub x: Array2<f64>, pub mode: Mode,\n}\npub enum Mode { /// Up.\n Up, Down }\n";
        let shared = shared(support);
        let fields = vec![("x".to_owned(), Type::Array), ("mode".to_owned(), Type::Named("Mode".to_owned()))];
        assert_eq!(shared["Cache"], Shared::Struct(fields));
        assert_eq!(shared["Mode"], Shared::Enum(vec!["Up".to_owned(), "Down".to_owned()]));
    }
}
