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
                    let field = |(field, kind): &(String, Type)| {
                        Some(format!("{field}: {}", self.argument(&format!("{path}.{field}"), kind)?))
                    };
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
    let plain =
        format!("Array::from_shape_vec({}, vec![{}]).unwrap()", shape_text(shape), numbers(&input.tensor));
    let axes = 0..shape.len();
    let invert: String = axes.clone().map(|axis| format!(" {name}.invert_axis(Axis({axis}));")).collect();
    match input.layout {
        Layout::C => format!("    let {name} = {plain};\n"),
        Layout::Fortran => format!(
            "    // Its first axis is the fastest in memory.\n    let cells = {plain};\n    let mut {name} = cells.clone().reversed_axes().as_standard_layout().into_owned().reversed_axes();\n    {name}.assign(&cells);\n"
        ),
        Layout::Reversed => format!(
            "    // Every axis lies backwards in memory.\n    let mut {name} = {plain};\n   {invert}\n    let mut {name} = {name}.as_standard_layout().into_owned();\n   {invert}\n"
        ),
        Layout::Window => {
            let larger: Vec<usize> = shape.iter().map(|length| length + 2).collect();
            let inside: Vec<String> = shape.iter().map(|length| format!("1..{}", length + 1)).collect();
            let inside = inside.join(", ");
            let first = input.tensor.scalars().next().map_or_else(String::new, number);
            format!(
                "    // It is cut out of a larger array.\n    let mut larger = Array::from_elem({}, {first});\n    larger.slice_mut(s![{inside}]).assign(&{plain});\n    let {name} = larger.slice(s![{inside}]);\n",
                shape_text(&larger)
            )
        }
    }
}

fn assertion(place: &str, expected: &Expected) -> String {
    let (name, tensor) = (&expected.name, &expected.tensor);
    let (relative, absolute) = (expected.tolerance.relative, expected.tolerance.absolute);
    let (cells, kind) = (numbers(tensor), tensor.dtype().name());
    let allowed = format!("{relative:?} * expected.abs() + {absolute:?}");
    if tensor.shape().is_empty() {
        return if expected.tolerance.is_exact() {
            format!("    assert_eq!({place}, {cells}, \"{name}\");\n")
        } else {
            format!(
                "    let expected: {kind} = {cells};\n    assert!(({place} - expected).abs() <= {allowed}, \"{name}: {{}} instead of {{expected}}\", {place});\n"
            )
        };
    }
    let shape = tensor.shape();
    let mut text = format!("    assert_eq!({place}.shape(), {shape:?}, \"the shape of {name}\");\n");
    if expected.tolerance.is_exact() {
        text +=
            &format!("    assert!({place}.iter().copied().eq([{cells}]), \"{name} is {{:?}}\", {place});\n");
    } else {
        text += &format!(
            "    for (actual, expected) in {place}.iter().zip([{cells}] as [{kind}; {}]) {{\n        assert!((actual - expected).abs() <= {allowed}, \"{name}: {{actual}} instead of {{expected}}\");\n    }}\n",
            tensor.len()
        );
    }
    text
}

const HEAD: &str =
    "//! Put this file into the `tests` folder of your workspace, and run `cargo test`.\n//!\n";
