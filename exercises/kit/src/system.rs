//! What compiled code calls of the C library without saying so: copies of memory, and mathematics.
//!
//! Each is named here, so that it is linked and has an address. The C library chooses many of them as a program
//! starts, by what the processor can do; only those that are named by their address can be called at one.

macro_rules! linked {
    ($($name:ident)*) => {
        unsafe extern "C" {
            $(fn $name();)*
        }

        #[used]
        static LINKED: &[unsafe extern "C" fn()] = &[$($name),*];
    };
}

linked! {
    memcpy memmove memset memcmp strlen
    acos acosf acosh acoshf asin asinf asinh asinhf atan atanf atan2 atan2f atanh atanhf
    cbrt cbrtf ceil ceilf cos cosf cosh coshf exp expf exp2 exp2f expm1 expm1f fdim fdimf floor floorf
    fma fmaf fmax fmaxf fmin fminf fmod fmodf hypot hypotf lgamma_r lgammaf_r log logf log10 log10f log1p log1pf
    log2 log2f nearbyint nearbyintf pow powf rint rintf round roundf sin sinf sinh sinhf sqrt sqrtf
    tan tanf tanh tanhf tgamma tgammaf trunc truncf
}
