//! Encrypted connections: every `sslmode` against certificates of every sort.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use pgmend::connect::{Environment, Error, Target};
use pgmend::scratch::{Cluster, ClusterOptions};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

mod common;

/// A certificate and its key, as PEM.
type Pair = (String, String);

/// A cluster, and a directory for what clients need.
struct Server {
    cluster: Cluster,
    client: tempfile::TempDir,
}

impl Server {
    fn start() -> Option<Self> {
        let options = ClusterOptions::new().tcp_with_password("pw");
        Some(Self {
            cluster: Cluster::start(&common::binaries()?, &options).unwrap(),
            client: tempfile::tempdir().unwrap(),
        })
    }

    /// Writes a file of the server, as its owner.
    fn put(&self, name: &str, text: &str) {
        let data = self.cluster.directory().join("data");
        let owner = std::fs::metadata(&data).unwrap();
        let path = data.join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        chown(&path, Some(owner.uid()), Some(owner.gid())).unwrap();
    }

    /// Takes a certificate, and the rules of who may come.
    fn encrypt(&self, (certificate, key): &Pair, rules: &str) {
        self.put("server.crt", certificate);
        self.put("server.key", key);
        self.put("pg_hba.conf", &format!("local all all scram-sha-256\n{rules}\n"));
        self.set("ssl = on");
    }

    /// Changes a setting, and waits until the server has read all of its files again.
    fn set(&self, setting: &str) {
        let mut client = self.admin();
        let before = self.loaded();
        client.batch_execute(&format!("ALTER SYSTEM SET {setting}")).unwrap();
        client.batch_execute("SELECT pg_reload_conf()").unwrap();
        for _ in 0..200 {
            if self.loaded() > before {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("the server does not read its configuration again");
    }

    /// When the server has read its files, as a new session hears it.
    fn loaded(&self) -> f64 {
        self.admin().query_one("SELECT extract(epoch FROM pg_conf_load_time())::float8", &[]).unwrap().get(0)
    }

    fn admin(&self) -> postgres::Client {
        self.cluster.config("postgres").connect(postgres::NoTls).unwrap()
    }

    fn keep(&self, name: &str, text: &str) -> PathBuf {
        let path = self.client.path().join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    /// `yes` if the session is encrypted, `no` if not.
    fn try_it(&self, host: &str, parameters: &str) -> Result<&'static str, Error> {
        let port = self.cluster.tcp_port().unwrap();
        let url = format!("postgresql://postgres:pw@{host}:{port}/postgres?hostaddr=127.0.0.1&{parameters}");
        let target = Target::parse_in(&url, &Environment::empty())?;
        let mut client = target.connect()?;
        let row = client.query_one("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", &[]).unwrap();
        Ok(if row.get(0) { "yes" } else { "no" })
    }
}

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate with alternative names, or, without any, with a common name.
fn signed(by: &CertifiedIssuer<'static, KeyPair>, names: &[&str], common: &str) -> Pair {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, common);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, by).unwrap();
    (certificate.pem(), key.serialize_pem())
}

fn show(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn every_mode_with_a_certificate_of_an_authority() {
    let Some(server) = Server::start() else {
        return;
    };
    let ours = authority("ours");
    let pair = signed(&ours, &["localhost", "db.example.org"], "ignored.example.org");
    server.encrypt(&pair, "host all all 127.0.0.1/32 scram-sha-256");
    let root = show(&server.keep("root.crt", &ours.pem()));
    let other = show(&server.keep("other.crt", &authority("other").pem()));

    assert_eq!(server.try_it("localhost", "sslmode=disable").unwrap(), "no");
    assert_eq!(server.try_it("localhost", "sslmode=allow").unwrap(), "no");
    assert_eq!(server.try_it("localhost", "").unwrap(), "yes");
    assert_eq!(server.try_it("localhost", "sslmode=require").unwrap(), "yes");
    assert_eq!(server.try_it("localhost", "sslmode=require&channel_binding=require").unwrap(), "yes");
    for mode in ["require", "verify-ca", "verify-full"] {
        let with = |root: &str| format!("sslmode={mode}&sslrootcert={root}");
        assert_eq!(server.try_it("db.example.org", &with(&root)).unwrap(), "yes", "{mode}");
        let error = server.try_it("localhost", &with(&other)).unwrap_err();
        assert!(error.is_encryption() && !error.is_unreachable(), "{mode}: {error:?}");
        assert!(error.to_string().contains("trusted authority"), "{error}");
    }
    let verify = |mode: &str| format!("sslmode={mode}&sslrootcert={root}");
    assert_eq!(server.try_it("elsewhere", &verify("verify-ca")).unwrap(), "yes");
    for name in ["elsewhere", "ignored.example.org"] {
        let error = server.try_it(name, &verify("verify-full")).unwrap_err();
        assert!(error.is_encryption(), "{error:?}");
        assert!(error.to_string().contains(name), "{error}");
    }
    let error = server.try_it("localhost", "sslmode=verify-full&sslrootcert=system");
    assert!(error.unwrap_err().is_encryption());
    let error = server.try_it("localhost", "sslmode=verify-full&sslrootcert=/no/such/file");
    assert!(error.unwrap_err().to_string().contains("/no/such/file"));
    assert_eq!(
        server.try_it("localhost", "sslmode=require&ssl_max_protocol_version=TLSv1.2").unwrap(),
        "yes"
    );
}

#[test]
fn a_server_without_encryption() {
    let Some(server) = Server::start() else {
        return;
    };
    assert_eq!(server.try_it("localhost", "sslmode=prefer").unwrap(), "no");
    let error = server.try_it("localhost", "sslmode=require").unwrap_err();
    assert!(error.is_encryption(), "{error:?}");
    assert!(error.to_string().contains("does not offer encryption"), "{error}");
}

#[test]
fn rules_that_want_it_one_way_only() {
    let Some(server) = Server::start() else {
        return;
    };
    let pair = signed(&authority("ours"), &["localhost"], "x");
    server.encrypt(&pair, "hostssl all all 127.0.0.1/32 scram-sha-256");
    assert_eq!(server.try_it("localhost", "sslmode=allow").unwrap(), "yes");
    assert!(server.try_it("localhost", "sslmode=disable").unwrap_err().is_authentication());
    server.encrypt(&pair, "hostnossl all all 127.0.0.1/32 scram-sha-256");
    assert_eq!(server.try_it("localhost", "sslmode=prefer").unwrap(), "no");
    assert!(server.try_it("localhost", "sslmode=require").unwrap_err().is_authentication());
}

#[test]
fn certificates_made_by_hand() {
    let Some(server) = Server::start() else {
        return;
    };
    let rules = "host all all 127.0.0.1/32 scram-sha-256";
    // A name in the subject only.
    let ours = authority("ours");
    server.encrypt(&signed(&ours, &[], "db.example.org"), rules);
    let root = show(&server.keep("root.crt", &ours.pem()));
    let verify = format!("sslmode=verify-full&sslrootcert={root}");
    assert_eq!(server.try_it("db.example.org", &verify).unwrap(), "yes");
    assert!(server.try_it("localhost", &verify).unwrap_err().is_encryption());

    // Signed by itself, and an authority at that, as `openssl req -x509` makes them.
    let selfmade = authority("self.example.org");
    server.encrypt(&(selfmade.pem(), selfmade.key().serialize_pem()), rules);
    let root = show(&server.keep("self.crt", &selfmade.pem()));
    let verify = format!("sslmode=verify-full&sslrootcert={root}");
    assert_eq!(server.try_it("self.example.org", &verify).unwrap(), "yes");
    assert!(server.try_it("localhost", &verify).unwrap_err().is_encryption());

    // Out of date.
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    let key = KeyPair::generate().unwrap();
    let old = params.self_signed(&key).unwrap();
    server.encrypt(&(old.pem(), key.serialize_pem()), rules);
    let root = show(&server.keep("old.crt", &old.pem()));
    let error = server.try_it("localhost", &format!("sslmode=verify-ca&sslrootcert={root}")).unwrap_err();
    assert!(error.is_encryption() && error.to_string().contains("out of date"), "{error}");
}

#[test]
fn a_certificate_of_the_client() {
    let Some(server) = Server::start() else {
        return;
    };
    let ours = authority("ours");
    server.put("root.crt", &ours.pem());
    server.encrypt(&signed(&ours, &["localhost"], "x"), "hostssl all all 127.0.0.1/32 cert");
    server.set("ssl_ca_file = 'root.crt'");
    let (certificate, key) = signed(&ours, &[], "postgres");
    let certificate = show(&server.keep("client.crt", &certificate));
    let key = server.keep("client.key", &key);
    let with_key = format!("sslmode=require&sslcert={certificate}&sslkey={}", key.display());
    assert_eq!(server.try_it("localhost", &with_key).unwrap(), "yes");
    assert!(server.try_it("localhost", "sslmode=require").is_err());
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let error = server.try_it("localhost", &with_key).unwrap_err();
    assert!(error.is_settings() && error.to_string().contains("chmod 0600"), "{error}");
}
