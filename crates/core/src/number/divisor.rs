//! The greatest common divisor of two magnitudes.

/// The greatest common divisor; `gcd(0, x)` is `x`.
///
/// Binary, because a 128-bit division is a library call on every target we build for.
pub(super) const fn gcd(a: u128, b: u128) -> u128 {
    if a == 1 || b == 1 {
        return 1;
    }
    if a == 0 {
        return b;
    }
    if b == 0 {
        return a;
    }
    let shift = (a | b).trailing_zeros();
    let mut a = a >> a.trailing_zeros();
    let mut b = b >> b.trailing_zeros();
    while a != b {
        if a <= u64::MAX as u128 && b <= u64::MAX as u128 {
            return (odd_gcd(a as u64, b as u64) as u128) << shift;
        }
        if a < b {
            (a, b) = (b, a);
        }
        a -= b;
        a >>= a.trailing_zeros();
    }
    a << shift
}

/// The greatest common divisor of two odd numbers of one machine word.
const fn odd_gcd(mut a: u64, mut b: u64) -> u64 {
    while a != b {
        if a < b {
            (a, b) = (b, a);
        }
        a -= b;
        a >>= a.trailing_zeros();
    }
    a
}
