// says: `zero_pad`
pub mod zero_pad {}
