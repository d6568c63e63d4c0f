//! How a process ended, as a verdict with its reason.

use super::Ran;
use crate::course::Limits;
use crate::grade::{Verdict, forbidden};
use crate::sandbox::{Clock, End};
use std::time::Duration;

/// The signal by which the kit's allocator ends a program that has reached its limit.
const OUT_OF_MEMORY: i32 = libc::SIGUSR1;

/// What a process that ended so has earned.
pub(super) fn of(end: &End, limits: &Limits) -> Ran {
    let seconds = |limit: Duration| limit.as_secs_f64();
    let (verdict, message) = match end {
        End::Blocked(attempt) => (Verdict::Blocked, forbidden::sentence(attempt)),
        End::Refused(reason) => return by_misuse(reason),
        End::Signalled(libc::SIGSYS) => (Verdict::Blocked, "used a forbidden system call".to_owned()),
        End::Signalled(libc::SIGXCPU) => (Verdict::TimedOut, "used up its time".to_owned()),
        End::Signalled(OUT_OF_MEMORY) => {
            (Verdict::OutOfMemory, format!("used more than {} MiB of memory", limits.memory >> 20))
        }
        End::Signalled(signal) => (Verdict::Crashed, format!("ended by signal {}", signal_name(*signal))),
        End::NotExecuted(libc::ENOMEM) => {
            (Verdict::OutOfMemory, "needs more memory than there is for it to start".to_owned())
        }
        End::NotExecuted(error) => {
            let error = std::io::Error::from_raw_os_error(*error);
            (
                Verdict::Blocked,
                format!("changed how the program is started, which is not allowed here: {error}"),
            )
        }
        End::Exited(code) => {
            (Verdict::ExitedEarly, format!("ended the process with code {code} before it had answered"))
        }
        End::TimedOut(Clock::Cpu) => {
            (Verdict::TimedOut, format!("computed for more than {} s", seconds(limits.case_cpu)))
        }
        End::TimedOut(Clock::Wall) => {
            (Verdict::TimedOut, format!("gave no answer within {} s", seconds(limits.case_wall)))
        }
        End::Cancelled => (Verdict::Skipped, "cancelled".to_owned()),
    };
    Ran::Died(verdict, message)
}

/// It said on the result channel what was not asked.
pub(super) fn by_misuse(reason: &str) -> Ran {
    Ran::Died(Verdict::Blocked, format!("misused the result channel: {reason}"))
}

/// It began an answer of so many bytes.
pub(super) fn by_size(bytes: u64) -> Ran {
    let size = if bytes < 10 << 20 { format!("{} KiB", bytes >> 10) } else { format!("{} MiB", bytes >> 20) };
    Ran::Died(Verdict::WrongShape, format!("returned {size} of cells, far more than the right result has"))
}

/// Of a crash, what the runtime said of it on standard error.
pub(super) fn by_stack(result: Ran, stderr: &str) -> Ran {
    match result {
        Ran::Died(Verdict::Crashed, _) if stderr.contains("has overflowed its stack") => {
            Ran::Died(Verdict::Crashed, "overflowed its stack: does it call itself without end?".to_owned())
        }
        result => result,
    }
}

fn signal_name(signal: i32) -> String {
    let name = match signal {
        libc::SIGSEGV => {
            "SIGSEGV, an invalid memory access: most often a function that calls itself without end"
        }
        libc::SIGABRT => "SIGABRT, an abort",
        libc::SIGILL => "SIGILL, an illegal instruction",
        libc::SIGFPE => "SIGFPE, an arithmetic error",
        libc::SIGBUS => "SIGBUS, an invalid memory access",
        libc::SIGKILL => "SIGKILL",
        _ => return signal.to_string(),
    };
    format!("{signal} ({name})")
}
