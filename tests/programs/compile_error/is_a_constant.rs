// says: `zero_pad`
pub const zero_pad: usize = 2;
