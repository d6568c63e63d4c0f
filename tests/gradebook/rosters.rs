//! A roster gives everyone a row, and says what does not fit.

use crate::class::{Class, VALUE, solution};

#[test]
fn everyone_in_the_roster_has_a_row() {
    let class = Class::new();
    class.hand_in(&format!("ann/{VALUE}.rs"), solution(VALUE));
    class.hand_in(&format!("stranger/{VALUE}.rs"), solution(VALUE));
    class.write("class.csv", "\u{feff}name,login\n\"Lee, Ann\", ann \n=Bo,=bo\nAnn again,ann\n,\n");
    let ran = class.gradebook("run in --out out --cases 0 --roster class.csv --id login");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("in the folder, but not in the roster: stranger"), "{}", ran.stderr);
    assert!(ran.stderr.contains("in the roster, but without a submission: =bo"), "{}", ran.stderr);
    let rows = class.rows("out");
    assert_eq!(rows.names(), ["=bo", "ann", "stranger"]);
    assert_eq!(rows.of("ann")["id"], "ann");
    assert_eq!(rows.of("stranger").get("id"), None);
    assert_eq!(rows.of("=bo")["score"], 0.0);
    assert_eq!(rows.of("=bo")["verdicts"][VALUE], "missing");
    assert_eq!(rows.note("=bo"), "nothing was handed in");
    let table = class.text("out/gradebook.csv");
    assert!(table.starts_with("submission,id,score,max_score,bonus,"), "{table}");
    assert!(table.contains("\n'=bo,'=bo,0,40,0,missing,"), "{table}");
}

#[test]
fn a_roster_that_cannot_be_used_is_said_so() {
    let class = Class::new();
    class.hand_in(&format!("ann/{VALUE}.rs"), solution(VALUE));
    class.write("class.csv", "name,login\nAnn,ann\n");
    class.write("nobody.csv", "name,login\n,\n");
    for (arguments, reason) in [
        ("--roster class.csv --id email", "it has no column `email`, only `name`, `login`"),
        ("--roster nobody.csv --id login", "the column `login` names nobody"),
        ("--roster nowhere.csv --id login", "nowhere.csv cannot be read"),
        ("--roster class.csv", "--id"),
    ] {
        let ran = class.gradebook(&format!("run in --out out {arguments}"));
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(reason), "{}", ran.stderr);
    }
}
