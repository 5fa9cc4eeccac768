//! Which certificate of a server is accepted.
//!
//! rustls follows the rules of the web. PostgreSQL servers often have certificates that were made by hand: signed by
//! themselves, or with a name in the subject only. libpq accepts those, and so does this.

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use x509_cert::Certificate;
use x509_cert::der::Decode;
use x509_cert::der::asn1::{Ia5StringRef, PrintableStringRef, TeletexStringRef, Utf8StringRef};
use x509_cert::der::oid::AssociatedOid;
use x509_cert::der::oid::db::rfc4519::COMMON_NAME;
use x509_cert::ext::pkix::SubjectAltName;

use super::tls::store;

/// Whom to believe.
#[derive(Debug)]
pub(super) enum Trust {
    /// Encryption without a proof of who is at the other end.
    Anybody,
    /// Whoever shows a certificate of one of these, and, if `named`, one for the host that was meant.
    Authorities { authorities: Vec<CertificateDer<'static>>, named: bool },
}

#[derive(Debug)]
pub(super) struct Verifier {
    trust: Trust,
    roots: RootCertStore,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Verifier {
    pub(super) fn new(trust: Trust, algorithms: WebPkiSupportedAlgorithms) -> Self {
        let roots = match &trust {
            Trust::Anybody => RootCertStore::empty(),
            Trust::Authorities { authorities, .. } => store(authorities),
        };
        Self { trust, roots, algorithms }
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Trust::Authorities { authorities, named } = &self.trust else {
            return Ok(ServerCertVerified::assertion());
        };
        if authorities.iter().any(|known| known.as_ref() == end_entity.as_ref()) {
            // The server's own certificate is in the file: nobody else can have signed it.
            must_be_current(end_entity, now)?;
        } else {
            verify_server_cert_signed_by_trust_anchor(
                &ParsedCertificate::try_from(end_entity)?,
                &self.roots,
                intermediates,
                now,
                self.algorithms.all,
            )?;
        }
        if *named {
            must_be_for(end_entity, server_name)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

fn must_be_current(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
    let validity = decode(certificate)?.tbs_certificate.validity;
    let now = now.as_secs();
    if now < validity.not_before.to_unix_duration().as_secs() {
        return Err(CertificateError::NotValidYet.into());
    }
    if now > validity.not_after.to_unix_duration().as_secs() {
        return Err(CertificateError::Expired.into());
    }
    Ok(())
}

/// The name in the extension made for it, else, if there is no such extension, the common name of the subject.
fn must_be_for(certificate: &CertificateDer<'_>, server_name: &ServerName<'_>) -> Result<(), Error> {
    let decoded = decode(certificate)?;
    let has_names = decoded
        .tbs_certificate
        .extensions
        .iter()
        .flatten()
        .any(|extension| extension.extn_id == SubjectAltName::OID);
    if has_names {
        return verify_server_name(&ParsedCertificate::try_from(certificate)?, server_name);
    }
    let wanted = server_name.to_str();
    if common_names(&decoded).iter().any(|name| covers(name, &wanted)) {
        return Ok(());
    }
    Err(CertificateError::NotValidForName.into())
}

fn decode(certificate: &CertificateDer<'_>) -> Result<Certificate, Error> {
    Certificate::from_der(certificate).map_err(|_| CertificateError::BadEncoding.into())
}

fn common_names(certificate: &Certificate) -> Vec<String> {
    let subject = &certificate.tbs_certificate.subject;
    subject
        .0
        .iter()
        .flat_map(|part| part.0.iter())
        .filter(|attribute| attribute.oid == COMMON_NAME)
        .filter_map(|attribute| {
            let value = &attribute.value;
            Utf8StringRef::try_from(value)
                .map(|text| text.to_string())
                .or_else(|_| PrintableStringRef::try_from(value).map(|text| text.to_string()))
                .or_else(|_| Ia5StringRef::try_from(value).map(|text| text.to_string()))
                .or_else(|_| TeletexStringRef::try_from(value).map(|text| text.to_string()))
                .ok()
        })
        .collect()
}

/// `*` stands for exactly one label, the first, and never for the part of an address.
fn covers(pattern: &str, name: &str) -> bool {
    if let Some(rest) = pattern.strip_prefix("*.") {
        let is_address = name.parse::<std::net::IpAddr>().is_ok();
        return !is_address
            && rest.contains('.')
            && name
                .split_once('.')
                .is_some_and(|(first, tail)| !first.is_empty() && tail.eq_ignore_ascii_case(rest));
    }
    pattern.eq_ignore_ascii_case(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_cover_one_label() {
        assert!(covers("db.example.org", "DB.example.org"));
        assert!(covers("*.example.org", "db.example.org"));
        assert!(!covers("*.example.org", "a.db.example.org"));
        assert!(!covers("*.example.org", "example.org"));
        assert!(!covers("*.org", "example.org"));
        assert!(!covers("*.0.0.1", "127.0.0.1"));
        assert!(!covers("*", "localhost"));
    }
}
