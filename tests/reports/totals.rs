//! One total: every format is read back by a reader of its own, and says the same score.

use crate::generated::{SECRET, outcome};
use base64::Engine;
use proptest::prelude::*;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attribute;
use serde_json::Value;
use std::sync::LazyLock;
use tensorlings::course::{Course, CourseSource};
use tensorlings::grade::Outcome;
use tensorlings::report::{Answers, Format, Graded, Look};

static COURSE: LazyLock<Course> = LazyLock::new(|| Course::load(&CourseSource::Embedded).unwrap());

/// The points that a report speaks of.
#[derive(Debug, PartialEq)]
struct Totals {
    score: f64,
    max_score: f64,
}

fn rendered(outcome: &Outcome, format: Format) -> String {
    let answers = Answers::default();
    let graded = Graded::new(&COURSE, outcome, &answers);
    String::from_utf8(graded.render(format, &Look::default()).unwrap()).unwrap()
}

/// Sums of decimals, to the nearest hundredth.
fn hundredths(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}

fn of_json(text: &str) -> Totals {
    let report: Value = serde_json::from_str(text).unwrap();
    let sum = |field: &str| -> f64 {
        let exercises = report["exercises"].as_array().unwrap();
        exercises.iter().filter(|one| one["graded"] == true).map(|one| one[field].as_f64().unwrap()).sum()
    };
    let totals =
        Totals { score: report["score"].as_f64().unwrap(), max_score: report["max_score"].as_f64().unwrap() };
    assert_eq!(totals, Totals { score: hundredths(sum("score")), max_score: hundredths(sum("max_score")) });
    totals
}

/// The stated score, and what Gradescope would add up without it.
fn of_gradescope(text: &str) -> Totals {
    let results: Value = serde_json::from_str(text).unwrap();
    let tests = results["tests"].as_array().unwrap();
    let sum = |field: &str| tests.iter().filter_map(|test| test[field].as_f64()).sum::<f64>();
    assert_eq!(Some(hundredths(sum("score"))), results["score"].as_f64());
    assert!(tests.iter().all(|test| test["visibility"] == "visible"));
    assert!(tests.iter().all(|test| ["passed", "failed"].contains(&test["status"].as_str().unwrap())));
    Totals { score: results["score"].as_f64().unwrap(), max_score: hundredths(sum("max_score")) }
}

/// Reads the properties of the suites, and checks that the dialect is kept.
fn of_junit(text: &str) -> Totals {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut totals = Totals { score: 0.0, max_score: 0.0 };
    let (mut names, mut class, mut in_failure, mut said) = (Vec::new(), String::new(), false, String::new());
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                let attribute = |wanted: &str| -> Option<String> {
                    let found: Option<Attribute<'_>> = element.try_get_attribute(wanted).unwrap();
                    found.map(|found| found.value.to_string())
                };
                match element.name().as_ref() {
                    "testsuite" => {
                        class = attribute("name").unwrap();
                        names.clear();
                    }
                    "property" => {
                        let value = attribute("value").unwrap();
                        match attribute("name").unwrap().as_str() {
                            "score" => totals.score += value.parse::<f64>().unwrap(),
                            "max_score" => totals.max_score += value.parse::<f64>().unwrap(),
                            _ => {}
                        }
                    }
                    "testcase" => {
                        assert_eq!(attribute("classname").unwrap(), class);
                        let name = attribute("name").unwrap();
                        assert!(!names.contains(&name), "GitLab drops the second {name}");
                        names.push(name);
                    }
                    "failure" | "error" => {
                        assert!(attribute("type").is_some());
                        assert!(matches!(event, Event::Start(_)), "GitLab reads the text, which is missing");
                        (in_failure, said) = (true, String::new());
                    }
                    _ => {}
                }
            }
            Event::Text(text) if in_failure => said.push_str(text.as_ref()),
            Event::End(element) if matches!(element.name().as_ref(), "failure" | "error") => {
                assert!(!said.trim().is_empty());
                in_failure = false;
            }
            Event::End(element) if element.name().as_ref() == "testsuite" => assert!(!names.is_empty()),
            Event::CData(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {
                panic!("markup of a learner: {event:?}")
            }
            _ => {}
        }
    }
    let is_legal =
        |c: char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(is_legal), "XML 1.0 allows no such character");
    assert!(!text.contains("[[ATTACHMENT"));
    Totals { score: hundredths(totals.score), max_score: totals.max_score }
}

/// The arithmetic of GitHub Classroom's reporter: its table, and what it sends; both must agree.
fn of_classroom(text: &str) -> Totals {
    let (mut shown, mut sent, mut most) = (0.0, 0.0, 0.0);
    for line in text.lines() {
        let (_, encoded) = line.split_once('=').unwrap();
        assert!(line.len() < 128 << 10, "Linux passes no longer variable");
        let json = base64::engine::general_purpose::STANDARD.decode(encoded).unwrap();
        let runner: Value = serde_json::from_slice(&json).unwrap();
        let tests = runner["tests"].as_array().unwrap();
        assert!(!tests.is_empty(), "0 ÷ 0 tests is no number");
        assert!(tests.iter().all(|test| test["line_no"].is_u64() && test["name"].is_string()));
        assert!(["pass", "fail", "error"].contains(&runner["status"].as_str().unwrap()));
        let max_score = runner["max_score"].as_f64().unwrap();
        if max_score == 0.0 {
            continue;
        }
        let passes = tests.iter().filter(|test| test["status"] == "pass").count();
        shown += number(passes) / number(tests.len()) * max_score;
        sent += tests.iter().map(|test| test["score"].as_f64().unwrap()).sum::<f64>();
        most += max_score;
    }
    assert!((shown - sent).abs() < 1e-6, "{shown} is shown and {sent} sent");
    assert!((sent - hundredths(sent)).abs() < 1e-6, "{sent}");
    Totals { score: hundredths(sent), max_score: most }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// `3.5/40 points`, wherever it stands first after `before`.
fn of_words(text: &str, before: &str, between: &str) -> Totals {
    let rest = text.split_once(before).unwrap().1;
    let (score, rest) = rest.split_once(between).unwrap();
    let most = rest.split([' ', '\n']).next().unwrap();
    Totals {
        score: score.rsplit([' ', '\n']).next().unwrap().parse().unwrap(),
        max_score: most.parse().unwrap(),
    }
}

fn of_html(text: &str) -> Totals {
    assert!(!text.contains("<script") && !text.contains("<b>"), "an element of a learner's");
    let links = text.matches("http").count();
    assert_eq!(
        links,
        text.matches("xmlns=\"http://www.w3.org/2000/svg\"").count()
            + text.matches("http-equiv").count()
            + text.matches("https://x.y").count()
    );
    of_words(&text.replace("</strong>", ""), "<strong>", " of ")
}

/// Lines that GitHub's runner would obey.
fn commands(text: &str) -> Vec<&str> {
    let bracket = |line: &str| {
        line.match_indices("##").any(|(place, _)| {
            line[place + 2..].trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[')
        })
    };
    text.lines().filter(|line| line.trim_start().starts_with("::") || bracket(line)).collect()
}

/// Reads one format's totals.
type Reader = fn(&str) -> Totals;

const READERS: [(Format, Reader); 8] = [
    (Format::Text, |text| of_words(text, "passed", "/")),
    (Format::Json, of_json),
    (Format::Junit, of_junit),
    (Format::Github, |text| of_words(text, "::notice title=Convolutional networks%2C step by step::", "/")),
    (Format::Gradescope, of_gradescope),
    (Format::Classroom, of_classroom),
    (Format::Markdown, |text| of_words(text, "**", "/")),
    (Format::Html, of_html),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 50, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_format_has_the_same_total_and_no_text_becomes_more_than_text(outcome in outcome(&COURSE)) {
        let expected = Totals { score: outcome.score().to_f64(), max_score: outcome.max_score().to_f64() };
        for (format, read) in READERS {
            let text = rendered(&outcome, format);
            prop_assert_eq!(&read(&text), &expected, "{:?}", format);
            prop_assert!(!text.contains(SECRET), "{:?} tells what is hidden", format);
            let known = ["::error ", "::warning ", "::notice ", "::group::", "::endgroup::"];
            let own = |line: &&str| format == Format::Github && known.iter().any(|start| line.starts_with(start));
            let strange: Vec<&str> = commands(&text).into_iter().filter(|line| !own(line)).collect();
            prop_assert!(strange.is_empty(), "{:?}: {:?}", format, strange);
            let escapes = text.matches('\u{1b}').count();
            let own = text.matches("\u{1b}[").count();
            prop_assert!(escapes == own && (own == 0 || format == Format::Github), "{:?}", format);
            let hidden = |c: char| c.is_control() && !['\n', '\t', '\u{1b}'].contains(&c) || "\u{202e}\u{200b}\u{2028}\u{feff}".contains(c);
            prop_assert!(!text.contains(hidden), "{:?}", format);
        }
    }
}

#[test]
fn every_format_is_read_back() {
    assert!(Format::all().eq(READERS.iter().map(|(format, _)| *format)));
}
