// says: `zero_pad`
#[allow(non_camel_case_types)]
pub struct zero_pad;
