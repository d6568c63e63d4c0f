//! The course that the binary carries: it loads, and its published examples come out digit by digit.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use tensorlings::course::{Course, CourseSource, Layout};
use tensorlings::tensor::Tensor;

fn embedded() -> Course {
    Course::load(&CourseSource::Embedded).unwrap()
}

#[test]
fn every_case_has_inputs_and_expected_outputs_that_fit_its_dimensions() {
    for exercise in embedded().exercises {
        assert!(exercise.cases.len() >= 15, "{} has {} cases", exercise.name, exercise.cases.len());
        for case in &exercise.cases {
            let inputs = exercise.inputs(case).unwrap();
            let expected = exercise.expected(case).unwrap();
            assert_eq!(inputs.len(), exercise.arguments.len());
            assert_eq!(expected.len(), exercise.outputs.len());
        }
        let views =
            exercise.cases.iter().filter(|case| case.layouts.values().any(|&layout| layout != Layout::C));
        let takes_view = exercise.signature.contains("View");
        assert!(!takes_view || views.count() >= 2, "{} has too few cases with views", exercise.name);
    }
}

#[test]
fn the_published_printouts_follow_from_the_seeds_and_the_stored_outputs() {
    let mut printouts = 0;
    for exercise in embedded().exercises {
        for printout in &exercise.printouts {
            let case = exercise.case(&printout.case).unwrap();
            let inputs = exercise.inputs(case).unwrap();
            let expected = exercise.expected(case).unwrap();
            let tensors: Vec<(&str, &Tensor)> = inputs
                .iter()
                .map(|input| (input.name.as_str(), &input.tensor))
                .chain(expected.iter().map(|output| (output.name.as_str(), &output.tensor)))
                .collect();
            assert_eq!(printout.render(&tensors), printout.expected, "{} {}", exercise.name, case.id);
            printouts += 1;
        }
    }
    assert!(printouts >= 8);
}

#[test]
fn a_folder_loads_as_the_embedded_course_does() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises");
    let course = Course::load(&CourseSource::Folder(folder)).unwrap();
    assert_eq!(format!("{:?}", course.limits), format!("{:?}", embedded().limits));
    assert_eq!(course.exercises.len(), embedded().exercises.len());
}
