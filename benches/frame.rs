//! How long a learner waits: from a key to its frame with a tensor of rank 4, and from the start to the first frame.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be set up fails")]
#![expect(clippy::print_stdout, reason = "the percentiles are the result")]

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use tensorlings::course::{Course, CourseSource, Progress};
use tensorlings::grade::{
    CaseOutcome, ExerciseOutcome, GradeEvent, OutputOutcome, Points, Policy, Setup, ToolchainSearch, Verdict,
};
use tensorlings::sandbox::Level;
use tensorlings::style::{DARK, Depth, Theme, UNICODE};
use tensorlings::tensor::Tensor;
use tensorlings::tui::{Ground, Rehearsal, Workbench};

const SIZE: (u16, u16) = (200, 60);
/// Frames measured one by one for the percentiles, which criterion does not report: by the clock, and by the time that
/// the processor worked on them, which other programs do not lengthen.
const FRAMES: usize = 2000;

fn workbench(course: &Arc<Course>) -> Workbench {
    Workbench {
        course: Arc::clone(course),
        workspace: Some(PathBuf::from("practice")),
        create: None,
        setup: Setup {
            launcher: PathBuf::new(),
            cache: PathBuf::new(),
            toolchain: ToolchainSearch::default(),
            least_level: Level::None,
        },
        theme: Theme { palette: &DARK, depth: Depth::TrueColour, glyphs: &UNICODE },
        ground: Ground::Chosen,
        policy: Policy::Refuse,
        progress: Progress::new(course),
        editor: None,
        notice: None,
    }
}

/// What grading says of a function that turns every sign of its first output, a tensor of rank 4.
fn wrong(course: &Course) -> (usize, Vec<GradeEvent>) {
    let rank_4 = |index: &usize| course.exercises[*index].outputs[0].axes.len() == 4;
    // The last one has the most to draw: windows, padding and several inputs.
    let index = (0..course.exercises.len()).rev().find(rank_4).expect("an output of rank 4");
    let exercise = &course.exercises[index];
    let mut events = Vec::new();
    let mut cases = Vec::new();
    for case in &exercise.cases {
        let expected = exercise.expected(case).unwrap().remove(0);
        let Tensor::F64(values) = &expected.tensor else { continue };
        let outcome =
            outcome(&exercise.name, &case.id, &expected.name, expected.tensor.shape(), case.visibility);
        cases.push(outcome.clone());
        let actual = vec![(expected.name.clone(), Tensor::F64(-values))];
        events.push(GradeEvent::CaseJudged { exercise: exercise.name.clone(), case: outcome, actual });
    }
    events.push(GradeEvent::ExerciseJudged(ExerciseOutcome {
        name: exercise.name.clone(),
        graded: true,
        verdict: Verdict::WrongAnswer,
        score: Points::default(),
        max_score: Points::whole(exercise.points),
        cases,
        diagnosis: None,
        cause: None,
        hints_used: 0,
        diagnostics: Vec::new(),
    }));
    (index, events)
}

fn outcome(
    exercise: &str,
    case: &str,
    output: &str,
    shape: &[usize],
    visibility: tensorlings::course::Visibility,
) -> CaseOutcome {
    CaseOutcome {
        id: format!("{exercise}/{case}"),
        verdict: Verdict::WrongAnswer,
        visibility,
        millis: 1.0,
        outputs: vec![OutputOutcome {
            name: output.to_owned(),
            verdict: Verdict::WrongAnswer,
            expected_shape: shape.to_vec(),
            actual_shape: Some(shape.to_vec()),
            mismatched: Some(1),
            total: None,
            max_abs_error: None,
            max_rel_error: None,
            mismatches: Vec::new(),
            mismatches_truncated: false,
        }],
        message: None,
        stdout: String::new(),
        stderr: String::new(),
        output_truncated: false,
    }
}

/// The Tensors pane on a wrong tensor of rank 4.
fn looking(course: &Arc<Course>) -> Rehearsal {
    let (index, events) = wrong(course);
    let mut rehearsal = Rehearsal::begin(&workbench(course), SIZE).unwrap();
    for _ in 0..index {
        rehearsal.press('j').unwrap();
    }
    rehearsal.graded(events).unwrap();
    rehearsal.press('3').unwrap();
    assert!(rehearsal.screen().contains("difference"), "{}", rehearsal.screen());
    rehearsal
}

fn frames(criterion: &mut Criterion) {
    let course = Arc::new(Course::load(&CourseSource::Embedded).unwrap());
    let mut rehearsal = looking(&course);
    for (name, key) in [("next wrong cell", 'n'), ("next slice", ']')] {
        criterion.bench_function(&format!("key to frame, {name}"), |bencher| {
            bencher.iter(|| rehearsal.press(black_box(key)).unwrap());
        });
    }
    percentiles(&mut rehearsal);
}

fn percentiles(rehearsal: &mut Rehearsal) {
    let (mut clock, mut processor): (Vec<u128>, Vec<u128>) = (0..FRAMES)
        .map(|frame| {
            let key = if frame % 2 == 0 { 'n' } else { ']' };
            let (begin, worked) = (Instant::now(), worked());
            rehearsal.press(key).unwrap();
            (begin.elapsed().as_micros(), worked_micros(worked))
        })
        .unzip();
    for (name, micros) in [("by the clock", &mut clock), ("of the processor", &mut processor)] {
        micros.sort_unstable();
        let (half, most) = (micros[FRAMES / 2], micros[FRAMES * 99 / 100]);
        println!("key to frame, {name}: p50 {half} µs, p99 {most} µs");
    }
}

/// How long the processor has worked for this thread, in nanoseconds; without a clock for that, nothing.
fn worked() -> u128 {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        u128::try_from(i128::from(time.tv_sec) * 1_000_000_000 + i128::from(time.tv_nsec)).unwrap()
    }
    #[cfg(not(unix))]
    0
}

fn worked_micros(since: u128) -> u128 {
    (worked() - since) / 1000
}

fn start(criterion: &mut Criterion) {
    criterion.bench_function("course and first frame", |bencher| {
        bencher.iter(|| {
            let course = Arc::new(Course::load(&CourseSource::Embedded).unwrap());
            Rehearsal::begin(&workbench(black_box(&course)), SIZE).unwrap()
        });
    });
}

criterion_group!(benches, frames, start);
criterion_main!(benches);
