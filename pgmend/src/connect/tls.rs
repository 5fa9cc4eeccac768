//! Encryption: what `sslmode` and its companions ask for, on rustls.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::environment::Environment;
use super::error::Error;
use super::parameters::Parameters;
use super::verify::{Trust, Verifier};

/// `sslmode`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mode {
    Disable,
    Allow,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

/// Where the trusted authorities are.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Roots {
    /// Nobody is asked for.
    None,
    /// `sslrootcert=system`
    System,
    File(PathBuf),
}

/// What is known about encryption before a connection is made.
#[derive(Debug, Clone)]
pub(super) struct Tls {
    mode: Mode,
    pub(super) direct: bool,
    roots: Roots,
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
    name_in_clear: bool,
    versions: Vec<&'static SupportedProtocolVersion>,
}

impl Tls {
    /// For a server on this machine that is ours.
    pub(super) fn off() -> Self {
        Self {
            mode: Mode::Disable,
            direct: false,
            roots: Roots::None,
            certificate: None,
            key: None,
            name_in_clear: true,
            versions: Vec::new(),
        }
    }

    pub(super) fn read(parameters: &Parameters, environment: &Environment) -> Result<Self, Error> {
        let home =
            |name: &str| environment.home_file(&format!(".postgresql/{name}")).filter(|path| path.exists());
        let named = |parameter: &str| parameters.get(parameter).map(PathBuf::from);
        let system = parameters.get("sslrootcert") == Some("system");
        let mode = parameters
            .choice(
                "sslmode",
                &[
                    ("disable", Mode::Disable),
                    ("allow", Mode::Allow),
                    ("prefer", Mode::Prefer),
                    ("require", Mode::Require),
                    ("verify-ca", Mode::VerifyCa),
                    ("verify-full", Mode::VerifyFull),
                ],
            )?
            .unwrap_or(if system { Mode::VerifyFull } else { Mode::Prefer });
        let roots = match (system, named("sslrootcert").or_else(|| home("root.crt"))) {
            (true, _) if mode != Mode::VerifyFull => {
                return Err(Error::settings(
                    "with sslrootcert=system anybody can have a trusted certificate: sslmode must be verify-full",
                ));
            }
            (true, _) => Roots::System,
            (false, Some(path)) => Roots::File(path),
            (false, None) => Roots::None,
        };
        let direct =
            parameters.choice("sslnegotiation", &[("postgres", false), ("direct", true)])?.unwrap_or(false);
        if direct && mode < Mode::Require {
            return Err(Error::settings(
                "sslnegotiation=direct needs sslmode require, verify-ca or verify-full",
            ));
        }
        let tls = Self {
            mode,
            direct,
            roots,
            certificate: named("sslcert").or_else(|| home("postgresql.crt")),
            key: named("sslkey").or_else(|| home("postgresql.key")),
            name_in_clear: parameters.get("sslsni") != Some("0"),
            versions: versions(parameters)?,
        };
        if tls.mode >= Mode::VerifyCa && tls.roots == Roots::None {
            return Err(Error::settings(
                "sslmode asks to verify the server's certificate, but no trusted authority is known: set sslrootcert \
                 to a file, or to system for those of this machine",
            ));
        }
        Ok(tls)
    }

    pub(super) fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether a server that does not verify is refused. As in libpq, a file of authorities makes `require` verify.
    fn trust(&self) -> Result<Trust, Error> {
        let named = match self.mode {
            Mode::VerifyFull => true,
            Mode::VerifyCa => false,
            Mode::Require if matches!(self.roots, Roots::File(_)) => false,
            Mode::Disable | Mode::Allow | Mode::Prefer | Mode::Require => {
                return Ok(Trust::Anybody);
            }
        };
        let authorities = self.authorities()?;
        Ok(Trust::Authorities { authorities, named })
    }

    /// The connector for the modes that encrypt.
    pub(super) fn connector(&self) -> Result<MakeRustlsConnect, Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let wrong = |error: rustls::Error| Error::encryption("encryption cannot be set up").caused_by(error);
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(if self.versions.is_empty() {
                rustls::DEFAULT_VERSIONS
            } else {
                &self.versions
            })
            .map_err(wrong)?
            .dangerous()
            .with_custom_certificate_verifier(self.verifier(&provider)?);
        let mut config = match self.own_certificate()? {
            None => builder.with_no_client_auth(),
            Some((chain, key)) => builder.with_client_auth_cert(chain, key).map_err(wrong)?,
        };
        config.enable_sni = self.name_in_clear;
        if self.direct {
            config.alpn_protocols = vec![b"postgresql".to_vec()];
        }
        Ok(MakeRustlsConnect::new(config))
    }

    fn verifier(&self, provider: &CryptoProvider) -> Result<Arc<dyn ServerCertVerifier>, Error> {
        let verifier = Verifier::new(self.trust()?, provider.signature_verification_algorithms);
        Ok(Arc::new(verifier))
    }

    fn authorities(&self) -> Result<Vec<CertificateDer<'static>>, Error> {
        match &self.roots {
            Roots::None => Ok(Vec::new()),
            Roots::File(path) => certificates(path, "root certificate file"),
            Roots::System => {
                let found = rustls_native_certs::load_native_certs();
                if found.certs.is_empty() {
                    let reasons: Vec<_> = found.errors.iter().map(ToString::to_string).collect();
                    return Err(Error::encryption(format!(
                        "this machine has no store of trusted authorities ({})",
                        reasons.join("; ")
                    )));
                }
                Ok(found.certs)
            }
        }
    }

    fn own_certificate(&self) -> Result<Option<OwnCertificate>, Error> {
        let Some(certificate) = &self.certificate else {
            return Ok(None);
        };
        let chain = certificates(certificate, "client certificate file")?;
        let key = self.key.as_ref().ok_or_else(|| {
            Error::settings(format!(
                "there is a client certificate, {}, but no private key for it (sslkey)",
                certificate.display()
            ))
        })?;
        must_be_private(key)?;
        let key = PrivateKeyDer::from_pem_file(key).map_err(|error| {
            Error::encryption(format!(
                "the private key {} cannot be used; it must be PEM, without a passphrase",
                key.display()
            ))
            .caused_by(error)
        })?;
        Ok(Some((chain, key)))
    }
}

type OwnCertificate = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn certificates(path: &Path, what: &str) -> Result<Vec<CertificateDer<'static>>, Error> {
    let wrong =
        |error| Error::encryption(format!("the {what} {} cannot be read", path.display())).caused_by(error);
    let found: Vec<_> =
        CertificateDer::pem_file_iter(path).map_err(wrong)?.collect::<Result<_, _>>().map_err(wrong)?;
    if found.is_empty() {
        return Err(Error::encryption(format!("the {what} {} holds no certificate", path.display())));
    }
    Ok(found)
}

/// Certificates of one's own authority, for [`super::verify`].
pub(super) fn store(authorities: &[CertificateDer<'static>]) -> RootCertStore {
    let mut store = RootCertStore::empty();
    // Stores of systems hold a few that are too odd to be used; what they signed is then not trusted.
    store.add_parsable_certificates(authorities.iter().cloned());
    store
}

/// The rule of libpq: nobody else may read the key, unless root owns it and a group may.
#[cfg(unix)]
fn must_be_private(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(path).map_err(|error| {
        Error::settings(format!("the private key {} cannot be read", path.display())).caused_by(error)
    })?;
    let allowed = if metadata.uid() == 0 { 0o640 } else { 0o600 };
    if metadata.mode() & 0o777 & !allowed != 0 {
        return Err(Error::settings(format!(
            "others may read the private key {}: chmod 0600 would help",
            path.display()
        )));
    }
    Ok(())
}

#[cfg(not(unix))]
fn must_be_private(_path: &Path) -> Result<(), Error> {
    Ok(())
}

fn versions(parameters: &Parameters) -> Result<Vec<&'static SupportedProtocolVersion>, Error> {
    let choices = [("TLSv1", 0), ("TLSv1.1", 1), ("TLSv1.2", 2), ("TLSv1.3", 3)];
    let least = parameters.choice("ssl_min_protocol_version", &choices)?.unwrap_or(2);
    let most = parameters.choice("ssl_max_protocol_version", &choices)?.unwrap_or(3);
    let versions: Vec<_> = [(2, &rustls::version::TLS12), (3, &rustls::version::TLS13)]
        .into_iter()
        .filter(|(number, _)| (least..=most).contains(number))
        .map(|(_, version)| version)
        .collect();
    if versions.is_empty() {
        return Err(Error::settings(
            "ssl_min_protocol_version and ssl_max_protocol_version leave neither TLSv1.2 nor TLSv1.3",
        ));
    }
    Ok(versions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Tls, Error> {
        let mut parameters = Parameters::default();
        for (name, value) in pairs {
            parameters.set(name, (*value).to_owned())?;
        }
        Tls::read(&parameters, &Environment::empty())
    }

    #[test]
    fn modes() {
        assert_eq!(read(&[]).unwrap().mode(), Mode::Prefer);
        assert_eq!(read(&[("sslrootcert", "system")]).unwrap().mode(), Mode::VerifyFull);
        for (pairs, said) in [
            (&[("sslmode", "maybe")][..], "may only be disable, allow"),
            (&[("sslmode", "verify-full")], "no trusted authority"),
            (&[("sslmode", "require"), ("sslrootcert", "system")], "must be verify-full"),
            (&[("sslnegotiation", "direct")], "needs sslmode require"),
            (&[("ssl_max_protocol_version", "TLSv1.1")], "leave neither"),
        ] {
            let error = read(pairs).unwrap_err();
            assert!(error.is_settings());
            assert!(error.to_string().contains(said), "{error}");
        }
    }

    #[test]
    fn a_file_of_authorities_makes_require_verify() {
        let with_file = read(&[("sslmode", "require"), ("sslrootcert", "/nowhere/root.crt")]).unwrap();
        assert!(with_file.trust().unwrap_err().to_string().contains("/nowhere/root.crt"));
        let without = read(&[("sslmode", "require")]).unwrap();
        assert!(matches!(without.trust().unwrap(), Trust::Anybody));
    }
}
