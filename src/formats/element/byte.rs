//! Floating-point formats of eight bits.

/// A format of 8 bits: a sign, an exponent and a mantissa. Sources: the OCP 8-bit floating point specification, and
/// for the `FNUZ` forms (no infinity, one NaN, no negative zero) <https://arxiv.org/abs/2206.02915>.
pub(super) struct Byte {
    mantissa: u32,
    bias: i32,
    special: Special,
}

/// What a format keeps codes for besides finite numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Special {
    /// NaN with all bits set, no infinity.
    NanOnly,
    /// The highest exponent means infinity or NaN.
    Ieee,
    /// The code of negative zero is NaN.
    NegativeZero,
}

pub(super) const E4M3: Byte = Byte { mantissa: 3, bias: 7, special: Special::NanOnly };
pub(super) const E5M2: Byte = Byte { mantissa: 2, bias: 15, special: Special::Ieee };
pub(super) const E4M3_FNUZ: Byte = Byte { mantissa: 3, bias: 8, special: Special::NegativeZero };
pub(super) const E5M2_FNUZ: Byte = Byte { mantissa: 2, bias: 16, special: Special::NegativeZero };

impl Byte {
    pub(super) fn decode(&self, byte: u8) -> f32 {
        let code = u32::from(byte & 0x7f);
        let sign = if byte & 0x80 == 0 { 1.0 } else { -1.0 };
        let (exponent, mantissa) = (code >> self.mantissa, code & ((1 << self.mantissa) - 1));
        let highest = 0x7f >> self.mantissa;
        match self.special {
            Special::NanOnly if code == 0x7f => return f32::NAN,
            Special::NegativeZero if byte == 0x80 => return f32::NAN,
            Special::Ieee if exponent == highest && mantissa == 0 => return sign * f32::INFINITY,
            Special::Ieee if exponent == highest => return f32::NAN,
            _ => {}
        }
        // A subnormal has no implied leading bit, and the exponent of the smallest normal.
        let leading = if exponent == 0 { 0 } else { 1 << self.mantissa };
        let power = exponent.max(1).cast_signed() - self.bias - self.mantissa.cast_signed();
        #[expect(clippy::cast_precision_loss, reason = "at most five bits")]
        let digits = (mantissa + leading) as f32;
        sign * digits * 2_f32.powi(power)
    }
}

/// Eight bits of exponent alone, with a bias of 127: a power of two, or NaN.
pub(super) fn power_of_two(byte: u8) -> f32 {
    if byte == u8::MAX { f32::NAN } else { 2_f32.powi(i32::from(byte) - 127) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_bits_reach_as_far_as_their_formats_say() {
        // Largest, smallest normal and smallest subnormal number of each format, from its specification.
        for (format, codes, values) in [
            (&E4M3, [0x7e, 0x08, 0x01], [448.0, 0.015_625, 0.001_953_125]),
            (&E5M2, [0x7b, 0x04, 0x01], [57_344.0, 6.103_515_6e-5, 1.525_878_9e-5]),
            (&E4M3_FNUZ, [0x7f, 0x08, 0x01], [240.0, 0.007_812_5, 0.000_976_562_5]),
            (&E5M2_FNUZ, [0x7f, 0x04, 0x01], [57_344.0, 3.051_757_8e-5, 7.629_394_5e-6]),
        ] {
            let bits = |values: [f32; 3]| values.map(f32::to_bits);
            assert_eq!(bits(codes.map(|code| format.decode(code))), bits(values));
            assert_eq!(bits(codes.map(|code| format.decode(code | 0x80))), bits(values.map(|value| -value)));
        }
        assert!(E4M3.decode(0xff).is_nan() && E5M2.decode(0x7d).is_nan() && E4M3_FNUZ.decode(0x80).is_nan());
        let is = |value: f32, expected: f32| value.to_bits() == expected.to_bits();
        assert!(is(E5M2.decode(0x7c), f32::INFINITY) && is(E5M2.decode(0xfc), f32::NEG_INFINITY));
        assert!(is(power_of_two(127), 1.0) && is(power_of_two(0), 2_f32.powi(-127)));
        assert!(power_of_two(255).is_nan());
    }
}
