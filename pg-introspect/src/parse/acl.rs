//! Access control lists: `aclitem[]`, as `aclitemout` and `array_out` write it.

use std::collections::BTreeMap;

use schema_model::PrivilegeType;

use super::array;

/// One entry of an access control list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AclItem {
    /// The role; `None` is PUBLIC.
    pub(crate) grantee: Option<String>,
    /// What it may do, and whether it may grant that.
    pub(crate) privileges: BTreeMap<PrivilegeType, bool>,
    /// The role that granted it.
    pub(crate) grantor: String,
}

/// The entries of a list, or `None` if it is no such list. A letter that this version does not know makes it none:
/// what can't be said must not be dropped.
pub(crate) fn parse(text: &str) -> Option<Vec<AclItem>> {
    array::parse(text)?.into_iter().map(|item| parse_item(&item?)).collect()
}

/// `grantee=privileges/grantor`, with the roles in double quotes where they are not plain.
fn parse_item(text: &str) -> Option<AclItem> {
    let (grantee, rest) = role(text)?;
    let rest = rest.strip_prefix('=')?;
    let (letters, rest) = rest.split_once('/')?;
    let (grantor, rest) = role(rest)?;
    if !rest.is_empty() {
        return None;
    }
    let mut privileges = BTreeMap::new();
    let mut letters = letters.chars().peekable();
    while let Some(letter) = letters.next() {
        privileges.insert(PrivilegeType::from_letter(letter)?, letters.next_if_eq(&'*').is_some());
    }
    Some(AclItem { grantee: (!grantee.is_empty()).then_some(grantee), privileges, grantor })
}

/// A role's name and what comes after it.
fn role(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find(['=', '/']).unwrap_or(text.len());
        return Some((text[..end].to_owned(), &text[end..]));
    };
    let mut name = String::new();
    loop {
        let end = rest.find('"')?;
        name.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        let Some(after) = rest.strip_prefix('"') else {
            return Some((name, rest));
        };
        name.push('"');
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use PrivilegeType::*;

    fn item(grantee: Option<&str>, privileges: &[(PrivilegeType, bool)], grantor: &str) -> AclItem {
        AclItem {
            grantee: grantee.map(str::to_owned),
            privileges: privileges.iter().copied().collect(),
            grantor: grantor.to_owned(),
        }
    }

    #[test]
    fn what_the_server_writes() {
        assert_eq!(parse("{}"), Some(vec![]));
        assert_eq!(
            parse("{postgres=arwdDxt/postgres,=r/postgres,bob=r*w/postgres}"),
            Some(vec![
                item(
                    Some("postgres"),
                    &[
                        (Insert, false),
                        (Select, false),
                        (Update, false),
                        (Delete, false),
                        (Truncate, false),
                        (References, false),
                        (Trigger, false)
                    ],
                    "postgres"
                ),
                item(None, &[(Select, false)], "postgres"),
                item(Some("bob"), &[(Select, true), (Update, false)], "postgres"),
            ])
        );
        assert_eq!(
            parse(r#"{"\"a=b/c\"=U/\"x \"\"y\"\"\""}"#),
            Some(vec![item(Some("a=b/c"), &[(Usage, false)], "x \"y\"")])
        );
    }

    #[test]
    fn what_is_not_understood_is_no_list() {
        for text in ["{a}", "{a=?/b}", "{a=r}", "{\"\\\"a=r/b\"}", "{NULL}", "a=r/b"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    /// As `putid` of the server: quoted unless it is all letters, digits and `_`.
    fn write_role(name: &str, high: bool) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || (high && !c.is_ascii());
        if name.chars().all(plain) { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
    }

    proptest! {
        #[test]
        fn any_roles(
            grantee in proptest::option::of(".{1,20}"),
            grantor in ".{1,20}",
            chosen in proptest::collection::btree_map(0..PrivilegeType::ALL.len(), any::<bool>(), 0..5),
            high in any::<bool>(),
        ) {
            let privileges: BTreeMap<PrivilegeType, bool> =
                chosen.into_iter().map(|(n, grant)| (PrivilegeType::ALL[n], grant)).collect();
            let letters: String = privileges
                .iter()
                .map(|(p, grant)| format!("{}{}", p.letter(), if *grant { "*" } else { "" }))
                .collect();
            let name = grantee.as_deref().map(|g| write_role(g, high)).unwrap_or_default();
            let text = format!("{name}={letters}/{}", write_role(&grantor, high));
            let array = format!("{{\"{}\"}}", text.replace('\\', "\\\\").replace('"', "\\\""));
            prop_assert_eq!(parse(&array), Some(vec![AclItem { grantee, privileges, grantor }]));
        }

        #[test]
        fn any_text_ends(text in ".*") {
            let _ = parse(&text);
        }
    }
}
