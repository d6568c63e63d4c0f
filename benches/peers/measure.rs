//! Pairs of runs and what their times are to each other.

use std::fmt;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Seconds of one run, with all processes that it starts.
#[derive(Clone, Copy)]
pub(crate) struct Seconds {
    processor: f64,
    clock: f64,
}

/// What a run of ours takes of one of a peer's.
pub(crate) struct Ratio {
    of: String,
    processor: f64,
    clock: f64,
    /// Milliseconds of processor time, ours and the peer's.
    times: Option<[f64; 2]>,
}

/// The medians over pairs of runs, after one of each that does not count.
pub(crate) fn compare(
    of: &str,
    rounds: usize,
    ours: impl Fn() -> Result<Seconds, String>,
    theirs: impl Fn() -> Result<Seconds, String>,
) -> Result<Ratio, String> {
    ours()?;
    theirs()?;
    let pairs: Result<Vec<[Seconds; 2]>, String> = (0..rounds).map(|_| Ok([ours()?, theirs()?])).collect();
    let pairs = pairs?;
    let ratio = |time: fn(&Seconds) -> f64| median(pairs.iter().map(|[a, b]| time(a) / time(b)));
    let time = |which: usize| 1e3 * median(pairs.iter().map(|pair| pair[which].processor));
    Ok(Ratio {
        of: of.to_owned(),
        processor: ratio(|seconds| seconds.processor),
        clock: ratio(|seconds| seconds.clock),
        times: Some([time(0), time(1)]),
    })
}

pub(crate) fn geometric_mean(ratios: &[Ratio]) -> Ratio {
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let mean = |ratio: fn(&Ratio) -> f64| {
        (ratios.iter().map(|one| ratio(one).ln()).sum::<f64>() / ratios.len() as f64).exp()
    };
    Ratio {
        of: "geometric mean".to_owned(),
        processor: mean(|ratio| ratio.processor),
        clock: mean(|ratio| ratio.clock),
        times: None,
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:24} {:5.2} {:5.2}", self.of, self.processor, self.clock)?;
        self.times.map_or(Ok(()), |[ours, theirs]| {
            write!(formatter, "   processor {ours:7.1} ms of {theirs:7.1} ms")
        })
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Work of this process and of those that it starts and waits for.
pub(crate) fn work(work: impl FnOnce() -> Result<(), String>) -> Result<Seconds, String> {
    let used = || spent(libc::RUSAGE_SELF) + spent(libc::RUSAGE_CHILDREN);
    let (before, start) = (used(), Instant::now());
    work()?;
    Ok(Seconds { processor: used() - before, clock: start.elapsed().as_secs_f64() })
}

/// A command that must succeed.
pub(crate) fn run(mut command: Command) -> Result<Seconds, String> {
    let (before, start) = (spent(libc::RUSAGE_CHILDREN), Instant::now());
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{command:?}: {error}"))?;
    let clock = start.elapsed().as_secs_f64();
    if output.status.success() {
        return Ok(Seconds { processor: spent(libc::RUSAGE_CHILDREN) - before, clock });
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let first = said.lines().filter(|line| !line.trim().is_empty()).take(3);
    Err(format!("{} failed: {}", command.get_program().display(), first.collect::<Vec<_>>().join(" · ")))
}

/// Seconds of processor time: of this process, or of all children that have ended.
fn spent(who: libc::c_int) -> f64 {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    #[expect(unsafe_code, reason = "a call of the kernel without a safe name in the crates here")]
    // SAFETY: the kernel fills in the whole structure, which consists of integers.
    let usage = unsafe {
        libc::getrusage(who, usage.as_mut_ptr());
        usage.assume_init()
    };
    #[expect(clippy::cast_precision_loss, reason = "seconds and microseconds are small")]
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
