//! A row of the gradebook, and the two files that hold all of them: `gradebook.jsonl` and `gradebook.csv`.

use crate::grade::{Outcome, Points, Verdict};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::Formatter;
use std::io::Error;

/// What became of a submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its name, different from all others.
    pub submission: String,
    /// The student's id, where a roster says whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `None` where this tool failed: that is no zero.
    pub score: Option<Points>,
    /// Of the graded exercises.
    pub max_score: Points,
    /// `None` where the score is.
    pub bonus: Option<Points>,
    /// `internal_error` for all of them where nothing could be judged.
    pub verdicts: Verdicts,
    /// The report's file, relative to the gradebook; `None` where there is none.
    pub report: Option<String>,
    /// Why nothing was judged, where that is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The verdict on each exercise, in course order; a map in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdicts(pub Vec<(String, Verdict)>);

impl Row {
    /// Whether this tool failed, so that the row says nothing of the student.
    #[must_use]
    pub fn is_internal_error(&self) -> bool {
        self.score.is_none()
    }
}

impl Verdicts {
    /// The verdicts of an outcome.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        Self(outcome.exercises.iter().map(|exercise| (exercise.name.clone(), exercise.verdict)).collect())
    }

    /// Whether this tool failed in any of them.
    #[must_use]
    pub fn has_internal_error(&self) -> bool {
        self.0.iter().any(|(_, verdict)| *verdict == Verdict::InternalError)
    }
}

/// One JSON object a line, in the order given.
pub(super) fn to_json_lines(rows: &[Row]) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut bytes, row)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// The rows of a `gradebook.jsonl`.
pub(super) fn from_json_lines(text: &str) -> Result<Vec<Row>, String> {
    let numbered = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    numbered
        .map(|(number, line)| serde_json::from_str(line).map_err(|error| format!("line {number}: {error}")))
        .collect()
}

/// A table for spreadsheets: a column for each exercise, and no cell that a spreadsheet would compute.
pub(super) fn to_csv(rows: &[Row]) -> Result<Vec<u8>, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let exercises: Vec<&str> = rows
        .first()
        .map(|row| row.verdicts.0.iter().map(|(name, _)| name.as_str()).collect())
        .unwrap_or_default();
    let has_ids = rows.iter().any(|row| row.id.is_some());
    let ids = |cell: String| has_ids.then_some(cell);
    let mut heading = vec!["submission".to_owned()];
    heading.extend(ids("id".to_owned()));
    heading.extend(["score", "max_score", "bonus"].map(str::to_owned));
    heading.extend(exercises.iter().map(|name| (*name).to_owned()));
    heading.extend(["report", "note"].map(str::to_owned));
    writer.write_record(&heading)?;
    for row in rows {
        let points = |points: Option<Points>| points.map(|points| points.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| harmless(text.as_deref().unwrap_or_default());
        let mut cells = vec![harmless(&row.submission)];
        cells.extend(ids(text(&row.id)));
        cells.extend([points(row.score), row.max_score.to_string(), points(row.bonus)]);
        let verdict = |name: &&str| row.verdicts.0.iter().find(|(known, _)| known == name);
        let verdicts = exercises.iter().map(|name| verdict(name).map_or("", |(_, verdict)| verdict.name()));
        cells.extend(verdicts.map(str::to_owned));
        cells.extend([text(&row.report), text(&row.note)]);
        writer.write_record(&cells)?;
    }
    writer.into_inner().map_err(|error| Error::other(error.to_string()))
}

/// A cell that begins like a formula gets an apostrophe, which spreadsheets take for "this is text".
pub(super) fn harmless(cell: &str) -> String {
    const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];
    if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() }
}

impl Serialize for Verdicts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, verdict)| (name, verdict)))
    }
}

impl<'de> Deserialize<'de> for Verdicts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Verdicts;
            fn expecting(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a map from exercises to verdicts")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Verdicts, M::Error> {
                let mut verdicts = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    verdicts.push(entry);
                }
                Ok(Verdicts(verdicts))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(submission: &str) -> Row {
        Row {
            submission: submission.to_owned(),
            id: None,
            score: Some(Points::from_f64(7.5)),
            max_score: Points::whole(10),
            bonus: Some(Points::default()),
            verdicts: Verdicts(vec![
                ("shift".to_owned(), Verdict::WrongAnswer),
                ("blend".to_owned(), Verdict::Passed),
            ]),
            report: Some("reports/a.json".to_owned()),
            note: None,
        }
    }

    #[test]
    fn a_row_reads_as_it_was_written() {
        let line = String::from_utf8(to_json_lines(&[row("a")]).unwrap()).unwrap();
        assert_eq!(
            line,
            "{\"submission\":\"a\",\"score\":7.5,\"max_score\":10.0,\"bonus\":0.0,\"verdicts\":{\"shift\":\"wrong_answer\",\"blend\":\"passed\"},\"report\":\"reports/a.json\"}\n"
        );
        assert_eq!(from_json_lines(&line), Ok(vec![row("a")]));
        assert!(from_json_lines("\n{\"submission\":1}").unwrap_err().starts_with("line 2:"));
    }

    #[test]
    fn a_spreadsheet_computes_nothing() {
        for cell in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
        let table = String::from_utf8(to_csv(&[row("=cmd|' /C calc'!A0"), row("b,\"c\"")]).unwrap()).unwrap();
        assert_eq!(
            table,
            "submission,score,max_score,bonus,shift,blend,report,note\n\
             '=cmd|' /C calc'!A0,7.5,10,0,wrong_answer,passed,reports/a.json,\n\
             \"b,\"\"c\"\"\",7.5,10,0,wrong_answer,passed,reports/a.json,\n"
        );
    }

    #[test]
    fn a_failure_of_ours_is_no_zero() {
        let failed = Row { score: None, bonus: None, id: Some("7".to_owned()), ..row("a") };
        assert!(failed.is_internal_error());
        let table = String::from_utf8(to_csv(&[failed]).unwrap()).unwrap();
        assert!(table.contains("\na,7,,10,,wrong_answer"), "{table}");
    }
}
