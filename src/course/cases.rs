//! A case of an exercise: its symbols, and the inputs and expected outputs that follow from them.

use super::{Argument, Content, CourseError, Draw, Exercise, Formula, FormulaError, Origin, inputs};
use crate::tensor::{DType, Scalar, Tensor, Tolerance};
use std::collections::BTreeMap;

/// One set of inputs.
#[derive(Clone, Debug)]
pub struct Case {
    /// Without the exercise's name.
    pub id: String,
    /// One sentence: what this case is there for.
    pub about: String,
    /// What the inputs that are not stored are drawn from.
    pub seed: Seed,
    /// The value of every symbol, the derived ones included.
    pub symbols: BTreeMap<String, i64>,
    /// Memory layout by argument name; C order where absent.
    pub layouts: BTreeMap<String, Layout>,
    /// Draws that differ from the argument's own.
    pub draws: BTreeMap<String, Draw>,
    /// Arguments taken from `expected.npz`.
    pub stored: Vec<String>,
    /// Hidden cases count like others, but reports tell nothing of what is in them.
    pub visibility: Visibility,
}

/// The generator of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// NumPy's legacy `np.random.seed(n)`.
    Legacy(u32),
    /// `rand_pcg::Pcg64::new(n, 0xa02bdbf7bb3c0a7ac28fa16a64abf96)`.
    Pcg(u64),
}

/// How an input lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Contiguous, last axis fastest.
    C,
    /// Contiguous, first axis fastest.
    Fortran,
    /// Every axis stored backwards: negative strides.
    Reversed,
    /// A window of a larger array: gaps between rows.
    Window,
}

/// Who sees a case's details.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody.
    #[default]
    Visible,
    /// The course's author.
    Hidden,
}

/// An input of a case, ready to be sent.
#[derive(Clone, Debug)]
pub struct Input {
    /// The argument's name, with `[t]` filled in.
    pub name: String,
    /// In logical order, whatever the layout.
    pub tensor: Tensor,
    /// How the learner's function gets it.
    pub layout: Layout,
}

/// What an output of a case must be.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The output's name, with `[t]` filled in.
    pub name: String,
    /// Its shape and element type are expected too.
    pub tensor: Tensor,
    /// Exact for masks, integers, and what only moves data.
    pub tolerance: Tolerance,
}

/// A case with its right answers, for cases that nothing is stored for.
#[derive(Clone, Debug)]
pub struct Completed {
    /// Whose `stored` is empty.
    pub case: Case,
    /// The outputs that are not arguments.
    pub outputs: Vec<(String, Tensor)>,
    /// By output: the largest Σ|terms| of its cells.
    pub terms: Vec<(String, f64)>,
}

/// The most elements that one tensor of a case may have.
const MOST_ELEMENTS: usize = 1 << 24;

/// One tensor of a case: the argument or output as declared, for one `t`.
pub(super) struct Instance {
    pub(super) name: String,
    pub(super) shape: Vec<usize>,
    pub(super) symbols: BTreeMap<String, i64>,
}

impl Case {
    /// The value of a formula in this case.
    ///
    /// # Errors
    /// When the formula has no value; formulas of a loaded course have one in each of its cases.
    pub fn evaluate(&self, formula: &Formula) -> Result<i64, FormulaError> {
        formula.evaluate(&self.symbols)
    }

    /// The tensors that an argument or output stands for: one, or one for each `t` of `each`.
    pub(super) fn instances(
        &self,
        name: &str,
        axes: &[Formula],
        each: Option<&Formula>,
    ) -> Result<Vec<Instance>, String> {
        let Some(each) = each else {
            let shape = shape(name, axes, &self.symbols)?;
            return Ok(vec![Instance { name: name.to_owned(), shape, symbols: self.symbols.clone() }]);
        };
        let length = self.evaluate(each).map_err(|error| error.to_string())?;
        (0..length)
            .map(|t| {
                let mut symbols = self.symbols.clone();
                symbols.insert("t".to_owned(), t);
                let name = name.replace("[t]", &format!("[{t}]"));
                Ok(Instance { shape: shape(&name, axes, &symbols)?, name, symbols })
            })
            .collect()
    }
}

impl Exercise {
    /// The inputs of a case, in the order of the arguments.
    ///
    /// # Errors
    /// When a stored input is absent from `expected.npz` or has another shape than the manifest says.
    pub fn inputs(&self, case: &Case) -> Result<Vec<Input>, CourseError> {
        let fault = |message: String| self.fault(case, &message);
        let mut drawn = inputs::draw(self, case).map_err(fault)?;
        let mut inputs = Vec::new();
        for argument in &self.arguments {
            let instances = case.instances(&argument.name, &argument.axes, argument.each.as_ref());
            for instance in instances.map_err(fault)? {
                let tensor = if case.stored.contains(&argument.name) {
                    self.entry(case, &format!("input/{}", instance.name), argument.dtype, &instance.shape)?
                } else if let Content::Value(formula) = &argument.content {
                    value(argument, formula, &instance).map_err(fault)?
                } else {
                    drawn
                        .remove(&instance.name)
                        .ok_or_else(|| fault(format!("`{}` is not drawn", instance.name)))?
                };
                let layout = case.layouts.get(&argument.name).copied().unwrap_or(Layout::C);
                inputs.push(Input { name: instance.name, tensor, layout });
            }
        }
        Ok(inputs)
    }

    /// How many cells all expected outputs of a case have together; `None` where the manifest gives them no shapes.
    #[must_use]
    pub fn expected_cells(&self, case: &Case) -> Option<u64> {
        let mut cells = 0_u64;
        for output in &self.outputs {
            for instance in case.instances(&output.name, &output.axes, output.each.as_ref()).ok()? {
                cells = cells.saturating_add(instance.shape.iter().map(|length| *length as u64).product());
            }
        }
        Some(cells)
    }

    /// The expected outputs of a case, in the order of the outputs.
    ///
    /// # Errors
    /// When one is absent from `expected.npz` or has another shape than the manifest says.
    pub fn expected(&self, case: &Case) -> Result<Vec<Expected>, CourseError> {
        let fault = |message: String| self.fault(case, &message);
        let given_back = self.outputs.iter().any(|output| matches!(output.origin, Origin::Argument(_)));
        let inputs = if given_back { self.inputs(case)? } else { Vec::new() };
        let mut all = Vec::new();
        for output in &self.outputs {
            let instances =
                case.instances(&output.name, &output.axes, output.each.as_ref()).map_err(fault)?;
            for (position, Instance { name, shape, .. }) in instances.into_iter().enumerate() {
                let (tensor, tolerance) = match &output.origin {
                    Origin::Argument(argument) => {
                        let argument = argument.replace("[t]", &format!("[{position}]"));
                        let input = inputs.iter().find(|input| input.name == argument);
                        let input = input.filter(|input| input.tensor.shape() == shape).ok_or_else(|| {
                            fault(format!("`{name}` of shape {shape:?} cannot be the argument `{argument}`"))
                        })?;
                        (input.tensor.clone(), Tolerance::EXACT)
                    }
                    Origin::Stored => {
                        let tensor = self.entry(case, &name, output.dtype, &shape)?;
                        let exact = output.exact || !matches!(output.dtype, DType::F64 | DType::F32);
                        let tolerance =
                            if exact { Tolerance::EXACT } else { self.tolerance(case, &name, output.dtype)? };
                        (tensor, tolerance)
                    }
                };
                all.push(Expected { name, tensor, tolerance });
            }
        }
        Ok(all)
    }

    /// The tolerance of an output of sums, by the stored Σ|terms|.
    fn tolerance(&self, case: &Case, output: &str, dtype: DType) -> Result<Tolerance, CourseError> {
        let terms = self.entry(case, &format!("terms/{output}"), DType::F64, &[])?;
        Ok(tolerance_of_sums(dtype, terms.get(&[]).map_or(0.0, Scalar::to_f64)))
    }

    /// An entry of `expected.npz`, checked against the manifest.
    fn entry(&self, case: &Case, entry: &str, dtype: DType, shape: &[usize]) -> Result<Tensor, CourseError> {
        let entry = format!("{}/{entry}", case.id);
        let fault = |message: String| CourseError::Stored { file: self.files.archive.clone(), message };
        let tensor = match self.added.get(&entry) {
            Some(tensor) => tensor,
            None => self.answers.get(&entry)?.ok_or_else(|| fault(format!("it holds no entry `{entry}`")))?,
        };
        if tensor.dtype() != dtype || tensor.shape() != shape {
            return Err(fault(format!(
                "`{entry}` is {} {:?}, but the manifest says {} {shape:?}",
                tensor.dtype().name(),
                tensor.shape(),
                dtype.name()
            )));
        }
        Ok(tensor.clone())
    }

    fn fault(&self, case: &Case, message: &str) -> CourseError {
        CourseError::Case {
            file: self.files.manifest.clone(),
            case: case.id.clone(),
            message: message.to_owned(),
        }
    }
}

/// How far sums that may be added in any order may differ: relative to the value, and absolute in proportion to the
/// largest Σ|terms| of the tensor's cells. `f32` is allowed its own rounding, other types none.
pub(super) fn tolerance_of_sums(dtype: DType, terms: f64) -> Tolerance {
    match dtype {
        DType::F64 => Tolerance { relative: 1e-9, absolute: 1e-12 * terms },
        DType::F32 => Tolerance { relative: 1e-5, absolute: 1e-6 * terms },
        DType::I64 | DType::U64 | DType::Bool => Tolerance::EXACT,
    }
}

/// The lengths of a tensor's axes, each at least 1.
fn shape(name: &str, axes: &[Formula], symbols: &BTreeMap<String, i64>) -> Result<Vec<usize>, String> {
    let mut shape = Vec::with_capacity(axes.len());
    for axis in axes {
        let length = axis.evaluate(symbols).map_err(|error| error.to_string())?;
        match usize::try_from(length) {
            Ok(length) if length > 0 => shape.push(length),
            _ => {
                return Err(format!(
                    "the axis `{axis}` of `{name}` has the length {length}: it must be at least 1"
                ));
            }
        }
    }
    let elements = shape.iter().try_fold(1_usize, |product, &length| product.checked_mul(length));
    match elements {
        Some(elements) if elements <= MOST_ELEMENTS => Ok(shape),
        _ => Err(format!("`{name}` has the shape {shape:?}: that is more than {MOST_ELEMENTS} elements")),
    }
}

/// A scalar that follows from the symbols.
fn value(argument: &Argument, formula: &Formula, instance: &Instance) -> Result<Tensor, String> {
    let value = formula.evaluate(&instance.symbols).map_err(|error| error.to_string())?;
    inputs::whole_number(value, argument.dtype).map(Tensor::from_scalar).ok_or_else(|| {
        format!("`{}` has the value {value}, which is no {}", argument.name, argument.dtype.name())
    })
}
