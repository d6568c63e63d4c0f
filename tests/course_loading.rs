//! A course read from a folder: what it yields, and how it is refused.

#[cfg(test)]
#[path = "course_loading/made_up.rs"]
mod made_up;
#[cfg(test)]
#[path = "course_loading/refused.rs"]
mod refused;

use made_up::{EXERCISE, course_folder, row, sound};
use std::path::Path;
use std::time::Duration;
use tensorlings::course::{Course, CourseSource, Layout, StepRole, Visibility};
use tensorlings::tensor::{Scalar, Tensor, Tolerance, Windows};

#[test]
fn a_course_is_read_in_its_order_with_its_defaults() {
    let course = sound();
    assert_eq!((course.id.as_str(), course.version.as_str()), ("made-up", "3"));
    assert_eq!(course.limits.memory, 64 << 20);
    assert_eq!(course.limits.case_cpu, Duration::from_secs(2));
    assert_eq!(course.limits.compile, Duration::from_secs(9));
    let names: Vec<&str> = course.exercises.iter().map(|exercise| exercise.name.as_str()).collect();
    assert_eq!(names, ["shift", "blend"]);
    let needed: Vec<&str> = course.all_needs("blend").iter().map(|exercise| exercise.name.as_str()).collect();
    assert_eq!(needed, ["shift"]);
    assert_eq!(course.exercise("blend").unwrap().lesson, "lesson.md");
}

#[test]
fn inputs_are_drawn_valued_stored_and_repeated() {
    let course = sound();
    let blend = course.exercise("blend").unwrap();
    let case = blend.case("small").unwrap();
    let inputs = blend.inputs(case).unwrap();
    let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, ["x", "token", "mode", "steps.length", "steps[0].h", "steps[1].h"]);
    assert_eq!(inputs[0].tensor, row(&[5.0, 6.0]));
    assert_eq!(inputs[0].layout, Layout::Reversed);
    assert_eq!(inputs[2].tensor, Tensor::from_scalar(Scalar::U64(1)));
    assert_eq!(inputs[3].tensor, Tensor::from_scalar(Scalar::U64(2)));
    assert_eq!(case.visibility, Visibility::Hidden);
    // `draw_order` puts the steps before the token; `steps[1].h` is one longer than `steps[0].h`.
    assert_eq!(inputs[5].tensor.shape(), [2]);
    let Tensor::F32(first) = &inputs[4].tensor else { panic!("f32") };
    // The first number of the stream with seed 7, 0.23384727…, in [10, 20) and rounded to f32.
    assert_eq!(first[[0]].to_string(), "12.338472");
}

#[test]
fn expected_outputs_carry_their_tolerance() {
    let course = sound();
    let blend = course.exercise("blend").unwrap();
    let expected = blend.expected(blend.case("small").unwrap()).unwrap();
    let by_name = |name: &str| expected.iter().find(|output| output.name == name).unwrap();
    assert_eq!(by_name("z").tolerance, Tolerance { relative: 1e-9, absolute: 8e-12 });
    assert_eq!(by_name("steps[1].h").tolerance, Tolerance { relative: 1e-5, absolute: 2e-6 });
    assert_eq!(by_name("cache.x").tolerance, Tolerance { relative: 0.0, absolute: 0.0 });
    assert_eq!(by_name("cache.x").tensor, row(&[5.0, 6.0]));
}

#[test]
fn roles_become_numbers_and_dimensions_become_words() {
    let course = sound();
    let blend = course.exercise("blend").unwrap();
    let case = blend.case("small").unwrap();
    let drawn = blend.drawn_input(case, "x");
    assert_eq!(drawn.ring, 3);
    assert_eq!(drawn.windows, Some(Windows { height: 1, width: 2, stride: 1 }));
    assert_eq!(drawn.maxima(), None);
    assert!(blend.drawn_output(case, "steps[1].h").mask);
    let dimensions: Vec<String> =
        blend.dimensions(case).iter().map(|(name, value)| format!("{name} = {value}")).collect();
    assert_eq!(dimensions, ["n = 2", "mode = Mean", "m = 3"]);
}

#[test]
fn the_roles_of_a_step_are_names_that_fit_the_family() {
    let course = sound();
    let roles: Vec<_> = course.exercise("blend").unwrap().step_roles.clone().into_iter().collect();
    assert_eq!(roles, [(StepRole::Input, "x".to_owned()), (StepRole::Output, "z".to_owned())]);
    for (change, message) in [
        (("input = \"x\"\n", ""), "`[step]` of this family lacks `input`"),
        (("input = \"x\"", "input = \"z\""), "`z` is no argument of this function"),
        (("output = \"z\"", "output = \"z\"\nbias = \"x\""), "this family has no role `bias`"),
        (("family = \"pool\"\n", ""), "`[step]` needs a `family`, which says what is stepped through"),
        (("output = \"z\"", "outptu = \"z\""), "unknown variant `outptu`"),
    ] {
        let folder = course_folder(EXERCISE, change);
        let error = Course::load(&CourseSource::Folder(folder.path().to_owned())).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn a_course_with_structs_and_lists_of_caches_loads_by_the_same_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses/recurrent");
    let course = Course::load(&CourseSource::Folder(folder)).unwrap();
    let outputs = course.exercises.iter().flat_map(|exercise| {
        let outputs = exercise.cases.iter().flat_map(|case| exercise.expected(case).unwrap());
        outputs.map(|output| output.name).collect::<Vec<_>>()
    });
    assert!(outputs.into_iter().any(|name| name.contains("[1].")), "no output is a list of structs");
}
