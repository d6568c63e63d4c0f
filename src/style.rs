//! Themes, colour depth, and pictures as ANSI text.
