// says: src/zero_pad.rs has no function `zero_pad`
// Here will be something.
