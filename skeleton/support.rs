//! The types that the functions of this course share. There are none yet.
