// expect: compile_error the attribute `no_mangle` is not allowed
// without the scan: wrong_shape returned
// threat: the result channel
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}

#[unsafe(no_mangle)]
pub extern "C" fn write(descriptor: i32, bytes: *const u8, count: usize) -> isize {
    if descriptor == 3 {
        let mut frame = unsafe { std::slice::from_raw_parts(bytes, count) }.to_vec();
        forge(&mut frame);
        let mut rest = &frame[..];
        while !rest.is_empty() {
            let written = send(3, rest.as_ptr(), rest.len());
            rest = &rest[usize::try_from(written).unwrap_or(rest.len())..];
        }
        return count as isize;
    }
    send(descriptor, bytes, count)
}

fn send(descriptor: i32, bytes: *const u8, count: usize) -> isize {
    let written: isize;
    unsafe {
        std::arch::asm!(
            "syscall",
            inlateout("rax") 1_isize => written,
            in("rdi") descriptor,
            in("rsi") bytes,
            in("rdx") count,
            out("rcx") _,
            out("r11") _,
        );
    }
    written
}

/// A frame is a token of 16 bytes, the number of the case, the kind, the length, and what was returned.
fn forge(frame: &mut Vec<u8>) {
    if frame[24] == 0 {
        let leaves = 4_000_000_u32;
        frame.truncate(25);
        frame.extend((4 + 8 * u64::from(leaves)).to_le_bytes());
        frame.extend(leaves.to_le_bytes());
        frame.resize(37 + 8 * leaves as usize, 4);
    }
}
