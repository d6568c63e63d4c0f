//! Which version of each function a program holds, and the crate root that puts them together.

use crate::course::{Course, Exercise};
use std::fmt::Write;

/// The version of a function inside a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// The learner's file.
    Own(&'a str),
    /// The compiled reference.
    Reference,
    /// A body of the right signature that panics.
    StandIn,
}

/// All functions of a program, in course order.
#[derive(Clone, Debug)]
pub(super) struct Plan<'a> {
    pub(super) parts: Vec<(&'a Exercise, Part<'a>)>,
}

/// The root of a program's crate.
pub(super) struct Root {
    pub(super) text: String,
    /// For each line, from 0, the function that it belongs to.
    pub(super) owners: Vec<Option<String>>,
}

/// The static that the harness looks for.
pub(super) const FUNCTIONS: &str = "TENSORLINGS_FUNCTIONS";

impl<'a> Plan<'a> {
    /// A plan that chooses a part for every function of the course.
    pub(super) fn new(course: &'a Course, choose: impl Fn(&'a Exercise) -> Part<'a>) -> Self {
        Self { parts: course.exercises.iter().map(|exercise| (exercise, choose(exercise))).collect() }
    }

    /// The functions that the learner wrote.
    pub(super) fn own(&self) -> impl Iterator<Item = (&'a Exercise, &'a str)> {
        self.parts.iter().filter_map(|(exercise, part)| match part {
            Part::Own(text) => Some((*exercise, *text)),
            Part::Reference | Part::StandIn => None,
        })
    }

    /// The functions that are taken from the references.
    pub(super) fn references(&self) -> impl Iterator<Item = &str> {
        self.parts
            .iter()
            .filter(|(_, part)| *part == Part::Reference)
            .map(|(exercise, _)| exercise.name.as_str())
    }

    /// The same plan with stand-ins for the own functions that `replaced` names.
    pub(super) fn without(&self, replaced: impl Fn(&str) -> bool) -> Self {
        let part = |(exercise, part): &(&'a Exercise, Part<'a>)| match part {
            Part::Own(_) if replaced(&exercise.name) => (*exercise, Part::StandIn),
            part => (*exercise, part.clone()),
        };
        Self { parts: self.parts.iter().map(part).collect() }
    }

    /// The crate root. One function a line, so that an error in it names the function.
    pub(super) fn root(&self) -> Root {
        let mut text = String::from("extern crate kit as _;\npub use ::support::*;\n");
        let mut owners = vec![None; text.lines().count()];
        for (exercise, part) in &self.parts {
            let name = &exercise.name;
            let module = match part {
                Part::Own(_) => format!("pub mod {name};"),
                Part::Reference => format!("pub mod {name} {{ pub use ::reference_{name}::{name}; }}"),
                Part::StandIn => format!("pub mod {name} {{ pub use ::stand_ins::{name}::{name}; }}"),
            };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{module} pub use {name}::{name};");
            owners.push(Some(name.clone()));
        }
        let head = "#[allow(unsafe_code)]\n#[unsafe(no_mangle)]\n";
        let _ = writeln!(text, "{head}pub static {FUNCTIONS}: ::calls::Functions = ::calls::Functions {{");
        owners.extend([None, None, None]);
        for (exercise, _) in &self.parts {
            let name = &exercise.name;
            let _ = writeln!(text, "    {name}: {name}::{name},");
            owners.push(Some(name.clone()));
        }
        text.push_str("};\n");
        Root { text, owners }
    }
}

/// The identifiers and numbers of a text, comments included.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Every function whose name occurs in the text of `names`' files, or of those found in turn, `names` included.
pub(super) fn mentioned<'a>(
    course: &'a Course,
    names: &[&'a str],
    text: impl Fn(&str) -> Option<&'a str>,
) -> Vec<&'a str> {
    let mut found: Vec<&str> = names.to_vec();
    let mut next = 0;
    while let Some(name) = found.get(next) {
        let words: Vec<&str> = words(text(name).unwrap_or_default()).collect();
        for exercise in &course.exercises {
            if words.contains(&exercise.name.as_str()) && !found.contains(&exercise.name.as_str()) {
                found.push(&exercise.name);
            }
        }
        next += 1;
    }
    found
}
