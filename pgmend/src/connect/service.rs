//! The connection service file.

use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::error::Error;
use super::parameters::Parameters;

/// Completes the parameters with those of the service that they name, if they name one.
pub(super) fn complete(parameters: &mut Parameters, environment: &Environment) -> Result<(), Error> {
    let named = parameters.get("service").or_else(|| environment.get("PGSERVICE")).map(str::to_owned);
    let Some(service) = named else {
        return Ok(());
    };
    let mut looked = Vec::new();
    for path in files(parameters, environment) {
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                if let Some(found) = find(&text, &service, &path)? {
                    for (name, value) in found {
                        parameters
                            .complete(&name, value)
                            .map_err(|error| Error::settings(format!("{}: {error}", path.display())))?;
                    }
                    return Ok(());
                }
                looked.push(path);
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => looked.push(path),
            Err(error) => {
                return Err(Error::settings(format!("cannot read the service file {}", path.display()))
                    .caused_by(error));
            }
        }
    }
    let looked: Vec<_> = looked.iter().map(|path| path.display().to_string()).collect();
    Err(Error::settings(format!(
        "the service {service:?} is not defined (looked into {})",
        if looked.is_empty() {
            "no file: neither PGSERVICEFILE nor a home directory is known".to_owned()
        } else {
            looked.join(", ")
        }
    )))
}

fn files(parameters: &Parameters, environment: &Environment) -> Vec<PathBuf> {
    let own = parameters
        .get("servicefile")
        .or_else(|| environment.get("PGSERVICEFILE"))
        .map(PathBuf::from)
        .or_else(|| environment.home_file(".pg_service.conf"));
    let common = environment
        .get("PGSYSCONFDIR")
        .map(|directory| Path::new(directory).join("pg_service.conf"))
        .or_else(|| cfg!(unix).then(|| PathBuf::from("/etc/postgresql-common/pg_service.conf")));
    own.into_iter().chain(common).collect()
}

type Found = Option<Vec<(String, String)>>;

/// The lines of one `[section]`.
fn find(text: &str, service: &str, path: &Path) -> Result<Found, Error> {
    let mut found: Found = None;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |what: &str| Error::settings(format!("{}, line {}: {what}", path.display(), number + 1));
        if let Some(name) = line.strip_prefix('[') {
            if found.is_some() {
                break;
            }
            let name = name.strip_suffix(']').ok_or_else(|| wrong("the name of a service has no ]"))?;
            if name == service {
                found = Some(Vec::new());
            }
            continue;
        }
        let Some(values) = &mut found else {
            continue;
        };
        if line.starts_with("ldap") {
            return Err(wrong("looking a service up through LDAP is not supported"));
        }
        let (name, value) = line.split_once('=').ok_or_else(|| wrong("there is no ="))?;
        if name == "service" {
            return Err(wrong("a service cannot name another service"));
        }
        values.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "# a comment\n[one]\nhost=h1\nport=1\n\n[two]\n host = h2 \nuser=u2\n[two]\nhost=never\n";

    fn completed(text: &str, service: &str) -> Result<Parameters, Error> {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("services");
        std::fs::write(&path, text).unwrap();
        let mut parameters = Parameters::default();
        parameters.set("user", "mine".to_owned())?;
        let environment = Environment::empty()
            .variable("PGSERVICE", service)
            .variable("PGSERVICEFILE", path.to_string_lossy());
        complete(&mut parameters, &environment)?;
        Ok(parameters)
    }

    #[test]
    fn a_service_completes_what_is_not_said_otherwise() {
        let parameters = completed(FILE, "two").ok().unwrap();
        assert_eq!(parameters.get("host"), Some("h2"));
        assert_eq!(parameters.get("user"), Some("mine"));
        assert_eq!(parameters.get("port"), None);
    }

    #[test]
    fn what_is_wrong_is_said_with_file_and_line() {
        let message = |text, service| completed(text, service).err().unwrap().to_string();
        assert!(message(FILE, "three").contains("\"three\" is not defined"));
        assert!(message("[x]\nhost", "x").contains("services, line 2"));
        assert!(message("[x]\nldap://h", "x").contains("LDAP"));
        assert!(message("[x]\nnonsense=1", "x").contains("nonsense"));
    }

    #[test]
    fn no_service_is_no_error() {
        let mut parameters = Parameters::default();
        complete(&mut parameters, &Environment::empty()).unwrap();
        assert!(parameters == Parameters::default());
    }
}
