//! Names that PostgreSQL chooses.

use crate::Name;

/// The longest identifier that a stock server keeps, in bytes: `NAMEDATALEN` - 1.
const LONGEST: usize = 63;

/// The name that PostgreSQL chooses for something that belongs to a table and perhaps a column: `table_column_label`, the
/// longer of the two shortened until it fits. Source: `makeObjectName` in PostgreSQL's `indexcmds.c`. (If that name is
/// taken, the server appends a number: not known here.)
///
/// ```
/// # use schema_model::{object_name, Name};
/// let name = object_name(&Name::from("users"), Some(&Name::from("email")), "not_null");
/// assert_eq!(name, "users_email_not_null");
/// ```
pub fn object_name(first: &Name, second: Option<&Name>, label: &str) -> Name {
    let overhead = label.len() + 1 + usize::from(second.is_some());
    let room = LONGEST.saturating_sub(overhead);
    let (mut a, mut b) = (first.len(), second.map_or(0, |name| name.len()));
    while a + b > room && a + b > 0 {
        if a > b {
            a -= 1;
        } else {
            b -= 1;
        }
    }
    let clip = |name: &str, length: usize| {
        let mut end = length.min(name.len());
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name[..end].to_owned()
    };
    let mut name = clip(first, a);
    if let Some(second) = second {
        name.push('_');
        name.push_str(&clip(second, b));
    }
    name.push('_');
    name.push_str(label);
    Name::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_name_gives_way() {
        let long = Name::from("t".repeat(63));
        let name = object_name(&long, Some(&Name::from("id")), "seq");
        assert_eq!(name.len(), 63);
        assert!(name.ends_with("_id_seq"));
        let elephants = Name::from("🐘".repeat(15));
        assert!(object_name(&elephants, Some(&elephants), "not_null").len() <= 63);
    }
}
