//! In which order the bytes of an element lie, and which part of a complex number is read.

/// Which byte of an element comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// The least significant.
    Little,
    /// The most significant.
    Big,
}

/// What to read of each element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The number itself; of a complex one, the real part.
    #[default]
    Real,
    /// 0 for what is not complex.
    Imaginary,
    /// The absolute value of a complex number.
    Magnitude,
    /// The angle of a complex number in radians, from −π to π.
    Phase,
}

impl Part {
    /// All of them, in the order in which a key steps through.
    pub const ALL: [Self; 4] = [Self::Magnitude, Self::Phase, Self::Real, Self::Imaginary];

    /// As it is called on the screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Real => "real part",
            Self::Imaginary => "imaginary part",
            Self::Magnitude => "magnitude",
            Self::Phase => "phase",
        }
    }

    pub(super) fn of<T>(self, real: T, imaginary: T, hypot: fn(T, T) -> T, atan2: fn(T, T) -> T) -> T {
        match self {
            Self::Real => real,
            Self::Imaginary => imaginary,
            Self::Magnitude => hypot(real, imaginary),
            Self::Phase => atan2(imaginary, real),
        }
    }
}
