//! A session of the embedded instance, and the client that has it at the moment.
//!
//! When a client goes and leaves nothing half-done, `DISCARD ALL` makes the session as good as new, and the next client
//! that begins with the same packet gets it, with the answers that the first one got. A session that is in a transaction, in
//! the middle of an answer, or in any doubt, is ended.

use std::io::{ErrorKind, Read, Write};
use std::net::Shutdown;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::guard::Stream;

/// A connection to the instance; ended on drop.
#[derive(Debug)]
pub(super) struct Session {
    stream: Stream,
    /// The packet it began with.
    start: Vec<u8>,
    /// What the instance answered to that, up to the first `ReadyForQuery`.
    welcome: Vec<u8>,
}

/// What both directions know.
#[derive(Debug)]
struct Flow {
    phase: Phase,
    /// Answers that are still to come.
    owed: usize,
    /// The status of the last `ReadyForQuery`: `I` outside of a transaction.
    status: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// What the instance says is for the client.
    Serving,
    /// What it says is about [`RESET`].
    Resetting,
    /// It is listened to until it ends by itself: one that finds its answers unread would give up altogether.
    Ending,
}

/// `DISCARD ALL`, as a message.
const RESET: &[u8] = b"Q\0\0\0\x10DISCARD ALL\0";

impl Session {
    /// Begins with the packet of a client.
    pub(super) fn begin(mut stream: Stream, start: Vec<u8>) -> std::io::Result<Self> {
        stream.write_all(&start)?;
        Ok(Self { stream, start, welcome: Vec::new() })
    }

    pub(super) fn began_with(&self, start: &[u8]) -> bool {
        self.start == start
    }

    pub(super) fn stream(&self) -> &Stream {
        &self.stream
    }

    /// Serves a client until one of both goes. Returns the session if it is as good as new.
    pub(super) fn serve(mut self, client: &Stream) -> Option<Self> {
        let welcomed = !self.welcome.is_empty();
        let flow = Mutex::new(Flow { phase: Phase::Serving, owed: usize::from(!welcomed), status: b'I' });
        let mut requests = client.try_clone().ok()?;
        let mut to_backend = self.stream.try_clone().ok()?;
        let mut answers = client.try_clone().ok()?;
        if welcomed && answers.write_all(&self.welcome).is_err() {
            return None;
        }
        thread::scope(|scope| {
            scope.spawn(|| {
                // Whatever ends this, the client sends nothing any more.
                let _ = forward(&mut requests, &mut to_backend, &flow);
                end(&mut to_backend, &flow);
            });
            let reusable = self.answer(&mut answers, &flow);
            // If it was the instance that ended, the other direction still waits for the client.
            let _ = client.shutdown(Shutdown::Both);
            reusable
        })
        .then_some(self)
    }

    /// Hands the answers on. True if the session was reset and is fit for another client.
    fn answer(&mut self, client: &mut Stream, flow: &Mutex<Flow>) -> bool {
        let mut recording = self.welcome.is_empty();
        let mut frames = Frames::default();
        let mut buffer = vec![0; 64 * 1024];
        let mut clean = true;
        let mut listening = true;
        loop {
            let length = match self.stream.read(&mut buffer) {
                Ok(0) => return false,
                Ok(length) => length,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(_) => return false,
            };
            let chunk = &buffer[..length];
            if recording {
                self.welcome.extend_from_slice(chunk);
            }
            let phase = lock(flow).phase;
            // A client that does not listen any more is found gone by the other direction.
            if phase == Phase::Serving && listening {
                listening = client.write_all(chunk).is_ok();
            }
            for (tag, first) in frames.read(chunk) {
                match tag {
                    b'Z' => {
                        recording = false;
                        let mut flow = lock(flow);
                        flow.owed = flow.owed.saturating_sub(1);
                        flow.status = first;
                        if flow.phase == Phase::Resetting {
                            return clean && first == b'I' && flow.owed == 0;
                        }
                    }
                    b'E' if phase == Phase::Resetting => clean = false,
                    _ => {}
                }
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A clone may keep the connection open otherwise.
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

/// Hands the requests on, up to the one to terminate.
fn forward(client: &mut Stream, backend: &mut Stream, flow: &Mutex<Flow>) -> std::io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    let mut waiting: Vec<u8> = Vec::new();
    let mut left = 0;
    loop {
        let length = match client.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        waiting.extend_from_slice(&buffer[..length]);
        loop {
            if left > 0 {
                let now = left.min(waiting.len());
                backend.write_all(&waiting[..now])?;
                waiting.drain(..now);
                left -= now;
            }
            let &[tag, a, b, c, d, ..] = waiting.as_slice() else {
                break;
            };
            match tag {
                b'X' => return Ok(()),
                // Query, Sync, FunctionCall: each is answered with one ReadyForQuery.
                b'Q' | b'S' | b'F' => lock(flow).owed += 1,
                _ => {}
            }
            left = 1 + u32::from_be_bytes([a, b, c, d]) as usize;
        }
    }
}

/// The client is gone: makes the session new if nothing is under way, else ends it.
fn end(backend: &mut Stream, flow: &Mutex<Flow>) {
    let mut flow = lock(flow);
    if flow.owed == 0 && flow.status == b'I' && backend.write_all(RESET).is_ok() {
        flow.phase = Phase::Resetting;
        flow.owed = 1;
    } else {
        flow.phase = Phase::Ending;
        let _ = backend.shutdown(Shutdown::Write);
    }
}

fn lock(flow: &Mutex<Flow>) -> MutexGuard<'_, Flow> {
    // A thread that panicked left numbers, no half-done work.
    flow.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Finds the messages in a stream that comes in pieces.
#[derive(Debug, Default)]
struct Frames {
    head: Vec<u8>,
    left: usize,
}

impl Frames {
    /// The tags of the messages that end in this piece, each with the first byte of its body (zero if there is none).
    fn read(&mut self, mut piece: &[u8]) -> Vec<(u8, u8)> {
        let mut found = Vec::new();
        while !piece.is_empty() {
            // Tag, length, and the first byte of the body, if there is one.
            while self.head.len() < 5 && !piece.is_empty() {
                self.head.push(piece[0]);
                piece = &piece[1..];
            }
            let &[tag, a, b, c, d, ..] = self.head.as_slice() else {
                break;
            };
            if self.head.len() == 5 {
                self.left = (u32::from_be_bytes([a, b, c, d]) as usize).saturating_sub(4);
                self.head.push(0);
                if self.left > 0 {
                    let Some((first, rest)) = piece.split_first() else {
                        self.head.pop();
                        break;
                    };
                    self.head[5] = *first;
                    self.left -= 1;
                    piece = rest;
                }
            }
            let now = self.left.min(piece.len());
            piece = &piece[now..];
            self.left -= now;
            if self.left == 0 {
                found.push((tag, self.head[5]));
                self.head.clear();
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_found_however_they_are_cut() {
        let mut stream = Vec::new();
        stream.extend_from_slice(b"R\0\0\0\x08\0\0\0\0");
        stream.extend_from_slice(b"1\0\0\0\x04");
        stream.extend_from_slice(b"Z\0\0\0\x05T");
        stream.extend_from_slice(b"D\0\0\0\x0aZ\0\0\0\0\x05");
        stream.extend_from_slice(b"Z\0\0\0\x05I");
        for size in 1..=stream.len() {
            let mut frames = Frames::default();
            let found: Vec<_> = stream.chunks(size).flat_map(|piece| frames.read(piece)).collect();
            assert_eq!(
                found,
                [(b'R', 0), (b'1', 0), (b'Z', b'T'), (b'D', b'Z'), (b'Z', b'I')],
                "in pieces of {size}"
            );
        }
    }

    #[test]
    fn the_reset_is_a_whole_message() {
        let mut frames = Frames::default();
        assert_eq!(frames.read(RESET), [(b'Q', b'D')]);
        assert_eq!(frames.left, 0);
    }
}
