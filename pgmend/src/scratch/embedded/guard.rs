//! The door of an embedded instance: lets one connection in at a time, and tells the next one why it has to wait.
//!
//! The instance serves whoever came first and leaves the others hanging. So it listens where only the guard finds it, and
//! the guard listens for everybody: it answers requests for encryption, waits a moment for the place to become free
//! (a client that has just closed its connection may open the next one), and refuses with an error that a client shows.
//!
//! To the instance a connection is a whole start of PostgreSQL. So the guard keeps the last session, made as good as new,
//! for the next client that begins in the same way: see [`session`](super::session).

use std::io::{Read, Write};
use std::net::Shutdown;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use pglite_oxide::PgliteServer;

use super::super::error::{Error, Result};
use super::session::Session;

#[cfg(unix)]
use std::os::unix::net::UnixListener as Listener;
#[cfg(unix)]
pub(super) use std::os::unix::net::UnixStream as Stream;

#[cfg(not(unix))]
use std::net::TcpListener as Listener;
#[cfg(not(unix))]
pub(super) use std::net::TcpStream as Stream;

/// How long a second connection waits for the first one to go.
const PATIENCE: Duration = Duration::from_secs(3);
/// Longer start packets are nonsense.
const LONGEST_START: usize = 10_000;

const SSL_REQUEST: u32 = 80_877_103;
const GSS_REQUEST: u32 = 80_877_104;
const CANCEL_REQUEST: u32 = 80_877_102;

/// The listener for everybody.
#[derive(Debug)]
pub(super) struct Guard {
    outside: Place,
    shared: Arc<Shared>,
}

#[cfg(unix)]
type Place = std::path::PathBuf;
#[cfg(not(unix))]
type Place = std::net::SocketAddr;

#[derive(Debug)]
struct Shared {
    inside: Place,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    occupied: bool,
    closed: bool,
    /// Both ends of the connection that is served, to cut it when the instance goes.
    served: Vec<Stream>,
    /// A session that waits for its next client.
    idle: Option<Session>,
}

impl Guard {
    /// Opens the door of `server` in `directory`.
    pub(super) fn before(server: &PgliteServer, directory: &Path) -> Result<Self> {
        let failed = |error: std::io::Error| {
            Error::failed("cannot listen for connections to the embedded PostgreSQL").caused_by(error)
        };
        let (listener, outside) = listen(directory).map_err(failed)?;
        let shared =
            Arc::new(Shared { inside: place_of(server)?, state: Mutex::default(), freed: Condvar::new() });
        let for_thread = Arc::clone(&shared);
        thread::Builder::new()
            .name("pgmend-embedded-guard".to_owned())
            .spawn(move || watch(&listener, &for_thread))
            .map_err(failed)?;
        Ok(Self { outside, shared })
    }

    /// Cuts the connection that is served, and lets nobody in any more.
    pub(super) fn close(&self) {
        let mut state = self.shared.lock();
        state.closed = true;
        state.idle = None;
        for stream in state.served.drain(..) {
            // It may be closed already.
            let _ = stream.shutdown(Shutdown::Both);
        }
        drop(state);
        self.shared.freed.notify_all();
        // The listener waits for somebody to come.
        let _ = reach(&self.outside);
    }

    /// Adds the address to a configuration.
    #[cfg(unix)]
    pub(super) fn complete(&self, config: &mut postgres::Config) {
        if let Some(directory) = self.outside.parent() {
            config.host_path(directory);
        }
    }

    /// Adds the address to a configuration.
    #[cfg(not(unix))]
    pub(super) fn complete(&self, config: &mut postgres::Config) {
        config.host(self.outside.ip().to_string()).port(self.outside.port());
    }

    /// What follows the user in a URL, ready for further parameters.
    #[cfg(unix)]
    pub(super) fn place(&self, database: &str) -> String {
        let directory = self.outside.parent().unwrap_or(&self.outside);
        format!("/{database}?host={}&", crate::connect::percent_encode(&directory.to_string_lossy()))
    }

    /// What follows the user in a URL, ready for further parameters.
    #[cfg(not(unix))]
    pub(super) fn place(&self, database: &str) -> String {
        format!("{}/{database}?", self.outside)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A thread that panicked left flags, no half-done work.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers both ends of what is served; false if the instance is going.
    fn register(&self, client: &Stream, session: &Session) -> bool {
        let (Ok(client), Ok(backend)) = (client.try_clone(), session.stream().try_clone()) else {
            return false;
        };
        let mut state = self.lock();
        if !state.closed {
            state.served.extend([client, backend]);
        }
        !state.closed
    }

    /// Takes the place, if it becomes free in time.
    fn enter(self: &Arc<Self>) -> Option<Occupied> {
        let start = Instant::now();
        let mut state = self.lock();
        while state.occupied && !state.closed {
            let left = PATIENCE.checked_sub(start.elapsed())?;
            state = self.freed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        if state.closed {
            return None;
        }
        state.occupied = true;
        Some(Occupied(Arc::clone(self)))
    }
}

/// The place, taken; free again on drop.
struct Occupied(Arc<Shared>);

impl Occupied {
    /// The session that waits, if it began like this, else a new one.
    fn session(&self, start: Vec<u8>) -> std::io::Result<Session> {
        let idle = self.0.lock().idle.take();
        match idle {
            Some(session) if session.began_with(&start) => Ok(session),
            // The instance takes the next one up when this one is gone.
            _ => Session::begin(reach(&self.0.inside)?, start),
        }
    }

    /// Leaves a session for the next client.
    fn leave(&self, session: Session) {
        let mut state = self.0.lock();
        if !state.closed {
            state.idle = Some(session);
        }
    }
}

impl Drop for Occupied {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.occupied = false;
        state.served.clear();
        drop(state);
        self.0.freed.notify_one();
    }
}

fn watch(listener: &Listener, shared: &Arc<Shared>) {
    loop {
        let Ok((client, _)) = listener.accept() else {
            return;
        };
        if shared.lock().closed {
            return;
        }
        let shared = Arc::clone(shared);
        // Without a thread the connection is closed, which its client reports.
        let _ = thread::Builder::new()
            .name("pgmend-embedded-connection".to_owned())
            .spawn(move || serve(client, &shared));
    }
}

/// A failure here is a connection that ends; its client says so.
fn serve(mut client: Stream, shared: &Arc<Shared>) {
    let Ok(Some(start)) = negotiate(&mut client) else {
        return;
    };
    let Some(occupied) = shared.enter() else {
        let _ = client.write_all(&fatal(
            "53300",
            "the embedded PostgreSQL serves one connection at a time, and one is open",
            "Close the other connection first, or use a real server.",
        ));
        return;
    };
    let Ok(session) = occupied.session(start) else {
        let _ = client.write_all(&fatal("57P01", "the embedded PostgreSQL has ended", "Start a new one."));
        return;
    };
    if !shared.register(&client, &session) {
        return;
    }
    if let Some(session) = session.serve(&client) {
        occupied.leave(session);
    }
    let _ = client.shutdown(Shutdown::Both);
    drop(occupied);
}

/// Reads up to the packet that starts a session; none for a client that wants something else.
fn negotiate(client: &mut Stream) -> std::io::Result<Option<Vec<u8>>> {
    loop {
        let mut head = [0; 8];
        client.read_exact(&mut head)?;
        let [a, b, c, d, e, f, g, h] = head;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        match u32::from_be_bytes([e, f, g, h]) {
            SSL_REQUEST | GSS_REQUEST => client.write_all(b"N")?,
            // A statement of the instance cannot be interrupted.
            CANCEL_REQUEST => return Ok(None),
            _ if !(8..=LONGEST_START).contains(&length) => return Ok(None),
            _ => {
                let mut packet = head.to_vec();
                packet.resize(length, 0);
                client.read_exact(&mut packet[8..])?;
                return Ok(Some(packet));
            }
        }
    }
}

/// An `ErrorResponse`.
fn fatal(code: &str, message: &str, hint: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for (tag, text) in [(b'S', "FATAL"), (b'V', "FATAL"), (b'C', code), (b'M', message), (b'H', hint)] {
        body.push(tag);
        body.extend_from_slice(text.as_bytes());
        body.push(0);
    }
    body.push(0);
    let length = u32::try_from(body.len() + 4).unwrap_or(u32::MAX);
    let mut packet = vec![b'E'];
    packet.extend_from_slice(&length.to_be_bytes());
    packet.extend_from_slice(&body);
    packet
}

#[cfg(unix)]
fn listen(directory: &Path) -> std::io::Result<(Listener, Place)> {
    let path = directory.join(".s.PGSQL.5432");
    Ok((Listener::bind(&path)?, path))
}

#[cfg(not(unix))]
fn listen(_directory: &Path) -> std::io::Result<(Listener, Place)> {
    let listener = Listener::bind(("127.0.0.1", 0))?;
    let place = listener.local_addr()?;
    Ok((listener, place))
}

#[cfg(unix)]
fn place_of(server: &PgliteServer) -> Result<Place> {
    let path = server.socket_path().map(Path::to_owned);
    path.ok_or_else(|| Error::failed("the embedded PostgreSQL has no socket"))
}

#[cfg(not(unix))]
fn place_of(server: &PgliteServer) -> Result<Place> {
    server.tcp_addr().ok_or_else(|| Error::failed("the embedded PostgreSQL has no address"))
}

fn reach(place: &Place) -> std::io::Result<Stream> {
    Stream::connect(place)
}
