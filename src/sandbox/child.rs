//! A running program: requests go to its standard input, replies come from its descriptor 3.

mod watch;

pub use watch::{Budget, Clock};

use super::capture::{self, Captured, Reading, Stream};
use super::platform::{Alarm, Process, Streams};
use super::{Cancel, Program, ProgramLimits, Sandbox, SandboxError};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::Signal;
use std::fs::File;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::time::Duration;
use watch::Watch;

/// A program that runs. Dropped, it is killed.
#[derive(Debug)]
pub struct Child {
    process: Process,
    stdin: Option<File>,
    /// `None` once the program has closed it.
    result: Option<File>,
    stdout: Stream,
    stderr: Stream,
    end: Option<End>,
    /// The limit on the CPU time of the whole process.
    cpu: Duration,
    buffer: Vec<u8>,
}

/// Takes what a program answers, and knows when the answer is complete.
pub trait Reply {
    /// Takes the next bytes. What goes beyond a complete answer is for the reply to refuse: nobody asked for it.
    fn push(&mut self, bytes: &[u8]) -> Progress;
}

/// How far an answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So far right, and not at its end.
    More,
    /// Nothing more is to come.
    Complete,
    /// Not an answer to what was asked, and why.
    Refused(String),
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// Answered in full, and waits for the next request.
    Replied {
        /// Time that passed from the request to the end of the answer.
        wall: Duration,
    },
    /// The program is gone; every later exchange gives the same.
    Ended(End),
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Tried something forbidden: the system call and its path, safe to show.
    Blocked(String),
    /// The number of the signal.
    Signalled(i32),
    /// By itself, with this exit code; before its answer was complete, or after its input was closed.
    Exited(i32),
    /// Never began, because the system does not execute what it is: the number of the error.
    NotExecuted(i32),
    /// Killed, because a limit of its [`Budget`] or of its whole life was reached.
    TimedOut(Clock),
    /// Answered what was not asked, and how.
    Refused(String),
    /// Killed, because [`Cancel`] was asked for.
    Cancelled,
}

impl Sandbox {
    /// Starts `program` under limits, Landlock without a rule, and a list of allowed system calls.
    ///
    /// The program gets the one argument `learner`, no environment, `/` as its folder and the descriptors 0 to 3.
    /// It dies with this process, however that ends.
    ///
    /// # Errors
    /// When the launcher cannot be started. That a layer cannot be applied comes out at the first exchange.
    pub fn start(&self, program: &Program, limits: &ProgramLimits) -> Result<Child, SandboxError> {
        let (process, streams) = Process::program(self, program, limits)?;
        let Streams { stdin, result, stdout, stderr } = streams;
        Ok(Child {
            process,
            stdin: Some(stdin),
            result: Some(result),
            stdout: Stream::new(stdout, limits.output),
            stderr: Stream::new(stderr, limits.output),
            end: None,
            cpu: limits.cpu,
            buffer: vec![0; capture::READ],
        })
    }
}

impl Child {
    /// Sends `request` and feeds what comes back to `reply` until it is complete. After an end, gives that end again.
    ///
    /// # Errors
    /// When the sandbox itself fails, never because of what the program does.
    pub fn exchange(
        &mut self,
        request: &[u8],
        budget: Budget,
        reply: &mut dyn Reply,
        cancel: &Cancel,
    ) -> Result<Exchange, SandboxError> {
        if let Some(end) = &self.end {
            return Ok(Exchange::Ended(end.clone()));
        }
        if let Reading::Bytes(_) = self.hear()? {
            return self.stop(End::Refused(UNASKED.to_owned()));
        }
        self.converse(request, &Watch::start(&self.process, budget, cancel), reply)
    }

    /// Closes standard input and waits for the end; `reply` gets the last bytes, and may only refuse them.
    ///
    /// # Errors
    /// When the sandbox itself fails, never because of what the program does.
    pub fn finish(
        &mut self,
        budget: Budget,
        reply: &mut dyn Reply,
        cancel: &Cancel,
    ) -> Result<End, SandboxError> {
        if let Some(end) = &self.end {
            return Ok(end.clone());
        }
        self.stdin = None;
        let watch = Watch::start(&self.process, budget, cancel);
        // An answer that is complete is not yet an end.
        loop {
            if let Exchange::Ended(end) = self.converse(&[], &watch, reply)? {
                return Ok(end);
            }
        }
    }

    /// What the program has written since the last call, up to now. The head and the tail are kept, the rest counted.
    ///
    /// # Errors
    /// When a pipe cannot be read.
    pub fn take_output(&mut self) -> Result<Captured, SandboxError> {
        for stream in [&mut self.stdout, &mut self.stderr] {
            stream.drain(&mut self.buffer).map_err(SandboxError::step("read what a program wrote"))?;
        }
        Ok(capture::take_both(&mut self.stdout, &mut self.stderr))
    }

    fn converse(
        &mut self,
        mut request: &[u8],
        watch: &Watch,
        reply: &mut dyn Reply,
    ) -> Result<Exchange, SandboxError> {
        loop {
            let patience = match watch.patience(&self.process) {
                Ok(patience) => patience,
                Err(end) => return self.stop(end),
            };
            let ready = self.wait(patience, request)?;
            let alarm = if ready.alarm { self.process.attend()? } else { None };
            match alarm {
                Some(Alarm::Blocked(attempt)) => return self.stop(End::Blocked(attempt)),
                Some(Alarm::NotExecutable(error)) => return self.stop(End::NotExecuted(error)),
                Some(Alarm::Gone) | None => {}
            }
            if ready.stdin {
                self.tell(&mut request);
            }
            if ready.output {
                self.read_output()?;
            }
            while let Reading::Bytes(count) = self.hear()? {
                match reply.push(&self.buffer[..count]) {
                    Progress::Refused(why) => return self.stop(End::Refused(why)),
                    Progress::Complete => {
                        return Ok(Exchange::Replied { wall: watch.elapsed() });
                    }
                    Progress::More => {}
                }
                if alarm.is_none() {
                    break;
                }
            }
            if let Some(Alarm::Gone) = alarm {
                return self.bury();
            }
        }
    }

    /// Waits for anything to happen, but not longer than `patience`.
    fn wait(&self, patience: Duration, request: &[u8]) -> Result<Ready, SandboxError> {
        let mut waits = Vec::with_capacity(7);
        waits.extend(self.process.alarms().map(|alarm| PollFd::from_borrowed_fd(alarm, PollFlags::IN)));
        let alarms = waits.len();
        let outputs = [&self.stdout, &self.stderr].into_iter().filter_map(Stream::source);
        waits.extend(outputs.map(|source| PollFd::new(source, PollFlags::IN)));
        let outputs = alarms..waits.len();
        waits.extend(self.result.iter().map(|result| PollFd::new(result, PollFlags::IN)));
        let answers = waits.len();
        if let (Some(stdin), false) = (&self.stdin, request.is_empty()) {
            waits.push(PollFd::new(stdin, PollFlags::OUT));
        }
        wait_for(&mut waits, patience)?;
        let any = |waits: &[PollFd<'_>]| waits.iter().any(|wait| !wait.revents().is_empty());
        // Where nothing can give an alarm, one has to be looked for.
        let alarm = alarms == 0 || any(&waits[..alarms]);
        Ok(Ready { alarm, output: any(&waits[outputs]), stdin: any(&waits[answers..]) })
    }

    /// Reads once from the result channel, if there is anything.
    fn hear(&mut self) -> Result<Reading, SandboxError> {
        let Some(result) = &self.result else { return Ok(Reading::Empty) };
        let reading =
            capture::read(result, &mut self.buffer).map_err(SandboxError::step("read a program's answer"))?;
        if reading == Reading::Closed {
            self.result = None;
        }
        Ok(reading)
    }

    /// Writes what fits of the request. A program that has closed its input gets the rest of its time to end.
    fn tell(&mut self, request: &mut &[u8]) {
        let Some(stdin) = &mut self.stdin else { return };
        match stdin.write(request) {
            Ok(count) => *request = &request[count..],
            Err(error) if capture::is_momentary(&error) => {}
            Err(_) => {
                self.stdin = None;
                *request = &[];
            }
        }
    }

    fn read_output(&mut self) -> Result<(), SandboxError> {
        for stream in [&mut self.stdout, &mut self.stderr] {
            stream.read(&mut self.buffer).map_err(SandboxError::step("read what a program wrote"))?;
        }
        Ok(())
    }

    /// Ends a program that is still running, for a reason of ours.
    fn stop(&mut self, end: End) -> Result<Exchange, SandboxError> {
        self.process.kill();
        self.process.reap().map_err(SandboxError::step("wait for a program"))?;
        self.end = Some(end.clone());
        Ok(Exchange::Ended(end))
    }

    /// Learns how a program ended that has ended by itself.
    fn bury(&mut self) -> Result<Exchange, SandboxError> {
        let used = self.process.cpu_time();
        let status = self.process.reap().map_err(SandboxError::step("wait for a program"))?;
        let end = match End::from(status) {
            // The system's answer to a program that is deaf to the first signal.
            End::Signalled(signal) if signal == Signal::KILL.as_raw() && used >= self.cpu => {
                End::TimedOut(Clock::Cpu)
            }
            end => end,
        };
        self.end = Some(end.clone());
        Ok(Exchange::Ended(end))
    }
}

impl From<ExitStatus> for End {
    fn from(status: ExitStatus) -> Self {
        match status.signal() {
            None => Self::Exited(status.code().unwrap_or(0)),
            Some(signal) if signal == Signal::XCPU.as_raw() => Self::TimedOut(Clock::Cpu),
            Some(signal) if signal == Signal::SYS.as_raw() => Self::Blocked(FOREIGN.to_owned()),
            Some(signal) => Self::Signalled(signal),
        }
    }
}

/// What has happened.
struct Ready {
    alarm: bool,
    output: bool,
    stdin: bool,
}

/// `poll`, where a signal is no reason to fail.
pub(super) fn wait_for(waits: &mut [PollFd<'_>], patience: Duration) -> Result<(), SandboxError> {
    let patience = Timespec::try_from(patience).ok();
    match poll(waits, patience.as_ref()) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(SandboxError::step("wait for a program")(error)),
    }
}

const UNASKED: &str = "wrote to the result channel before it was asked";
const FOREIGN: &str = "a system call of another architecture";
