//! Connection strings: URLs and lists of keywords.

use super::error::Error;
use super::parameters::{Parameters, is_known};
use super::percent::percent_decode;

const SCHEMES: [&str; 2] = ["postgresql://", "postgres://"];

/// Whether a text is meant as a connection string, and not as a file name.
pub(super) fn is_conninfo(text: &str) -> bool {
    is_url(text) || text.split_once('=').is_some_and(|(keyword, _)| is_known(keyword.trim()))
}

/// Reads either form. No error repeats the text: it may hold a password.
pub(super) fn parse(text: &str) -> Result<Parameters, Error> {
    match SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)) {
        Some(rest) => parse_url(rest),
        None => parse_keywords(text),
    }
}

fn is_url(text: &str) -> bool {
    SCHEMES.iter().any(|scheme| text.starts_with(scheme))
}

/// `[user[:password]@][host[:port][,…]][/dbname][?name=value[&…]]`
fn parse_url(rest: &str) -> Result<Parameters, Error> {
    let mut parameters = Parameters::default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let hosts = match authority.rsplit_once('@') {
        None => authority,
        Some((credentials, hosts)) => {
            let (user, password) = match credentials.split_once(':') {
                Some((user, password)) => (user, Some(password)),
                None => (credentials, None),
            };
            parameters.set("user", decode("the user", user)?)?;
            if let Some(password) = password {
                parameters.set("password", decode("the password", password)?)?;
            }
            hosts
        }
    };
    set_hosts(&mut parameters, hosts)?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    if let Some(database) = path.strip_prefix('/') {
        parameters.set("dbname", decode("the database", database)?)?;
    }
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) =
            pair.split_once('=').ok_or_else(|| Error::settings("a parameter of the URL has no value"))?;
        let name = decode("the name of a parameter", name)?;
        let value = decode(&name, value)?;
        // As in libpq, for URLs that were made for JDBC.
        if name == "ssl" && value == "true" {
            parameters.set("sslmode", "require".to_owned())?;
        } else {
            parameters.set(&name, value)?;
        }
    }
    Ok(parameters)
}

fn set_hosts(parameters: &mut Parameters, text: &str) -> Result<(), Error> {
    if text.is_empty() {
        return Ok(());
    }
    let mut names = Vec::new();
    let mut ports = Vec::new();
    for item in text.split(',') {
        let (name, port) = if let Some(rest) = item.strip_prefix('[') {
            let (name, after) =
                rest.split_once(']').ok_or_else(|| Error::settings("the URL has a [ without a ]"))?;
            match after.strip_prefix(':') {
                Some(port) => (name, port),
                None if after.is_empty() => (name, ""),
                None => {
                    return Err(Error::settings("the URL has something between ] and the port"));
                }
            }
        } else {
            item.split_once(':').unwrap_or((item, ""))
        };
        if !port.chars().all(|c| c.is_ascii_digit()) {
            // What stands there may be a part of a password.
            return Err(Error::settings(
                "the URL has a port that is no number (special characters in a user name or password must be percent-encoded)",
            ));
        }
        names.push(decode("the host", name)?);
        ports.push(port);
    }
    parameters.set("host", names.join(","))?;
    if ports.iter().any(|port| !port.is_empty()) {
        parameters.set("port", ports.join(","))?;
    }
    Ok(())
}

fn decode(what: &str, text: &str) -> Result<String, Error> {
    percent_decode(text)
        .ok_or_else(|| Error::settings(format!("{what} in the URL is not percent-encoded as it should be")))
}

/// `name = value name='value with spaces'`, with `\` before a quote or another `\`.
fn parse_keywords(text: &str) -> Result<Parameters, Error> {
    let mut parameters = Parameters::default();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(after) = after.trim_start().strip_prefix('=') else {
            // Not a name that could be shown: without `=` it may be anything.
            return Err(Error::settings(
                "the connection string is neither a postgresql:// URL nor a list of name=value",
            ));
        };
        let (value, after) = take_value(after.trim_start())?;
        parameters.set(name, value)?;
        rest = after.trim_start();
    }
    Ok(parameters)
}

fn take_value(text: &str) -> Result<(String, &str), Error> {
    let mut value = String::new();
    let quoted = text.starts_with('\'');
    let mut characters = text.char_indices().skip(usize::from(quoted));
    while let Some((place, character)) = characters.next() {
        match character {
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            '\'' if quoted => return Ok((value, &text[place + 1..])),
            c if !quoted && c.is_whitespace() => return Ok((value, &text[place..])),
            c => value.push(c),
        }
    }
    if quoted {
        return Err(Error::settings("a quoted value of the connection string does not end"));
    }
    Ok((value, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let mut wanted = Parameters::default();
        for (name, value) in expected {
            wanted.set(name, (*value).to_owned()).unwrap();
        }
        assert!(parse(text).unwrap() == wanted, "{text}");
    }

    #[test]
    fn urls() {
        check("postgresql://", &[]);
        check("postgres://h", &[("host", "h")]);
        check("postgresql:///shop", &[("dbname", "shop")]);
        check(
            "postgresql://al%20ice:p%40ss%2F@db.example:5433/sh%22op?sslmode=verify-full&application_name=a%26b",
            &[
                ("user", "al ice"),
                ("password", "p@ss/"),
                ("host", "db.example"),
                ("port", "5433"),
                ("dbname", "sh\"op"),
                ("sslmode", "verify-full"),
                ("application_name", "a&b"),
            ],
        );
        check(
            "postgresql://u@[::1]:1,h2:2,h3/d",
            &[("user", "u"), ("host", "::1,h2,h3"), ("port", "1,2,"), ("dbname", "d")],
        );
        check(
            "postgresql://u@/d?host=/run/pg&port=7&ssl=true",
            &[("user", "u"), ("dbname", "d"), ("host", "/run/pg"), ("port", "7"), ("sslmode", "require")],
        );
        check("postgresql://%2Frun%2Fpg", &[("host", "/run/pg")]);
        check(
            "postgresql://u:a:b@h?dbname=d",
            &[("user", "u"), ("password", "a:b"), ("host", "h"), ("dbname", "d")],
        );
    }

    #[test]
    fn keywords() {
        check("", &[]);
        check(
            r"host = h  port=5433 user='al ice' password='it\'s \\ me' dbname=a\ b",
            &[
                ("host", "h"),
                ("port", "5433"),
                ("user", "al ice"),
                ("password", r"it's \ me"),
                ("dbname", "a b"),
            ],
        );
        check("user='' dbname=d", &[("user", ""), ("dbname", "d")]);
    }

    #[test]
    fn no_error_repeats_a_password() {
        for text in [
            "postgresql://u:s3cret/x@h/d",
            "postgresql://u:s3cret%zz@h/d",
            "postgresql://u@h/d?password=s3cret%",
            "host=h password='s3cret",
            "s3cret",
            "password=x s3cret",
            "postgresql://u:x@h/d?s3cret",
        ] {
            let error = parse(text).err().unwrap();
            assert!(error.is_settings());
            assert!(!error.to_string().contains("s3cret"), "{text}: {error}");
        }
    }

    #[test]
    fn connection_strings_are_told_from_files() {
        for text in ["postgres://h/d", "postgresql://", "host=h", "dbname = d", "service=x"] {
            assert!(is_conninfo(text), "{text}");
        }
        for text in ["schema.sql", "a=b.sql", "dir/host=x", "-", "empty:", "model.json"] {
            assert!(!is_conninfo(text), "{text}");
        }
    }
}
