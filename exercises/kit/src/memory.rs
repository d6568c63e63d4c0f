//! A global allocator that counts live bytes and ends the program past a limit.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// `SIGUSR1` means "out of memory". Any program can choose its exit code; this takes `unsafe`.
const SIGNAL: i32 = if cfg!(target_os = "linux") { 10 } else { 30 };

static LIVE: AtomicUsize = AtomicUsize::new(0);
static LIMIT: AtomicUsize = AtomicUsize::new(usize::MAX);

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Sets the most bytes that may be live from now on.
pub(crate) fn limit(bytes: usize) {
    LIMIT.store(bytes, Relaxed);
}

unsafe extern "C" {
    fn _exit(code: i32) -> !;
    fn raise(signal: i32) -> i32;
}

fn give_up() -> ! {
    // SAFETY: `raise` takes any number.
    unsafe { raise(SIGNAL) };
    exit(1)
}

/// Ends the process without running destructors or `atexit` functions.
pub(crate) fn exit(code: i32) -> ! {
    // SAFETY: `_exit` takes any code and does not return.
    unsafe { _exit(code) }
}

fn grow(bytes: usize) {
    if LIVE.fetch_add(bytes, Relaxed).saturating_add(bytes) > LIMIT.load(Relaxed) {
        give_up();
    }
}

fn checked(pointer: *mut u8) -> *mut u8 {
    if pointer.is_null() {
        give_up();
    }
    pointer
}

// SAFETY: every call is passed on to `System` unchanged; counting touches no memory of the caller.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        checked(unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        checked(unsafe { System.alloc_zeroed(layout) })
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if size > layout.size() {
            grow(size - layout.size());
        } else {
            LIVE.fetch_sub(layout.size() - size, Relaxed);
        }
        checked(unsafe { System.realloc(pointer, layout, size) })
    }
}
