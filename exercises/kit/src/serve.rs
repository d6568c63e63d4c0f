//! The loop that answers cases, one at a time.
//!
//! ```text
//! standard input := token:[u8; 16] memory:u64 request*
//! request        := length:u64 (sequence:u64 function:name leaves)
//! descriptor 3   := frame*
//! frame          := token sequence:u64 kind:u8 length:u64 body
//! ```
//! `kind` 0 is an answer (leaves), 1 a panic (message, file, line), 2 the end (no body).

use crate::memory;
use crate::wire::{Arguments, Outputs, Reader, text};
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::FromRawFd;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Mutex;

/// The descriptor of the result channel.
const RESULTS: i32 = 3;

const ANSWER: u8 = 0;
const PANIC: u8 = 1;
const END: u8 = 2;

/// Where the last panic happened: file and line.
static PLACE: Mutex<(String, u32)> = Mutex::new((String::new(), 0));

/// Answers requests until standard input ends. `call` runs the function of the given name.
pub fn serve(call: fn(&str, &Arguments, &mut Outputs)) -> ! {
    // SAFETY: the launcher opened this descriptor for this process, and nothing else here owns it.
    let results = unsafe { File::from_raw_fd(RESULTS) };
    let mut head = [0; 24];
    if std::io::stdin().read_exact(&mut head).is_err() {
        memory::exit(0);
    }
    let mut channel = Channel { results, token: head[..16].to_vec() };
    memory::limit(Reader { bytes: &head, position: 16 }.u64() as usize);
    while let Some(request) = next_request() {
        answer(call, request, &mut channel);
    }
    channel.send(u64::MAX, END, &[]);
    memory::exit(0)
}

fn next_request() -> Option<Vec<u8>> {
    let mut input = std::io::stdin().lock();
    let mut length = [0; 8];
    input.read_exact(&mut length).ok()?;
    let mut request = vec![0; u64::from_le_bytes(length) as usize];
    input.read_exact(&mut request).ok()?;
    Some(request)
}

fn answer(call: fn(&str, &Arguments, &mut Outputs), request: Vec<u8>, channel: &mut Channel) {
    let mut reader = Reader { bytes: &request, position: 0 };
    let (sequence, function) = (reader.u64(), reader.text());
    let position = reader.position;
    let arguments = Arguments::read(request, position);
    let mut outputs = Outputs::new();
    set_hook(Box::new(|panic| {
        if let (Some(place), Ok(mut kept)) = (panic.location(), PLACE.lock()) {
            *kept = (place.file().to_owned(), place.line());
        }
    }));
    let result = catch_unwind(AssertUnwindSafe(|| call(&function, &arguments, &mut outputs)));
    let _ = std::io::stdout().flush();
    match result {
        Ok(()) => channel.send(sequence, ANSWER, &outputs.finish()),
        Err(payload) => {
            channel.send(sequence, PANIC, &panic_body(&*payload));
            // Dropping a payload runs code of the learner.
            std::mem::forget(payload);
        }
    }
}

fn panic_body(payload: &(dyn std::any::Any + Send)) -> Vec<u8> {
    let message = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(message), _) => message,
        (_, Some(message)) => message.as_str(),
        _ => "a panic without a message",
    };
    let (file, line) = PLACE.lock().map_or_else(|_| (String::new(), 0), |mut place| std::mem::take(&mut *place));
    let mut body = Vec::new();
    text(&mut body, message);
    text(&mut body, &file);
    body.extend(line.to_le_bytes());
    body
}

struct Channel {
    results: File,
    token: Vec<u8>,
}

impl Channel {
    fn send(&mut self, sequence: u64, kind: u8, body: &[u8]) {
        let mut frame = self.token.clone();
        frame.extend(sequence.to_le_bytes());
        frame.push(kind);
        frame.extend((body.len() as u64).to_le_bytes());
        frame.extend_from_slice(body);
        // A channel that cannot be written to means that nobody listens any more.
        if self.results.write_all(&frame).is_err() {
            memory::exit(0);
        }
    }
}
