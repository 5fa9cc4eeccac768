//! The hosts of a connection string.

use std::net::IpAddr;
#[cfg(unix)]
use std::path::{Path, PathBuf};

use postgres::Config;
use postgres::config::Host;

use super::error::Error;
use super::parameters::Parameters;
use super::percent::percent_encode;

/// One of the hosts of a connection string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) host: Address,
    pub(super) port: u16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// The name, and where it is, if that is not left to the resolver.
    Tcp(String, Option<IpAddr>),
    #[cfg(unix)]
    Socket(PathBuf),
}

/// Where a server on this machine puts its socket: Debian, other distributions, PostgreSQL itself.
#[cfg(unix)]
const SOCKET_DIRECTORIES: [&str; 3] = ["/var/run/postgresql", "/run/postgresql", "/tmp"];

impl Place {
    /// libpq looks a socket in a usual directory up as `localhost`.
    pub(super) fn name_for_passwords(&self) -> String {
        match &self.host {
            Address::Tcp(name, _) => name.clone(),
            #[cfg(unix)]
            Address::Socket(path) if SOCKET_DIRECTORIES.iter().any(|usual| Path::new(usual) == path) => {
                "localhost".to_owned()
            }
            #[cfg(unix)]
            Address::Socket(path) => path.display().to_string(),
        }
    }

    /// A URL with the user and the database of `common`, and no password.
    pub(super) fn url(&self, common: &Config) -> String {
        let user = percent_encode(common.get_user().unwrap_or_default());
        let database = percent_encode(common.get_dbname().unwrap_or_default());
        match &self.host {
            Address::Tcp(name, _) if name.contains(':') => {
                format!("postgresql://{user}@[{name}]:{}/{database}", self.port)
            }
            Address::Tcp(name, _) => {
                format!("postgresql://{user}@{}:{}/{database}", percent_encode(name), self.port)
            }
            #[cfg(unix)]
            Address::Socket(path) => {
                format!("postgresql://{user}@/{database}?host={}&port={}", path.display(), self.port)
            }
        }
    }

    /// The places of a configuration.
    pub(super) fn of(config: &Config) -> Vec<Self> {
        let ports = config.get_ports();
        config
            .get_hosts()
            .iter()
            .enumerate()
            .map(|(number, host)| Self {
                host: match host {
                    Host::Tcp(name) => Address::Tcp(name.clone(), None),
                    #[cfg(unix)]
                    Host::Unix(path) => Address::Socket(path.clone()),
                },
                port: ports.get(number).or(ports.first()).copied().unwrap_or(5432),
            })
            .collect()
    }

    /// The value of `PGHOST`.
    pub(super) fn host_text(&self) -> String {
        match &self.host {
            Address::Tcp(name, _) => name.clone(),
            #[cfg(unix)]
            Address::Socket(path) => path.display().to_string(),
        }
    }
}

/// The places that `host`, `hostaddr` and `port` name.
pub(super) fn hosts(parameters: &Parameters) -> Result<Vec<Place>, Error> {
    let list = |name| -> Vec<&str> {
        parameters.get(name).map(|text| text.split(',').map(str::trim).collect()).unwrap_or_default()
    };
    let (names, addresses, ports) = (list("host"), list("hostaddr"), list("port"));
    let count = names.len().max(addresses.len()).max(1);
    for (what, length, single) in
        [("host", names.len(), false), ("hostaddr", addresses.len(), false), ("port", ports.len(), true)]
    {
        if length != 0 && length != count && !(single && length == 1) {
            return Err(Error::settings(format!("{what} has {length} entries for {count} hosts")));
        }
    }
    (0..count)
        .map(|number| {
            let text = match ports.as_slice() {
                [single] => *single,
                several => several.get(number).copied().unwrap_or_default(),
            };
            let port = match text {
                "" => 5432,
                text => text
                    .parse()
                    .ok()
                    .filter(|port| *port != 0)
                    .ok_or_else(|| Error::settings(format!("{text:?} is no port")))?,
            };
            let address = match addresses.get(number).copied().unwrap_or_default() {
                "" => None,
                text => Some(
                    text.parse::<IpAddr>()
                        .map_err(|_| Error::settings(format!("hostaddr {text:?} is no IP address")))?,
                ),
            };
            let name = names.get(number).copied().unwrap_or_default();
            Ok(Place { host: self::address(name, address, port)?, port })
        })
        .collect()
}

#[cfg(unix)]
fn address(name: &str, address: Option<IpAddr>, port: u16) -> Result<Address, Error> {
    if let Some(address) = address {
        let name = if name.is_empty() { address.to_string() } else { name.to_owned() };
        return Ok(Address::Tcp(name, Some(address)));
    }
    if name.is_empty() {
        let socket = format!(".s.PGSQL.{port}");
        let usual = SOCKET_DIRECTORIES.map(Path::new);
        let found = usual.iter().find(|directory| directory.join(&socket).exists());
        return Ok(Address::Socket(found.unwrap_or(&usual[0]).to_path_buf()));
    }
    if name.starts_with('@') {
        return Err(Error::settings("sockets in the abstract name space are not supported"));
    }
    if name.starts_with('/') {
        return Ok(Address::Socket(PathBuf::from(name)));
    }
    Ok(Address::Tcp(name.to_owned(), None))
}

#[cfg(not(unix))]
fn address(name: &str, address: Option<IpAddr>, _port: u16) -> Result<Address, Error> {
    if name.starts_with('/') {
        return Err(Error::settings("Unix sockets are not supported on this system"));
    }
    let name = match (name, address) {
        ("", Some(address)) => address.to_string(),
        ("", None) => "localhost".to_owned(),
        (name, _) => name.to_owned(),
    };
    Ok(Address::Tcp(name, address))
}
