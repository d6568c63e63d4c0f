//! Shards, merged, are the gradebook of a single run.

use crate::class::{Class, MASK, VALUE, mistake, solution};

fn class() -> Class {
    let class = Class::new();
    for (number, id) in ["divided_by_four", "not_divided", "shape_swapped"].iter().enumerate() {
        class.hand_in(&format!("a{number}/{VALUE}.rs"), mistake(VALUE, id));
        class.hand_in(&format!("b{number}/{VALUE}.rs"), solution(VALUE));
    }
    class.hand_in(&format!("c/{MASK}.rs"), solution(MASK));
    class
}

fn succeeds(class: &Class, arguments: &str) {
    let ran = class.gradebook(arguments);
    assert_eq!(ran.code, 0, "{arguments}: {}", ran.stderr);
}

fn refuses(class: &Class, arguments: &str, reason: &str) {
    let ran = class.gradebook(arguments);
    assert_eq!(ran.code, 2, "{arguments}: {}", ran.stderr);
    assert!(ran.stderr.contains(reason), "{arguments}: {}", ran.stderr);
}

#[test]
fn merged_shards_are_a_single_run() {
    let class = class();
    refuses(&class, "run in --out s1 --shard 1/3", "the shards of one run need one seed");
    for number in 1..=3 {
        succeeds(&class, &format!("run in --out s{number} --shard {number}/3 --seed-file seed --cases 2"));
    }
    let shards: Vec<usize> = (1..=3).map(|number| class.rows(&format!("s{number}")).0.len()).collect();
    assert_eq!(shards.iter().sum::<usize>(), 7, "{shards:?}");
    succeeds(&class, "run in --out single --seed-file seed --cases 2");
    succeeds(&class, "merge s3 s1 s2 s1 --out merged");
    for file in ["gradebook.jsonl", "gradebook.csv"] {
        assert_eq!(class.text(&format!("merged/{file}")), class.text(&format!("single/{file}")), "{file}");
    }
    assert_eq!(class.names("merged/reports"), class.names("single/reports"));
    let before = class.text("merged/gradebook.jsonl");
    succeeds(&class, "merge s1 s2 s3 --out merged");
    assert_eq!(class.text("merged/gradebook.jsonl"), before);
    succeeds(&class, "merge merged single --out again");
    assert_eq!(class.text("again/gradebook.jsonl"), before);
    refuses(&class, "merge s1 s3 --out partial", "shard 2 of 3 is missing");
    refuses(&class, "merge s1 s2 s3 --out s1", "the result cannot lie where a part of it does");
    refuses(&class, "run in --out s1 --shard 2/3 --cases 2", "was begun as shard 1/3");
}

#[test]
fn a_mix_is_refused() {
    let class = Class::new();
    class.hand_in(&format!("ann/{VALUE}.rs"), solution(VALUE));
    for (out, more) in [("a", "--seed 1 --cases 1"), ("b", "--seed 2 --cases 1"), ("c", "--seed 1 --cases 2")]
    {
        succeeds(&class, &format!("run in --out {out} {more}"));
    }
    refuses(&class, "merge a b --out m", "a and b do not belong together: the seed differs");
    refuses(&class, "merge a c --out m", "the number of hidden cases differs");
    for (field, what) in [("tool_version", "the tool's version"), ("content", "the course's content")] {
        let state =
            class.text("a/run.json").replace(&format!("\"{field}\": \""), &format!("\"{field}\": \"x"));
        class.write("other/run.json", state).write("other/gradebook.jsonl", class.text("a/gradebook.jsonl"));
        refuses(&class, "merge a other --out m", &format!("{what} differs"));
    }
    let state = class.text("a/run.json");
    let changed = class.text("a/gradebook.jsonl").replace("passed", "panicked");
    class.write("other/run.json", &state).write("other/gradebook.jsonl", changed);
    refuses(&class, "merge a other --out m", "a and other judge `ann` differently");
    class.write("other/run.json", state.replace("\"finished\": true", "\"finished\": false"));
    refuses(&class, "merge a other --out m", "other is not finished");
    refuses(&class, "merge a in --out m", "in is no gradebook: it holds no run.json");
}
