//! What a gradebook was made with: all that decides its rows, besides the submissions.

use super::GradebookError;
use crate::author::exercise_digest;
use crate::grade::{CourseId, Grader, Policy};
use crate::sandbox::Level;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::{Display, Formatter, Write};
use std::str::FromStr;

/// Which part of the submissions a run judges: those whose name falls to this number, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// From 1 to `of`.
    pub number: usize,
    /// The number of shards; at least 1.
    pub of: usize,
}

/// Two gradebooks with the same settings judge alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The version of the folder's format.
    pub schema: String,
    /// Another version may judge otherwise.
    pub tool_version: String,
    /// Id and version.
    pub course: CourseId,
    /// Digest of the course's content, its hidden cases included: 32 hexadecimal digits.
    pub content: String,
    /// All that `rustc -vV` says.
    pub toolchain: String,
    /// What confinement the verdicts are reached under.
    pub sandbox: Level,
    /// Whether files may hold `unsafe` and the like.
    pub allow_unsafe: bool,
    /// Digest of the seed, which is told to nobody: 32 hexadecimal digits.
    pub seed: String,
    /// Hidden cases of each exercise.
    pub cases: usize,
}

/// The format of a gradebook's folder.
const SCHEMA: &str = "tensorlings.gradebook/1";

impl Shard {
    /// All submissions.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Whether a submission of this name falls to this shard, whatever others there are.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        let hash = Sha256::digest(name.as_bytes());
        let word = hash.iter().take(8).fold(0, |word: u64, byte| word << 8 | u64::from(*byte));
        word % self.of as u64 == self.number as u64 - 1
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parsed {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("write I/N with I from 1 to N, for example 2/8".to_owned()),
        }
    }
}

impl Display for Shard {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl Settings {
    /// What a grader judges with.
    ///
    /// # Errors
    /// When the course's cases cannot be had.
    pub fn of(grader: &Grader, policy: Policy, seed: u64, cases: usize) -> Result<Self, GradebookError> {
        let course = grader.course();
        let mut content = Sha256::new();
        content.update(format!("{:?}", course.limits));
        for exercise in &course.exercises {
            content.update(format!("{} {} {:?}", exercise.name, exercise.points, exercise.standing));
            let digest = exercise_digest(course, exercise).map_err(crate::grade::GradeError::from)?;
            content.update(digest.map(u64::to_le_bytes).concat());
        }
        let mut hidden = Sha256::new();
        hidden.update(format!("{SCHEMA} {} {seed}", course.id));
        Ok(Self {
            schema: SCHEMA.to_owned(),
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            course: CourseId { id: course.id.clone(), version: course.version.clone() },
            content: hexadecimal(content),
            toolchain: grader.toolchain().version.clone(),
            sandbox: grader.level(),
            allow_unsafe: policy == Policy::Allow,
            seed: hexadecimal(hidden),
            cases,
        })
    }

    /// What differs first, where two gradebooks were made with different settings.
    pub(super) fn differs_in(&self, other: &Self) -> Option<&'static str> {
        let pairs = [
            ("the format", self.schema == other.schema),
            ("the tool's version", self.tool_version == other.tool_version),
            ("the course", self.course == other.course),
            ("the seed", self.seed == other.seed),
            ("the number of hidden cases", self.cases == other.cases),
            ("the course's content", self.content == other.content),
            ("the toolchain", self.toolchain == other.toolchain),
            ("the sandbox", self.sandbox == other.sandbox),
            ("what files may hold", self.allow_unsafe == other.allow_unsafe),
        ];
        pairs.into_iter().find_map(|(what, is_same)| (!is_same).then_some(what))
    }

    /// Begins the name of a work: all that decides its outcome besides the sources.
    pub(super) fn digest(&self) -> Sha256 {
        let mut digest = Sha256::new();
        digest.update(format!("{self:?}"));
        digest
    }
}

/// The first 16 bytes of a digest.
pub(super) fn hexadecimal(digest: Sha256) -> String {
    let mut text = String::new();
    for byte in digest.finalize().iter().take(16) {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn every_name_falls_to_exactly_one_shard() {
        for name in ["ann", "bo", "", "ünal"] {
            let shards = (1..=5).filter(|number| Shard { number: *number, of: 5 }.has(name)).count();
            assert_eq!(shards, 1, "{name}");
            assert!(Shard::WHOLE.has(name));
        }
    }

    #[test]
    fn a_shard_is_written_as_a_fraction() {
        assert_eq!("2/8".parse(), Ok(Shard { number: 2, of: 8 }));
        for text in ["0/8", "9/8", "1/0", "2", "a/b", "-1/2", ""] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
