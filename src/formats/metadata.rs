//! What a file says about itself, beside its tensors: texts by their names.

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// Texts by their names, in the order of the file. All of them are a stranger's, to be cleaned before they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata(Vec<(String, String)>);

/// Characters of a text that are kept: some models carry a picture of themselves.
const LONGEST: usize = 8 << 10;
/// So many texts are kept.
const MOST: usize = 1000;

impl Metadata {
    /// The names and texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MetadataVisitor)
    }
}

struct MetadataVisitor;

impl<'de> Visitor<'de> for MetadataVisitor {
    type Value = Metadata;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Metadata, A::Error> {
        let mut texts = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let Remark(text) = map.next_value()?;
            if texts.len() < MOST {
                texts.push((cut(&name), text));
            }
        }
        Ok(Metadata(texts))
    }
}

/// A text, or what else stands where one should: numbers as they are written, anything nested not at all.
struct Remark(String);

impl<'de> Deserialize<'de> for Remark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RemarkVisitor).map(Self)
    }
}

struct RemarkVisitor;

impl<'de> Visitor<'de> for RemarkVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(cut(text))
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<String, A::Error> {
        while values.next_element::<IgnoredAny>()?.is_some() {}
        Ok("[…]".to_owned())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<String, A::Error> {
        while values.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok("{…}".to_owned())
    }
}

/// The first characters of a text, with a sign where it goes on.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Metadata {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn texts_are_kept_in_the_order_of_the_file_and_what_is_none_is_told() {
        let found =
            read(r#"{"z":"last","a":"first","size":12,"half":0.5,"on":true,"no":null,"in":{"x":[1]}}"#);
        let found: Vec<(&str, &str)> = found.iter().collect();
        assert_eq!(found[..2], [("z", "last"), ("a", "first")]);
        assert_eq!(
            found[2..],
            [("size", "12"), ("half", "0.5"), ("on", "true"), ("no", "null"), ("in", "{…}")]
        );
    }

    #[test]
    fn long_texts_and_many_of_them_are_cut() {
        let long = format!("{{\"picture\":\"{}\"}}", "ü".repeat(100_000));
        let found = read(&long);
        assert_eq!(found.iter().next().unwrap().1.chars().count(), LONGEST + 1);
        let many: Vec<String> = (0..2 * MOST).map(|at| format!("\"{at}\":\"\"")).collect();
        assert_eq!(read(&format!("{{{}}}", many.join(","))).count(), MOST);
    }
}
