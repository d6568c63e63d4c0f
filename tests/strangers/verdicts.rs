//! Every program gets its verdict, and leaves nothing behind.

use crate::corpus::{Expectation, Program, corpus, folder, judged};
use crate::traces::Traces;
use std::collections::BTreeMap;
use std::fmt::Write;
use tensorlings::grade::{ExerciseOutcome, Points, Policy, Verdict};

macro_rules! needs_full_sandbox {
    () => {
        let level = crate::bench::hasty().grader.level();
        if level != tensorlings::sandbox::Level::Full {
            eprintln!("SKIPPED: the sandbox here is {level:?}, not full");
            return;
        }
    };
}
pub(crate) use needs_full_sandbox;

fn expect(policy: Policy, choose: fn(&Program) -> &Expectation) {
    let before = Traces::look();
    let mut surprises = Vec::new();
    for program in corpus() {
        let outcome = judged(&program.text, policy);
        let surprise = choose(&program).surprise(&outcome).or_else(|| harm(&outcome));
        surprises.extend(surprise.map(|surprise| format!("{}: {surprise}", program.name)));
    }
    assert!(surprises.is_empty(), "{} surprises\n{}", surprises.len(), surprises.join("\n"));
    before.assert_nothing_new();
}

/// What no hostile program may reach, whatever its verdict.
fn harm(outcome: &ExerciseOutcome) -> Option<String> {
    let cases = outcome.cases.iter().flat_map(|case| [&case.stdout, &case.stderr]);
    let compiler = outcome.diagnostics.iter().map(|diagnostic| &diagnostic.rendered);
    let told = crate::bench::told(outcome);
    let mut texts = cases.chain(compiler).chain(&told);
    if let Some(text) = texts.find(|text| text.contains(is_raw)) {
        return Some(format!("raw characters in {:?}", text.chars().take(200).collect::<String>()));
    }
    let reached = outcome.verdict == Verdict::Passed || outcome.score == outcome.max_score;
    let earned = outcome.verdict == Verdict::Blocked && outcome.score != Points::default();
    (reached || earned).then(|| format!("{} points", outcome.score))
}

/// Whether a terminal would act upon a character, or hide or reorder text for it.
fn is_raw(character: char) -> bool {
    let hidden =
        matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    hidden || character.is_control() && !matches!(character, '\n' | '\t')
}

#[test]
fn nothing_hostile_passes() {
    needs_full_sandbox!();
    expect(Policy::Refuse, |program| &program.expected);
}

#[test]
fn the_sandbox_alone_holds() {
    needs_full_sandbox!();
    expect(Policy::Allow, |program| &program.without_scan);
}

#[test]
fn the_corpus_is_large_and_expects_no_success() {
    let programs = corpus();
    assert!(programs.len() >= 70, "{}", programs.len());
    for program in programs {
        for expected in [&program.expected, &program.without_scan] {
            assert_ne!(expected.verdict, Verdict::Passed, "{}", program.name);
            assert_ne!(expected.verdict, Verdict::InternalError, "{}", program.name);
        }
    }
}

/// The table in the folder is made from the programs: to make it anew, remove it and run this test.
#[test]
fn the_table_lists_every_program() {
    let mut threats: BTreeMap<String, Vec<Program>> = BTreeMap::new();
    for program in corpus() {
        threats.entry(program.threat.clone()).or_default().push(program);
    }
    let mut table = String::from(HEAD);
    for (threat, programs) in threats {
        write!(
            table,
            "\n## {}\n\n| program | verdict | without the scan |\n|---|---|---|\n",
            capital(&threat)
        )
        .unwrap();
        for Program { name, expected, without_scan, .. } in programs {
            writeln!(table, "| `{name}` | {} | {} |", told(&expected), told(&without_scan)).unwrap();
        }
    }
    let path = folder().join("README.md");
    if !path.exists() {
        std::fs::write(&path, &table).unwrap();
        panic!("the table is made anew: look at it, and run the test again");
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), table);
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + characters.as_str())
}

fn told(expected: &Expectation) -> String {
    let phrase = expected.phrase.trim().replace('`', "").replace('|', "\\|");
    let verdict = expected.verdict.words();
    if phrase.is_empty() { verdict } else { format!("{verdict}: `{phrase}`") }
}

const HEAD: &str = "# Hostile programs

Versions of one function that want more than to compute. Each answers right where nothing stops it, but for those that
attack by their answer. The first line of each tells its verdict and a part of what its author is told; where another
one comes about with the scan of tokens off (`--allow-unsafe`), the second line tells that.

`cargo test --test hostile` judges them all, both ways, and compares this table with them. Programs that fail for
harmless reasons, and more that are too slow or too large, lie in `tests/programs/`.
";
