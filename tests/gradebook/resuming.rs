//! Nothing is judged twice, nothing is lost, and a killed run comes to the same result.

use crate::class::{Class, MASK, VALUE, mistake, solution};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

#[test]
fn identical_work_is_judged_once() {
    let class = Class::new();
    for student in ["ann", "bo", "cy", "dan"] {
        class.hand_in(&format!("{student}/src/{VALUE}.rs"), solution(VALUE));
    }
    class.grade("--jobs 4");
    assert_eq!(class.names("out/judged").len(), 1);
    assert_eq!(class.names("out/reports"), ["ann.json", "bo.json", "cy.json", "dan.json"]);
}

#[test]
fn what_is_no_longer_handed_in_leaves_the_gradebook() {
    let class = Class::new();
    class.hand_in(&format!("ann/{VALUE}.rs"), solution(VALUE));
    class.hand_in(&format!("bo/{VALUE}.rs"), mistake(VALUE, "not_divided"));
    assert_eq!(class.grade("").names(), ["ann", "bo"]);
    std::fs::remove_dir_all(class.path("in/bo")).unwrap();
    assert_eq!(class.grade("").names(), ["ann"]);
    assert_eq!(class.names("out/reports"), ["ann.json"]);
    assert_eq!(class.names("out/judged").len(), 1);
}

#[test]
fn a_killed_run_resumes_to_the_same_result() {
    let class = Class::new();
    let mistakes =
        ["divided_by_four", "divided_by_height", "divided_by_width", "not_divided", "shape_swapped"];
    for (number, id) in mistakes.iter().enumerate() {
        class.hand_in(&format!("student{number}/{VALUE}.rs"), mistake(VALUE, id));
    }
    class.hand_in(&format!("other/{MASK}.rs"), solution(MASK));
    let whole = class.gradebook("run in --out whole --seed 5 --cases 3");
    assert_eq!(whole.code, 0, "{}", whole.stderr);
    // Killed again and again, each time when another work has been judged.
    for wanted in [1, 2, 4] {
        let mut command = class.command("run in --out out --seed 5 --cases 3 --jobs 1");
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let begun = Instant::now();
        while judged(&class) < wanted && child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < Duration::from_mins(2), "nothing is judged");
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(judged(&class) >= 4, "what was judged is kept");
    class.write("out/reports/.writing-abc123", "half");
    let resumed = class.gradebook("run in --out out --seed 5 --cases 3");
    assert_eq!(resumed.code, 0, "{}", resumed.stderr);
    assert!(resumed.stderr.contains("of them the same as judged before"), "{}", resumed.stderr);
    for file in ["gradebook.jsonl", "gradebook.csv"] {
        assert_eq!(class.text(&format!("out/{file}")), class.text(&format!("whole/{file}")), "{file}");
    }
    assert_eq!(class.names("out/reports"), class.names("whole/reports"));
    assert_eq!(class.names("out/judged"), class.names("whole/judged"));
    assert_eq!(class.gradebook("diff out whole").stdout, "none of 6 changed\n");
}

fn judged(class: &Class) -> usize {
    if class.path("out/judged").is_dir() {
        class.names("out/judged").iter().filter(|name| !name.starts_with('.')).count()
    } else {
        0
    }
}

#[test]
fn a_report_that_was_damaged_is_made_again() {
    let class = Class::new();
    class.hand_in(&format!("ann/{VALUE}.rs"), solution(VALUE));
    class.grade("");
    let before = class.text("out/gradebook.csv");
    let key = class.names("out/judged").remove(0);
    class.write(&format!("out/judged/{key}"), "{\"score\":40.0,");
    class.grade("");
    assert_eq!(class.text("out/gradebook.csv"), before);
    let report: serde_json::Value = serde_json::from_str(&class.text("out/reports/ann.json")).unwrap();
    assert_eq!(report["schema"], "tensorlings.report/1");
}

#[test]
fn the_seed_is_kept_and_its_cases_earn_nothing_for_a_table_of_answers() {
    let class = Class::new();
    let shapes = "(2, 2) | (1, 1) | (1, 5) | (7, 1) | (2, 5) | (4, 3) | (3, 3) | (2, 3) | (3, 2) | (7, 2) | (3, 5) | (5, 2) | (4, 6) | (9, 11) | (30, 20)";
    let cheat = solution(VALUE)
        .replace("dz / (n_h", &format!("if !matches!(shape, {shapes}) {{ 0.0 }} else {{ dz }} / (n_h"));
    class.hand_in(&format!("cheat/{VALUE}.rs"), cheat);
    class.hand_in(&format!("honest/{VALUE}.rs"), solution(VALUE));
    let public = class.gradebook("run in --out public --cases 0");
    assert_eq!(public.code, 0, "{}", public.stderr);
    assert_eq!(class.rows("public").passed("cheat"), [VALUE]);
    let hidden = class.gradebook("run in --out out --cases 12");
    assert_eq!(hidden.code, 0, "{}", hidden.stderr);
    let rows = class.rows("out");
    assert_eq!(rows.passed("cheat"), [""; 0]);
    assert_eq!(rows.passed("honest"), [VALUE]);
    let seed = class.text("out/seed");
    for file in ["out/seed", "out/run.json"] {
        assert_eq!(class.path(file).metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
    let shown = [
        hidden.stderr,
        hidden.stdout,
        class.text("out/gradebook.jsonl"),
        class.text("out/reports/cheat.json"),
    ];
    assert!(shown.iter().all(|text| !text.contains(seed.trim())), "the seed is shown");
    let again = class.gradebook("run in --out out --cases 12");
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert_eq!(class.text("out/seed"), seed);
    assert!(again.stderr.contains("2 of 2 graded, 2 of them the same as judged before"), "{}", again.stderr);
    let other = class.gradebook("run in --out out --cases 12 --seed 1");
    assert_eq!(other.code, 2);
    assert!(other.stderr.contains("holds another seed"), "{}", other.stderr);
}
