//! The socket between a launcher and its parent. One message, one word.
//!
//! The parent sends the descriptors that the launched process shall have. The launcher answers that it is confined,
//! with the listener of its system calls where there is one, or which step failed. It goes away as the launcher becomes
//! something else.

use rustix::cmsg_space;
use rustix::io::Errno;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType, recvmsg, sendmsg, socketpair,
};
use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// What a launcher says.
#[derive(Debug)]
pub(super) enum Word {
    /// All layers are in force; the next step is to become the program or tool.
    Confined(Option<OwnedFd>),
    /// A step failed, and how.
    Failed(String),
    /// All layers are in force, but the program is none that can be executed: the number of the error.
    NotExecutable(i32),
    /// Nothing yet.
    Silence,
    /// The launcher has become what it should, or is dead.
    Closed,
}

/// A connected pair: the parent's end and the launcher's.
pub(super) fn pair() -> io::Result<(OwnedFd, OwnedFd)> {
    Ok(socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)?)
}

/// Sends the descriptors for the launched process.
pub(super) fn send_descriptors(socket: impl AsFd, descriptors: &[BorrowedFd<'_>]) -> io::Result<()> {
    send(socket, b"descriptors", descriptors)
}

/// Receives the descriptors, each under the lowest free number.
pub(super) fn receive_descriptors(socket: impl AsFd) -> io::Result<Vec<OwnedFd>> {
    let (count, descriptors) = receive(socket, &mut [0; 16], RecvFlags::empty())?;
    if count == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(descriptors) }
}

/// Tells the parent that the layers are in force.
pub(super) fn send_confined(socket: impl AsFd, listener: Option<BorrowedFd<'_>>) -> io::Result<()> {
    send(socket, &[CONFINED], listener.as_slice())
}

/// Tells the parent what failed.
pub(super) fn send_failure(socket: impl AsFd, text: &str) -> io::Result<()> {
    let mut message = vec![FAILED];
    message.extend_from_slice(text.as_bytes());
    send(socket, &message, &[])
}

/// Tells the parent that the program cannot be executed.
pub(super) fn send_not_executable(socket: impl AsFd, error: &io::Error) -> io::Result<()> {
    let number = error.raw_os_error().unwrap_or_default().to_le_bytes();
    send(socket, &[&[NOT_EXECUTABLE], &number[..]].concat(), &[])
}

/// What the launcher says next, without waiting for it.
pub(super) fn receive_word(socket: impl AsFd) -> io::Result<Word> {
    let mut message = [0; 1024];
    let (count, mut descriptors) = match receive(socket, &mut message, RecvFlags::DONTWAIT) {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Word::Silence),
        Err(error) if error.kind() == io::ErrorKind::ConnectionReset => return Ok(Word::Closed),
        received => received?,
    };
    Ok(match message[..count].split_first() {
        None => Word::Closed,
        Some((&CONFINED, _)) => Word::Confined(descriptors.pop()),
        Some((&NOT_EXECUTABLE, number)) => {
            Word::NotExecutable(number.try_into().map_or(0, i32::from_le_bytes))
        }
        Some((_, text)) => Word::Failed(String::from_utf8_lossy(text).into_owned()),
    })
}

pub(super) fn send(socket: impl AsFd, message: &[u8], descriptors: &[BorrowedFd<'_>]) -> io::Result<()> {
    let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(MOST))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !descriptors.is_empty() && !control.push(SendAncillaryMessage::ScmRights(descriptors)) {
        return Err(Errno::NOBUFS.into());
    }
    sendmsg(socket, &[IoSlice::new(message)], &mut control, SendFlags::NOSIGNAL)?;
    Ok(())
}

pub(super) fn receive(
    socket: impl AsFd,
    message: &mut [u8],
    flags: RecvFlags,
) -> io::Result<(usize, Vec<OwnedFd>)> {
    let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(MOST))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let flags = flags | RecvFlags::CMSG_CLOEXEC;
    let received = recvmsg(socket, &mut [IoSliceMut::new(message)], &mut control, flags)?;
    let descriptors = control.drain().flat_map(|part| match part {
        RecvAncillaryMessage::ScmRights(rights) => rights.collect(),
        _ => Vec::new(),
    });
    Ok((received.bytes, descriptors.collect()))
}

/// The most descriptors that one message carries.
const MOST: usize = 3;
const CONFINED: u8 = b'C';
const FAILED: u8 = b'F';
const NOT_EXECUTABLE: u8 = b'X';
