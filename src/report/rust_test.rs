//! A case as a Rust test, to be put into the `tests` folder of a workspace.
//!
//! Names of arguments and outputs are paths into the function's arguments and results: `cache.a_prev`,
//! `caches[0].x`, `shape.0`. With the types of the signature they become expressions.

mod types;

use crate::course::{Case, CourseError, Exercise, Expected, Input, Layout};
use crate::tensor::{Scalar, Tensor};
use std::collections::BTreeMap;
use std::fmt::Write;
use types::{Shared, Type};

/// The source of a test that calls the function with a case's inputs and compares every cell; `None` where the
/// signature's types or the outputs' names do not tell how.
///
/// # Errors
/// When the case's inputs or expected outputs cannot be had.
pub fn rust_test(
    exercise: &Exercise,
    case: &Case,
    support: &str,
    title: &str,
) -> Result<Option<String>, CourseError> {
    let (inputs, expected) = (exercise.inputs(case)?, exercise.expected(case)?);
    let shared = types::shared(support);
    let Some((arguments, result)) = types::signature(&exercise.signature) else { return Ok(None) };
    let call = Call { inputs: &inputs, shared: &shared };
    let values: Option<Vec<String>> =
        arguments.iter().map(|(name, kind)| call.argument(name, kind)).collect();
    let Some((values, (pattern, places))) = values.zip(results(&result, &expected, &shared)) else {
        return Ok(None);
    };
    let name = &exercise.name;
    let mut text = format!(
        "{HEAD}//! {title}\n\nuse ndarray::*;\nuse practice::*;\n\n#[test]\nfn a_case_of_{name}() {{\n"
    );
    for input in inputs.iter().filter(|input| !input.tensor.shape().is_empty()) {
        text.push_str(&binding(input));
    }
    // Writing to a String cannot fail.
    let _ = writeln!(text, "    let {pattern} = {name}({});", values.join(", "));
    for (place, expected) in places.iter().zip(&expected) {
        text.push_str(&assertion(place, expected));
    }
    text.push_str("}\n");
    Ok(Some(text))
}

/// What arguments are made of.
struct Call<'a> {
    inputs: &'a [Input],
    shared: &'a BTreeMap<String, Shared>,
}

impl Call<'_> {
    /// The expression for the argument or field at a path.
    fn argument(&self, path: &str, kind: &Type) -> Option<String> {
        let input = |path: &str| self.inputs.iter().find(|input| input.name == path);
        Some(match kind {
            Type::Scalar => number(input(path)?.tensor.get(&[])?),
            Type::View => format!("{}.view()", variable(&input(path)?.name)),
            Type::Array => format!("{}.to_owned()", variable(&input(path)?.name)),
            Type::Reference(inner) => format!("&{}", self.argument(path, inner)?),
            Type::Tuple(parts) => {
                let part = |(place, part): (usize, &Type)| self.argument(&format!("{path}.{place}"), part);
                format!("({})", parts.iter().enumerate().map(part).collect::<Option<Vec<_>>>()?.join(", "))
            }
            Type::List(inner) => {
                let length = whole(input(&format!("{path}.length"))?)?;
                let element = |place| self.argument(&format!("{path}[{place}]"), inner);
                format!("vec![{}]", (0..length).map(element).collect::<Option<Vec<_>>>()?.join(", "))
            }
            Type::Named(name) => match self.shared.get(name)? {
                Shared::Enum(variants) => format!("{name}::{}", variants.get(whole(input(path)?)?)?),
                Shared::Struct(fields) => {
                    // What every element of a list holds travels once, under its own name.
                    let value = |field: &str, kind: &Type| {
                        let inside = self.argument(&format!("{path}.{field}"), kind);
                        inside.or_else(|| self.argument(field, kind))
                    };
                    let field =
                        |(field, kind): &(String, Type)| Some(format!("{field}: {}", value(field, kind)?));
                    format!(
                        "{name} {{ {} }}",
                        fields.iter().map(field).collect::<Option<Vec<_>>>()?.join(", ")
                    )
                }
            },
        })
    }
}

/// The pattern that takes the result apart, and the place of each expected output in it.
fn results(
    result: &Type,
    expected: &[Expected],
    shared: &BTreeMap<String, Shared>,
) -> Option<(String, Vec<String>)> {
    let parts = match result {
        Type::Tuple(parts) => parts.as_slice(),
        single => std::slice::from_ref(single),
    };
    let mut names = Vec::new();
    let mut places: Vec<String> = Vec::new();
    for part in parts {
        let next = &expected.get(places.len())?.name;
        let root = next.split(['.', '[']).next()?;
        let name = variable(root);
        if root != next {
            // All that is named below it: the names are paths.
            let below = expected[places.len()..].iter().take_while(|output| {
                output.name.strip_prefix(root).is_some_and(|rest| rest.starts_with(['.', '[']))
            });
            places.extend(below.map(|output| {
                let path = output.name.replacen(root, &name, 1);
                path.strip_suffix(".length").map_or(path.clone(), |list| format!("{list}.len()"))
            }));
        } else if let Type::Named(kind) = part {
            // A struct whose fields are outputs with names of their own, in order.
            let Shared::Struct(fields) = shared.get(kind)? else { return None };
            places.extend(fields.iter().map(|(field, _)| format!("{name}.{field}")));
        } else {
            places.push(name.clone());
        }
        names.push(name);
    }
    let pattern =
        if let [name] = names.as_slice() { name.clone() } else { format!("({})", names.join(", ")) };
    (places.len() == expected.len()).then_some((pattern, places))
}

/// A name as a variable: `cache.a_prev` becomes `cache_a_prev`, `dW` becomes `dw`.
fn variable(name: &str) -> String {
    let word: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    word.trim_end_matches('_').replace("__", "_").to_ascii_lowercase()
}

fn whole(input: &Input) -> Option<usize> {
    match input.tensor.get(&[])? {
        Scalar::U64(value) => usize::try_from(value).ok(),
        Scalar::I64(value) => usize::try_from(value).ok(),
        _ => None,
    }
}

/// Digits that give the same bits again.
fn number(scalar: Scalar) -> String {
    match scalar {
        Scalar::F64(value) => format!("{value:?}"),
        Scalar::F32(value) => format!("{value:?}"),
        Scalar::I64(value) => value.to_string(),
        Scalar::U64(value) => value.to_string(),
        Scalar::Bool(value) => value.to_string(),
    }
}

fn numbers(tensor: &Tensor) -> String {
    tensor.scalars().map(number).collect::<Vec<_>>().join(", ")
}

/// `(2, 3)`; of a single axis `2`.
fn shape_text(shape: &[usize]) -> String {
    let lengths: Vec<String> = shape.iter().map(ToString::to_string).collect();
    if let [length] = lengths.as_slice() { length.clone() } else { format!("({})", lengths.join(", ")) }
}

/// The statements that make an input, in the memory layout of the case.
fn binding(input: &Input) -> String {
    let (name, shape) = (variable(&input.name), input.tensor.shape());
    let cells = numbers(&input.tensor);
    let plain = format!("Array::from_shape_vec({}, vec![{cells}]).unwrap()", shape_text(shape));
    let invert: Vec<String> =
        (0..shape.len()).map(|axis| format!("{name}.invert_axis(Axis({axis}));")).collect();
    let larger: Vec<usize> = shape.iter().map(|length| length + 2).collect();
    let inside: Vec<String> = shape.iter().map(|length| format!("1..{}", length + 1)).collect();
    let template = match input.layout {
        Layout::C => PLAIN,
        Layout::Fortran => FORTRAN,
        Layout::Reversed => REVERSED,
        Layout::Window => WINDOW,
    };
    filled(
        template,
        &[
            ("NAME", &name),
            ("PLAIN", &plain),
            ("INVERT", &invert.join(" ")),
            ("LARGER", &shape_text(&larger)),
            ("INSIDE", &inside.join(", ")),
            ("ANY", cells.split(", ").next().unwrap_or_default()),
        ],
    )
}

/// The statements that compare an output, at its place in the result, with what it must be.
fn assertion(place: &str, expected: &Expected) -> String {
    let (name, tensor, tolerance) = (&expected.name, &expected.tensor, expected.tolerance);
    let allowed = format!("{:?} * expected.abs() + {:?}", tolerance.relative, tolerance.absolute);
    let template = match (tensor.shape(), tolerance.is_exact()) {
        ([], true) => SAME_NUMBER,
        ([], false) => CLOSE_NUMBER,
        (_, true) => SAME_CELLS,
        (_, false) => CLOSE_CELLS,
    };
    filled(
        template,
        &[
            ("PLACE", place),
            ("OUTPUT", name),
            ("SHAPE", &format!("{:?}", tensor.shape())),
            ("COUNT", &tensor.len().to_string()),
            ("KIND", tensor.dtype().name()),
            ("ALLOWED", &allowed),
            ("CELLS", &numbers(tensor)),
        ],
    )
}

/// A template with its words in capitals replaced.
fn filled(template: &str, words: &[(&str, &str)]) -> String {
    words.iter().fold(template.to_owned(), |text, (word, value)| text.replace(word, value))
}

const HEAD: &str =
    "//! Put this file into the `tests` folder of your workspace, and run `cargo test`.\n//!\n";

const PLAIN: &str = "    let NAME = PLAIN;\n";

const FORTRAN: &str = "    // Its first axis is the fastest in memory.
    let cells = PLAIN;
    let mut NAME = cells.clone().reversed_axes().as_standard_layout().into_owned().reversed_axes();
    NAME.assign(&cells);
";

const REVERSED: &str = "    // Every axis lies backwards in memory.
    let mut NAME = PLAIN;
    INVERT
    let mut NAME = NAME.as_standard_layout().into_owned();
    INVERT
";

const WINDOW: &str = "    // It is cut out of a larger array.
    let mut larger = Array::from_elem(LARGER, ANY);
    larger.slice_mut(s![INSIDE]).assign(&PLAIN);
    let NAME = larger.slice(s![INSIDE]);
";

const SAME_NUMBER: &str = "    assert_eq!(PLACE, CELLS, \"OUTPUT\");\n";

const CLOSE_NUMBER: &str = "    let expected: KIND = CELLS;
    assert!((PLACE - expected).abs() <= ALLOWED, \"OUTPUT is {} instead of {expected}\", PLACE);
";

const SAME_CELLS: &str = "    assert_eq!(PLACE.shape(), SHAPE, \"the shape of OUTPUT\");
    assert!(PLACE.iter().copied().eq([CELLS]), \"OUTPUT is {:?}\", PLACE);
";

const CLOSE_CELLS: &str = "    assert_eq!(PLACE.shape(), SHAPE, \"the shape of OUTPUT\");
    for (actual, expected) in PLACE.iter().zip([CELLS] as [KIND; COUNT]) {
        assert!((actual - expected).abs() <= ALLOWED, \"OUTPUT: {actual} instead of {expected}\");
    }
";
