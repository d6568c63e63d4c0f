//! How each function is called: arguments from the wire, the call, named outputs to the wire.

use kit::{Arguments, Outputs};
use ndarray::*;
use support::*;

/// The functions of a program, in course order.
pub struct Functions {
    pub zero_pad: ZeroPad,
    pub conv_single_step: ConvSingleStep,
    pub conv_forward: ConvForward,
    pub pool_forward: PoolForward,
    pub conv_backward: ConvBackward,
    pub create_mask_from_window: CreateMaskFromWindow,
    pub distribute_value: DistributeValue,
    pub pool_backward: PoolBackward,
}

type ZeroPad = fn(ArrayView4<f64>, usize) -> Array4<f64>;
type ConvSingleStep = fn(ArrayView3<f64>, ArrayView3<f64>, ArrayView3<f64>) -> f64;
type ConvForward =
    fn(ArrayView4<f64>, ArrayView4<f64>, ArrayView4<f64>, ConvHyperparameters) -> (Array4<f64>, ConvCache);
type PoolForward = fn(ArrayView4<f64>, PoolHyperparameters, PoolMode) -> (Array4<f64>, PoolCache);
type ConvBackward = fn(ArrayView4<f64>, &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>);
type CreateMaskFromWindow = fn(ArrayView2<f64>) -> Array2<bool>;
type DistributeValue = fn(f64, (usize, usize)) -> Array2<f64>;
type PoolBackward = fn(ArrayView4<f64>, &PoolCache, PoolMode) -> Array4<f64>;

/// Calls the function of this name.
pub fn call(functions: &Functions, name: &str, arguments: &Arguments, outputs: &mut Outputs) {
    match name {
        "zero_pad" => zero_pad(functions.zero_pad, arguments, outputs),
        "conv_single_step" => conv_single_step(functions.conv_single_step, arguments, outputs),
        "conv_forward" => conv_forward(functions.conv_forward, arguments, outputs),
        "pool_forward" => pool_forward(functions.pool_forward, arguments, outputs),
        "conv_backward" => conv_backward(functions.conv_backward, arguments, outputs),
        "create_mask_from_window" => {
            create_mask_from_window(functions.create_mask_from_window, arguments, outputs)
        }
        "distribute_value" => distribute_value(functions.distribute_value, arguments, outputs),
        "pool_backward" => pool_backward(functions.pool_backward, arguments, outputs),
        _ => kit::unknown_function(name),
    }
}

fn zero_pad(function: ZeroPad, arguments: &Arguments, outputs: &mut Outputs) {
    let x = arguments.tensor::<f64, Ix4>("x");
    outputs.tensor("x_pad", &function(x.view(), arguments.scalar("pad")));
}

fn conv_single_step(function: ConvSingleStep, arguments: &Arguments, outputs: &mut Outputs) {
    let a_slice_prev = arguments.tensor::<f64, Ix3>("a_slice_prev");
    let w = arguments.tensor::<f64, Ix3>("w");
    let b = arguments.tensor::<f64, Ix3>("b");
    outputs.scalar("Z", function(a_slice_prev.view(), w.view(), b.view()));
}

fn conv_forward(function: ConvForward, arguments: &Arguments, outputs: &mut Outputs) {
    let a_prev = arguments.tensor::<f64, Ix4>("a_prev");
    let w = arguments.tensor::<f64, Ix4>("w");
    let b = arguments.tensor::<f64, Ix4>("b");
    let hparameters = ConvHyperparameters {
        stride: arguments.scalar("hparameters.stride"),
        pad: arguments.scalar("hparameters.pad"),
    };
    let (z, cache) = function(a_prev.view(), w.view(), b.view(), hparameters);
    outputs.tensor("Z", &z);
    outputs.tensor("cache.a_prev", &cache.a_prev);
    outputs.tensor("cache.w", &cache.w);
    outputs.tensor("cache.b", &cache.b);
    outputs.scalar("cache.hparameters.stride", cache.hparameters.stride);
    outputs.scalar("cache.hparameters.pad", cache.hparameters.pad);
}

fn pool_forward(function: PoolForward, arguments: &Arguments, outputs: &mut Outputs) {
    let a_prev = arguments.tensor::<f64, Ix4>("a_prev");
    let hparameters = PoolHyperparameters {
        f: arguments.scalar("hparameters.f"),
        stride: arguments.scalar("hparameters.stride"),
    };
    let (a, cache) = function(a_prev.view(), hparameters, pool_mode(arguments));
    outputs.tensor("A", &a);
    outputs.tensor("cache.a_prev", &cache.a_prev);
    outputs.scalar("cache.hparameters.f", cache.hparameters.f);
    outputs.scalar("cache.hparameters.stride", cache.hparameters.stride);
}

fn conv_backward(function: ConvBackward, arguments: &Arguments, outputs: &mut Outputs) {
    let dz = arguments.tensor::<f64, Ix4>("dz");
    let cache = ConvCache {
        a_prev: arguments.tensor("cache.a_prev").to_owned(),
        w: arguments.tensor("cache.w").to_owned(),
        b: arguments.tensor("cache.b").to_owned(),
        hparameters: ConvHyperparameters {
            stride: arguments.scalar("cache.hparameters.stride"),
            pad: arguments.scalar("cache.hparameters.pad"),
        },
    };
    let (da_prev, dw, db) = function(dz.view(), &cache);
    outputs.tensor("dA_prev", &da_prev);
    outputs.tensor("dW", &dw);
    outputs.tensor("db", &db);
}

fn create_mask_from_window(function: CreateMaskFromWindow, arguments: &Arguments, outputs: &mut Outputs) {
    let x = arguments.tensor::<f64, Ix2>("x");
    outputs.tensor("mask", &function(x.view()));
}

fn distribute_value(function: DistributeValue, arguments: &Arguments, outputs: &mut Outputs) {
    let shape = (arguments.scalar("shape.0"), arguments.scalar("shape.1"));
    outputs.tensor("a", &function(arguments.scalar("dz"), shape));
}

fn pool_backward(function: PoolBackward, arguments: &Arguments, outputs: &mut Outputs) {
    let da = arguments.tensor::<f64, Ix4>("da");
    let cache = PoolCache {
        a_prev: arguments.tensor("cache.a_prev").to_owned(),
        hparameters: PoolHyperparameters {
            f: arguments.scalar("cache.hparameters.f"),
            stride: arguments.scalar("cache.hparameters.stride"),
        },
    };
    outputs.tensor("dA_prev", &function(da.view(), &cache, pool_mode(arguments)));
}

/// An enum travels as the position of its variant.
fn pool_mode(arguments: &Arguments) -> PoolMode {
    match arguments.scalar::<u64>("mode") {
        0 => PoolMode::Max,
        _ => PoolMode::Average,
    }
}
