//! Each format, from one sample.

use crate::sample::Sample;
use base64::Engine;
use tensorlings::course::Visibility;
use tensorlings::report::text::Detail;
use tensorlings::report::{Answers, Format, Graded, Look, step_summary};

/// A sample that is short enough to be read, with some of its cases hidden.
fn sample() -> Sample {
    let mut sample = Sample::new().only(&["zero_pad", "conv_forward", "pool_forward", "conv_backward"]);
    for exercise in &mut sample.outcome.exercises {
        exercise.cases.truncate(4);
        for case in exercise.cases.iter_mut().skip(2) {
            case.visibility = Visibility::Hidden;
        }
    }
    sample
}

fn written(sample: &Sample, format: Format) -> String {
    let graded = Graded::new(&sample.course, &sample.outcome, &sample.answers);
    let look = Look { root: "practice/", ..Look::default() };
    let text = String::from_utf8(graded.render(format, &look).unwrap()).unwrap();
    text.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

#[test]
fn junit() {
    insta::assert_snapshot!(written(&sample(), Format::Junit));
}

#[test]
fn github() {
    insta::assert_snapshot!(written(&sample(), Format::Github).replace('\u{1b}', "␛"));
}

#[test]
fn gradescope() {
    let results = written(&sample(), Format::Gradescope);
    insta::assert_snapshot!(results.replace("{\"", "\n{\"").replace("\\n", "\n"));
}

#[test]
fn classroom() {
    let text = written(&sample(), Format::Classroom);
    let decoded = text.lines().map(|line| {
        let (name, encoded) = line.split_once('=').unwrap();
        let json = base64::engine::general_purpose::STANDARD.decode(encoded).unwrap();
        format!("{name}={}", String::from_utf8(json).unwrap().replace("{\"name", "\n{\"name"))
    });
    insta::assert_snapshot!(decoded.collect::<Vec<_>>().join("\n"));
}

#[test]
fn markdown() {
    insta::assert_snapshot!(written(&sample(), Format::Markdown));
}

#[test]
fn html_but_for_its_pictures_and_its_style() {
    let page = written(&sample(), Format::Html);
    let without = |text: String, open: &str, close: &str| {
        let parts = text.split(open).enumerate().map(|(place, part)| match part.split_once(close) {
            Some((_, rest)) if place > 0 => format!("{open} …{close}{rest}"),
            _ => part.to_owned(),
        });
        parts.collect::<String>()
    };
    let page = without(without(page, "<svg", "</svg>"), "<style>", "</style>");
    insta::assert_snapshot!(without(page, "'sha256-", "'"));
}

#[test]
fn the_page_draws_every_grid_for_light_and_for_dark() {
    let page = written(&Sample::new().only(&["conv_forward"]), Format::Html);
    let count = |class: &str| page.matches(&format!("<figure class=\"{class}\"")).count();
    assert!(count("light") > 1, "expected and inputs are drawn");
    assert_eq!((count("light"), page.matches("<svg").count()), (count("dark"), 2 * count("dark")));
}

#[test]
fn a_step_summary_says_as_much_as_there_is_room_for() {
    let sample = Sample::new();
    let graded = Graded::new(&sample.course, &sample.outcome, &sample.answers);
    let length = |room| step_summary(&graded, &Look::default(), room).unwrap().len();
    let all = length(1 << 20);
    let some = length(all - 1);
    let table = length(some - 1);
    assert!(all > some && some > table && table > 0, "{all} {some} {table}");
    assert_eq!(length(table - 1), 0);
    let summary = Look { detail: Detail::Summary, ..Look::default() };
    assert_eq!(graded.render(Format::Markdown, &summary).unwrap().len(), table);
}

#[test]
fn at_most_ten_annotations_of_a_kind_worst_first() {
    let mut sample = Sample::new();
    let compiler = sample.outcome.exercises[3].diagnostics[0].clone();
    sample.outcome.exercises[3].diagnostics = vec![compiler; 15];
    let answers = Answers::default();
    let graded = Graded::new(&sample.course, &sample.outcome, &answers);
    let text = String::from_utf8(graded.render(Format::Github, &Look::default()).unwrap()).unwrap();
    let errors: Vec<&str> = text.lines().filter(|line| line.starts_with("::error ")).collect();
    assert_eq!(errors.len(), 10);
    assert!(
        errors[0].starts_with(
            "::error file=src/pool_forward.rs,line=12,col=9,title=pool_forward%3A compile error::"
        )
    );
}
