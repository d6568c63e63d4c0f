//! `gradebook diff`: who changed, and by which cases.

use crate::class::{Class, MASK, VALUE, mistake, solution};
use serde_json::Value;

/// Three students; then one of them fails in a single case.
fn class() -> Class {
    let class = Class::new();
    for student in ["ann", "bo", "=cy"] {
        class.hand_in(&format!("{student}/{VALUE}.rs"), solution(VALUE));
    }
    assert_eq!(class.gradebook("run in --out old --cases 0").code, 0);
    let tall = solution(VALUE).replace("dz / (n_h", "if shape == (4, 3) { 0.0 } else { dz } / (n_h");
    class.hand_in(&format!("=cy/{VALUE}.rs"), &tall);
    class.hand_in(&format!("ann/{VALUE}.rs"), tall);
    assert_eq!(class.gradebook("run in --out new --cases 0").code, 0);
    class
}

#[test]
fn the_case_that_changed_is_named() {
    let class = class();
    let equal = class.gradebook("diff old old");
    assert_eq!((equal.code, equal.stdout.as_str()), (0, "none of 3 changed\n"));
    let text = class.gradebook("diff old new");
    assert_eq!(text.code, 1, "{}", text.stderr);
    let expected = format!(
        "2 of 3 changed, all by {VALUE}/tall\n  =cy: 0 + 5 to 0 + 4.68 points\n    {VALUE}/tall: passed to wrong answer\n"
    );
    assert!(text.stdout.starts_with(&expected), "{}", text.stdout);
    let csv = class.gradebook("diff old new --format csv");
    assert_eq!(csv.code, 1);
    let row = format!("'=cy,changed,0,0,5,4.68,{VALUE}/tall,passed,wrong_answer\n");
    assert!(csv.stdout.contains(&row), "{}", csv.stdout);
    let json = class.gradebook("diff old new --format json");
    assert_eq!(json.code, 1);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&json["total"], &json["changed"]), (&Value::from(3), &Value::from(2)));
    assert_eq!(json["changes"][1]["submission"], "ann");
    assert_eq!(json["changes"][1]["places"][0]["new"], "wrong_answer");
}

#[test]
fn who_came_and_went_is_a_change() {
    let class = class();
    std::fs::remove_dir_all(class.path("in/bo")).unwrap();
    class.hand_in(&format!("dan/{MASK}.rs"), mistake(MASK, "transposed"));
    assert_eq!(class.gradebook("run in --out new --cases 0").code, 0);
    let ran = class.gradebook("diff old new");
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.starts_with("4 of 4 changed: 2 by "), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n  bo: removed, 0 + 5 points\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n  dan: added, "), "{}", ran.stdout);
}

#[test]
fn what_is_no_gradebook_cannot_be_compared() {
    let class = Class::new();
    class.write("broken/gradebook.jsonl", "{}\n");
    for (folder, reason) in [
        ("in", "in is no gradebook: it holds no gradebook.jsonl"),
        ("nowhere", "nowhere is no gradebook"),
        ("broken", "broken is no gradebook: gradebook.jsonl, line 1:"),
    ] {
        let ran = class.gradebook(&format!("diff {folder} {folder}"));
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(reason), "{}", ran.stderr);
    }
}
