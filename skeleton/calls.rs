//! How each function is called: arguments from the wire, the call, named outputs to the wire.

use kit::{Arguments, Outputs};
use ndarray::*;

/// The functions of a program, in course order.
pub struct Functions {
    pub scale_rows: ScaleRows,
}

type ScaleRows = fn(ArrayView2<f64>, ArrayView1<f64>) -> Array2<f64>;

/// Calls the function of this name.
pub fn call(functions: &Functions, name: &str, arguments: &Arguments, outputs: &mut Outputs) {
    match name {
        "scale_rows" => scale_rows(functions.scale_rows, arguments, outputs),
        _ => kit::unknown_function(name),
    }
}

fn scale_rows(function: ScaleRows, arguments: &Arguments, outputs: &mut Outputs) {
    let x = arguments.tensor::<f64, Ix2>("x");
    let factors = arguments.tensor::<f64, Ix1>("factors");
    outputs.tensor("y", &function(x.view(), factors.view()));
}
