//! Connection parameters: their names, their variables, and what is understood of them.

use std::collections::BTreeMap;

use super::environment::Environment;
use super::error::Error;

/// What becomes of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// It is obeyed.
    Obeyed,
    /// It is a matter of libpq that makes no difference here.
    Ignored,
    /// It would change what is secure or what is done; only these values can be kept.
    Only(&'static [&'static str]),
}

/// Name, variable, use: all parameters of libpq 18.
const KNOWN: &[(&str, Option<&str>, Use)] = &[
    ("application_name", Some("PGAPPNAME"), Use::Obeyed),
    ("channel_binding", Some("PGCHANNELBINDING"), Use::Obeyed),
    ("client_encoding", None, Use::Ignored),
    ("connect_timeout", Some("PGCONNECT_TIMEOUT"), Use::Obeyed),
    ("dbname", Some("PGDATABASE"), Use::Obeyed),
    ("fallback_application_name", None, Use::Obeyed),
    ("gssdelegation", None, Use::Ignored),
    ("gssencmode", Some("PGGSSENCMODE"), Use::Only(&["disable", "prefer"])),
    ("gsslib", None, Use::Ignored),
    ("host", Some("PGHOST"), Use::Obeyed),
    ("hostaddr", Some("PGHOSTADDR"), Use::Obeyed),
    ("keepalives", None, Use::Obeyed),
    ("keepalives_count", None, Use::Obeyed),
    ("keepalives_idle", None, Use::Obeyed),
    ("keepalives_interval", None, Use::Obeyed),
    ("krbsrvname", None, Use::Ignored),
    ("load_balance_hosts", Some("PGLOADBALANCEHOSTS"), Use::Only(&["disable"])),
    ("max_protocol_version", None, Use::Ignored),
    ("min_protocol_version", None, Use::Ignored),
    ("options", Some("PGOPTIONS"), Use::Obeyed),
    ("passfile", Some("PGPASSFILE"), Use::Obeyed),
    ("password", Some("PGPASSWORD"), Use::Obeyed),
    ("port", Some("PGPORT"), Use::Obeyed),
    ("replication", None, Use::Only(&["false", "off", "no", "0"])),
    ("require_auth", Some("PGREQUIREAUTH"), Use::Only(&[])),
    ("requirepeer", Some("PGREQUIREPEER"), Use::Only(&[])),
    ("service", Some("PGSERVICE"), Use::Obeyed),
    ("servicefile", Some("PGSERVICEFILE"), Use::Obeyed),
    ("ssl_max_protocol_version", Some("PGSSLMAXPROTOCOLVERSION"), Use::Obeyed),
    ("ssl_min_protocol_version", Some("PGSSLMINPROTOCOLVERSION"), Use::Obeyed),
    ("sslcert", Some("PGSSLCERT"), Use::Obeyed),
    ("sslcertmode", Some("PGSSLCERTMODE"), Use::Only(&["allow"])),
    ("sslcompression", None, Use::Ignored),
    ("sslcrl", Some("PGSSLCRL"), Use::Only(&[])),
    ("sslcrldir", Some("PGSSLCRLDIR"), Use::Only(&[])),
    ("sslkey", Some("PGSSLKEY"), Use::Obeyed),
    ("sslmode", Some("PGSSLMODE"), Use::Obeyed),
    ("sslnegotiation", Some("PGSSLNEGOTIATION"), Use::Obeyed),
    ("sslpassword", None, Use::Only(&[])),
    ("sslrootcert", Some("PGSSLROOTCERT"), Use::Obeyed),
    ("sslsni", Some("PGSSLSNI"), Use::Obeyed),
    ("target_session_attrs", Some("PGTARGETSESSIONATTRS"), Use::Obeyed),
    ("tcp_user_timeout", None, Use::Obeyed),
    ("user", Some("PGUSER"), Use::Obeyed),
];

/// Values by parameter name. An empty value counts as absent.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Parameters(BTreeMap<&'static str, String>);

impl Parameters {
    /// Sets a parameter; the last one counts. The value never enters an error.
    pub(super) fn set(&mut self, name: &str, value: String) -> Result<(), Error> {
        let (name, _, usage) = *known(name)?;
        if let Use::Only(accepted) = usage
            && !value.is_empty()
            && !accepted.contains(&value.as_str())
        {
            return Err(Error::settings(if accepted.is_empty() {
                format!("the connection parameter {name} is not supported")
            } else {
                format!("the connection parameter {name} is supported only as {}", accepted.join(", "))
            }));
        }
        self.0.insert(name, value);
        Ok(())
    }

    /// Sets a parameter that has no value yet.
    pub(super) fn complete(&mut self, name: &str, value: String) -> Result<(), Error> {
        if self.get(name).is_none() {
            self.set(name, value)?;
        }
        Ok(())
    }

    /// Completes the parameters from the variables of the environment.
    pub(super) fn complete_from(&mut self, environment: &Environment) -> Result<(), Error> {
        for (name, variable, _) in KNOWN {
            if let Some(variable) = variable
                && let Some(value) = environment.get(variable)
            {
                self.complete(name, value.to_owned())
                    .map_err(|error| Error::settings(format!("{variable}: {error}")))?;
            }
        }
        Ok(())
    }

    /// The parameters as variables, as far as there are variables; a service is already looked up.
    pub(super) fn variables(&self) -> Vec<(&'static str, String)> {
        KNOWN
            .iter()
            .filter(|(name, _, _)| !name.starts_with("service"))
            .filter_map(|(name, variable, _)| Some(((*variable)?, self.get(name)?.to_owned())))
            .collect()
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A parameter that is a whole number.
    pub(super) fn number(&self, name: &str) -> Result<Option<i64>, Error> {
        self.get(name)
            .map(|text| {
                text.trim().parse().map_err(|_| Error::settings(format!("{name} is no number: {text:?}")))
            })
            .transpose()
    }

    /// A parameter with a fixed set of values.
    pub(super) fn choice<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> Result<Option<T>, Error> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let found = choices.iter().find(|(word, _)| *word == text);
        found.map(|(_, value)| Some(*value)).ok_or_else(|| {
            let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
            Error::settings(format!("{name} is {text:?}, but may only be {}", words.join(", ")))
        })
    }
}

/// Whether libpq knows a parameter of this name.
pub(super) fn is_known(name: &str) -> bool {
    known(name).is_ok()
}

fn known(name: &str) -> Result<&'static (&'static str, Option<&'static str>, Use), Error> {
    KNOWN
        .iter()
        .find(|(known, _, _)| *known == name)
        .ok_or_else(|| Error::settings(format!("{name:?} is no connection parameter of PostgreSQL")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_has_no_doubles() {
        assert!(KNOWN.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn what_would_weaken_security_is_refused_and_the_value_is_not_shown() {
        let mut parameters = Parameters::default();
        let error = parameters.set("sslpassword", "s3cret".to_owned()).unwrap_err();
        assert!(error.is_settings());
        assert!(!error.to_string().contains("s3cret"));
        assert!(parameters.set("gssencmode", "require".to_owned()).is_err());
        assert!(parameters.set("gssencmode", "disable".to_owned()).is_ok());
        assert!(parameters.set("schema", "public".to_owned()).is_err());
    }

    #[test]
    fn the_environment_completes_and_does_not_override() {
        let environment = Environment::empty()
            .variable("PGHOST", "from-environment")
            .variable("PGPORT", "")
            .variable("PGUSER", "u");
        let mut parameters = Parameters::default();
        parameters.set("host", "mine".to_owned()).unwrap();
        parameters.complete_from(&environment).unwrap();
        assert_eq!(parameters.get("host"), Some("mine"));
        assert_eq!(parameters.get("user"), Some("u"));
        assert_eq!(parameters.get("port"), None);
    }
}
