//! Identical work is judged once, even when several workers come to it at the same time.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, PoisonError};

/// What is being judged now.
#[derive(Debug, Default)]
pub(super) struct Claims {
    taken: Mutex<BTreeSet<String>>,
    given_back: Condvar,
}

/// The right to judge one work; ends when it is dropped, also by a panic.
pub(super) struct Claim<'a> {
    claims: &'a Claims,
    key: &'a str,
}

impl Claims {
    /// Waits until nobody else judges this work.
    pub(super) fn take<'a>(&'a self, key: &'a str) -> Claim<'a> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = self
            .given_back
            .wait_while(taken, |taken| taken.contains(key))
            .unwrap_or_else(PoisonError::into_inner);
        taken.insert(key.to_owned());
        Claim { claims: self, key }
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        self.claims.taken.lock().unwrap_or_else(PoisonError::into_inner).remove(self.key);
        self.claims.given_back.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::Claims;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn one_work_is_never_claimed_twice_at_once() {
        let (claims, inside, most) = (Claims::default(), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let _claim = claims.take("work");
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(most.into_inner(), 1);
    }
}
