//! How each function is called: arguments from the wire, the call, named outputs to the wire.

use kit::{Arguments, Outputs};
use ndarray::*;
use support::*;

/// The functions of a program, in course order.
pub struct Functions {
    pub cell_forward: CellForward,
    pub sequence_forward: SequenceForward,
    pub cell_backward: CellBackward,
    pub sequence_backward: SequenceBackward,
}

type CellForward = fn(ArrayView2<f32>, ArrayView2<f64>, &CellParameters) -> (Array2<f64>, CellCache);
type SequenceForward =
    fn(ArrayView2<i64>, ArrayView2<f32>, ArrayView2<f64>, &CellParameters) -> (Array3<f64>, Vec<CellCache>);
type CellBackward = fn(ArrayView2<f64>, &CellCache) -> (Array2<f64>, CellParameters);
type SequenceBackward = fn(ArrayView3<f64>, &[CellCache]) -> (Array2<f64>, CellParameters);

/// Calls the function of this name.
pub fn call(functions: &Functions, name: &str, arguments: &Arguments, outputs: &mut Outputs) {
    match name {
        "cell_forward" => cell_forward(functions.cell_forward, arguments, outputs),
        "sequence_forward" => sequence_forward(functions.sequence_forward, arguments, outputs),
        "cell_backward" => cell_backward(functions.cell_backward, arguments, outputs),
        "sequence_backward" => sequence_backward(functions.sequence_backward, arguments, outputs),
        _ => kit::unknown_function(name),
    }
}

fn cell_forward(function: CellForward, arguments: &Arguments, outputs: &mut Outputs) {
    let x = arguments.tensor::<f32, Ix2>("x");
    let a_prev = arguments.tensor::<f64, Ix2>("a_prev");
    let (a_next, cache) = function(x.view(), a_prev.view(), &parameters(arguments));
    outputs.tensor("a_next", &a_next);
    send_cache("cache", &cache, outputs);
}

fn sequence_forward(function: SequenceForward, arguments: &Arguments, outputs: &mut Outputs) {
    let tokens = arguments.tensor::<i64, Ix2>("tokens");
    let embedding = arguments.tensor::<f32, Ix2>("embedding");
    let a_0 = arguments.tensor::<f64, Ix2>("a_0");
    let (a, caches) = function(tokens.view(), embedding.view(), a_0.view(), &parameters(arguments));
    outputs.tensor("a", &a);
    outputs.scalar("caches.length", caches.len());
    for (t, cache) in caches.iter().enumerate() {
        send_cache(&format!("caches[{t}]"), cache, outputs);
    }
}

fn cell_backward(function: CellBackward, arguments: &Arguments, outputs: &mut Outputs) {
    let da_next = arguments.tensor::<f64, Ix2>("da_next");
    let (da_prev, gradients) = function(da_next.view(), &cache("cache", arguments));
    outputs.tensor("da_prev", &da_prev);
    send_gradients(&gradients, outputs);
}

fn sequence_backward(function: SequenceBackward, arguments: &Arguments, outputs: &mut Outputs) {
    let da = arguments.tensor::<f64, Ix3>("da");
    let length: usize = arguments.scalar("caches.length");
    let caches: Vec<CellCache> = (0..length).map(|t| cache(&format!("caches[{t}]"), arguments)).collect();
    let (da_0, gradients) = function(da.view(), &caches);
    outputs.tensor("da_0", &da_0);
    send_gradients(&gradients, outputs);
}

/// The parameters travel once, also where every cache holds them.
fn parameters(arguments: &Arguments) -> CellParameters {
    CellParameters {
        w_x: arguments.tensor("parameters.w_x").to_owned(),
        w_a: arguments.tensor("parameters.w_a").to_owned(),
        b: arguments.tensor("parameters.b").to_owned(),
    }
}

fn cache(name: &str, arguments: &Arguments) -> CellCache {
    CellCache {
        x: arguments.tensor(&format!("{name}.x")).to_owned(),
        a_prev: arguments.tensor(&format!("{name}.a_prev")).to_owned(),
        a_next: arguments.tensor(&format!("{name}.a_next")).to_owned(),
        parameters: parameters(arguments),
    }
}

fn send_cache(name: &str, cache: &CellCache, outputs: &mut Outputs) {
    outputs.tensor(&format!("{name}.x"), &cache.x);
    outputs.tensor(&format!("{name}.a_prev"), &cache.a_prev);
    outputs.tensor(&format!("{name}.a_next"), &cache.a_next);
    outputs.tensor(&format!("{name}.parameters.w_x"), &cache.parameters.w_x);
    outputs.tensor(&format!("{name}.parameters.w_a"), &cache.parameters.w_a);
    outputs.tensor(&format!("{name}.parameters.b"), &cache.parameters.b);
}

fn send_gradients(gradients: &CellParameters, outputs: &mut Outputs) {
    outputs.tensor("dw_x", &gradients.w_x);
    outputs.tensor("dw_a", &gradients.w_a);
    outputs.tensor("db", &gradients.b);
}
