//! What changed from one gradebook to another, and by which cases.

use super::row::harmless;
use super::store::rows;
use super::{GradebookError, Row};
use crate::grade::{Points, Verdict, clean};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Error, Write};
use std::path::Path;

/// Everything that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// `tensorlings.gradebook-diff/1`.
    pub schema: &'static str,
    /// Submissions in either gradebook.
    pub total: usize,
    /// The number of `changes`.
    pub changed: usize,
    /// In one sentence.
    pub summary: String,
    /// By submission.
    pub changes: Vec<Change>,
}

/// What changed for one submission.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Its name in the gradebooks, neutralised.
    pub submission: String,
    /// Whether it is in both.
    pub kind: Kind,
    /// `None` where it is not in the old gradebook, or the tool failed there.
    pub old_score: Option<Points>,
    /// `None` where it is not in the new gradebook, or the tool failed there.
    pub new_score: Option<Points>,
    /// `None` where the score is.
    pub old_bonus: Option<Points>,
    /// `None` where the score is.
    pub new_bonus: Option<Points>,
    /// By exercise and case; empty where only the points changed, or it is in one gradebook only.
    pub places: Vec<Place>,
}

/// How a submission changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It is in both, with other points or verdicts.
    Changed,
    /// It is in the new gradebook only.
    Added,
    /// It is in the old gradebook only.
    Removed,
}

/// A case, or an exercise where its cases cannot be compared, with another verdict than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// `exercise/case` or `exercise`.
    pub name: String,
    /// `None` where the old gradebook has no such place.
    pub old: Option<Verdict>,
    /// `None` where the new gradebook has no such place.
    pub new: Option<Verdict>,
}

const SCHEMA: &str = "tensorlings.gradebook-diff/1";
/// The most places that the summary names.
const MOST_NAMED: usize = 3;

/// The cases of a report.
#[derive(Default, Deserialize)]
struct Facts {
    exercises: Vec<ExerciseFacts>,
}

#[derive(Deserialize)]
struct ExerciseFacts {
    name: String,
    #[serde(default)]
    cases: Vec<CaseFacts>,
}

#[derive(Deserialize)]
struct CaseFacts {
    id: String,
    verdict: Verdict,
}

impl Difference {
    /// Compares two gradebooks.
    ///
    /// # Errors
    /// When one of the folders is none.
    pub fn between(old: &Path, new: &Path) -> Result<Self, GradebookError> {
        let by_name = |rows: Vec<Row>| -> BTreeMap<String, Row> {
            // A gradebook may come from elsewhere.
            let named = |row: Row| Row { submission: clean(row.submission.as_bytes()), ..row };
            rows.into_iter().map(named).map(|row| (row.submission.clone(), row)).collect()
        };
        let (old_rows, new_rows) = (by_name(rows(old)?), by_name(rows(new)?));
        let names: BTreeSet<&String> = old_rows.keys().chain(new_rows.keys()).collect();
        let changes: Vec<Change> = names
            .iter()
            .filter_map(|name| match (old_rows.get(*name), new_rows.get(*name)) {
                (Some(before), Some(after)) => changed(&(old, before), &(new, after)),
                (before, after) => Some(Change {
                    submission: (*name).clone(),
                    kind: if before.is_some() { Kind::Removed } else { Kind::Added },
                    old_score: before.and_then(|row| row.score),
                    new_score: after.and_then(|row| row.score),
                    old_bonus: before.and_then(|row| row.bonus),
                    new_bonus: after.and_then(|row| row.bonus),
                    places: Vec::new(),
                }),
            })
            .collect();
        let total = names.len();
        Ok(Self { schema: SCHEMA, total, changed: changes.len(), summary: summary(total, &changes), changes })
    }

    /// Whether the gradebooks say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Writes it for people: the summary, and a line for each change.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write_text(&self, out: &mut dyn Write) -> Result<(), Error> {
        writeln!(out, "{}", self.summary)?;
        for change in &self.changes {
            let old = points(change.old_score, change.old_bonus);
            let new = points(change.new_score, change.new_bonus);
            match change.kind {
                Kind::Added => writeln!(out, "  {}: added, {new} points", change.submission)?,
                Kind::Removed => writeln!(out, "  {}: removed, {old} points", change.submission)?,
                Kind::Changed => writeln!(out, "  {}: {old} to {new} points", change.submission)?,
            }
            for Place { name, old, new } in &change.places {
                writeln!(out, "    {name}: {} to {}", words(*old), words(*new))?;
            }
        }
        Ok(())
    }

    /// Writes it as a table with a row for each place.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write_csv(&self, out: &mut dyn Write) -> Result<(), Error> {
        let mut table = csv::Writer::from_writer(out);
        table.write_record([
            "submission",
            "change",
            "old_score",
            "new_score",
            "old_bonus",
            "new_bonus",
            "place",
            "old",
            "new",
        ])?;
        for change in &self.changes {
            let score = |score: Option<Points>| score.map(|score| score.to_string()).unwrap_or_default();
            let kind = match change.kind {
                Kind::Changed => "changed",
                Kind::Added => "added",
                Kind::Removed => "removed",
            };
            let nothing = [Place { name: String::new(), old: None, new: None }];
            let places = if change.places.is_empty() { &nothing[..] } else { &change.places };
            for Place { name, old, new } in places {
                let verdict = |verdict: &Option<Verdict>| verdict.map_or("", Verdict::name);
                table.write_record([
                    &harmless(&change.submission),
                    kind,
                    &score(change.old_score),
                    &score(change.new_score),
                    &score(change.old_bonus),
                    &score(change.new_bonus),
                    name,
                    verdict(old),
                    verdict(new),
                ])?;
            }
        }
        table.flush()
    }
}

/// What changed for a submission that both gradebooks have, each with the folder of its gradebook.
fn changed((old, before): &(&Path, &Row), (new, after): &(&Path, &Row)) -> Option<Change> {
    let (old_cases, new_cases) = (cases(old, before), cases(new, after));
    let mut places = Vec::new();
    let exercises: BTreeSet<&str> =
        before.verdicts.0.iter().chain(&after.verdicts.0).map(|(name, _)| name.as_str()).collect();
    let none = BTreeMap::new();
    for name in exercises {
        let old_cases = old_cases.get(name).unwrap_or(&none);
        let new_cases = new_cases.get(name).unwrap_or(&none);
        let found = places.len();
        if !old_cases.is_empty() && !new_cases.is_empty() {
            let ids: BTreeSet<&String> = old_cases.keys().chain(new_cases.keys()).collect();
            places.extend(ids.into_iter().filter_map(|id| place(id, old_cases.get(id), new_cases.get(id))));
        }
        if places.len() == found {
            places.extend(place(name, verdict(before, name), verdict(after, name)));
        }
    }
    let is_same = places.is_empty() && before.score == after.score && before.bonus == after.bonus;
    (!is_same).then(|| Change {
        submission: before.submission.clone(),
        kind: Kind::Changed,
        old_score: before.score,
        new_score: after.score,
        old_bonus: before.bonus,
        new_bonus: after.bonus,
        places,
    })
}

fn place(name: &str, old: Option<&Verdict>, new: Option<&Verdict>) -> Option<Place> {
    (old != new).then(|| Place { name: clean(name.as_bytes()), old: old.copied(), new: new.copied() })
}

fn verdict<'a>(row: &'a Row, exercise: &str) -> Option<&'a Verdict> {
    row.verdicts.0.iter().find(|(name, _)| name == exercise).map(|(_, verdict)| verdict)
}

/// The verdicts of all cases by exercise; none where there is no report.
fn cases(folder: &Path, row: &Row) -> BTreeMap<String, BTreeMap<String, Verdict>> {
    let report = row.report.as_ref().and_then(|file| std::fs::read(folder.join(file)).ok());
    let facts: Facts = report.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let cases = |cases: Vec<CaseFacts>| cases.into_iter().map(|case| (case.id, case.verdict)).collect();
    facts.exercises.into_iter().map(|exercise| (exercise.name, cases(exercise.cases))).collect()
}

/// Score and bonus: `30 + 5`.
fn points(score: Option<Points>, bonus: Option<Points>) -> String {
    match (score, bonus) {
        (Some(score), Some(bonus)) if bonus > Points::default() => format!("{score} + {bonus}"),
        (Some(score), _) => score.to_string(),
        (None, _) => "no".to_owned(),
    }
}

fn words(verdict: Option<Verdict>) -> String {
    verdict.map_or_else(|| "nothing".to_owned(), Verdict::words)
}

fn summary(total: usize, changes: &[Change]) -> String {
    if changes.is_empty() {
        return format!("none of {total} changed");
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for change in changes {
        let reasons: BTreeSet<&str> = match change.kind {
            Kind::Added => BTreeSet::from(["being added"]),
            Kind::Removed => BTreeSet::from(["being removed"]),
            Kind::Changed => change.places.iter().map(|place| place.name.as_str()).collect(),
        };
        for reason in reasons {
            *counts.entry(reason).or_default() += 1;
        }
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let begin = format!("{} of {total} changed", changes.len());
    match counts.as_slice() {
        [] => begin,
        [(place, count)] if *count == changes.len() => format!("{begin}, all by {place}"),
        counts => {
            let named: Vec<String> =
                counts.iter().take(MOST_NAMED).map(|(place, count)| format!("{count} by {place}")).collect();
            let more = if counts.len() > MOST_NAMED { ", …" } else { "" };
            format!("{begin}: {}{more}", named.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(submission: &str, places: &[&str]) -> Change {
        let place = |name: &&str| Place {
            name: (*name).to_owned(),
            old: Some(Verdict::Passed),
            new: Some(Verdict::WrongAnswer),
        };
        Change {
            submission: submission.to_owned(),
            kind: Kind::Changed,
            old_score: None,
            new_score: None,
            old_bonus: None,
            new_bonus: None,
            places: places.iter().map(place).collect(),
        }
    }

    #[test]
    fn the_summary_names_the_one_case_that_changed_all() {
        let changes = [change("a", &["blend/overlap"]), change("b", &["blend/overlap"])];
        assert_eq!(summary(9, &changes), "2 of 9 changed, all by blend/overlap");
        assert_eq!(summary(9, &[]), "none of 9 changed");
    }

    #[test]
    fn the_summary_counts_where_there_are_several() {
        let changes =
            [change("a", &["shift/x", "blend/y"]), change("b", &["blend/y"]), change("c", &["shift/z"])];
        assert_eq!(summary(9, &changes), "3 of 9 changed: 2 by blend/y, 1 by shift/x, 1 by shift/z");
        let added = Change { kind: Kind::Added, ..change("d", &[]) };
        assert_eq!(summary(1, &[added]), "1 of 1 changed, all by being added");
    }
}
