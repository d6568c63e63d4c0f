//! How each function is called: arguments from the wire, the call, named outputs to the wire.

use kit::{Arguments, Outputs};
use ndarray::*;

/// The functions of a program, in course order.
pub struct Functions {
    pub zero_pad: fn(ArrayView4<f64>, usize) -> Array4<f64>,
}

/// Calls the function of this name.
pub fn call(functions: &Functions, name: &str, arguments: &Arguments, outputs: &mut Outputs) {
    match name {
        "zero_pad" => zero_pad(functions.zero_pad, arguments, outputs),
        _ => kit::unknown_function(name),
    }
}

fn zero_pad(function: fn(ArrayView4<f64>, usize) -> Array4<f64>, arguments: &Arguments, outputs: &mut Outputs) {
    let x = arguments.tensor::<f64, Ix4>("x");
    outputs.tensor("x_pad", &function(x.view(), arguments.scalar("pad")));
}
