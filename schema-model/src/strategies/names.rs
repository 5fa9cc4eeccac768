//! Names, plain and odd.

use proptest::prelude::*;

use crate::Name;

/// Names that tables, columns and the rest are given, by number.
const POOL: &[&str] = &[
    "users",
    "orders",
    "Mixed Case",
    "select",
    "quote\"d",
    "naïve",
    "🐘",
    "1st",
    "a.b",
    "semi;colon",
    "tab\tbed",
    "it's",
    "a_name_that_uses_every_one_of_the_sixty_three_bytes_there_are_o",
    "$dollar",
    "user",
    "back\\slash",
];

/// The name with this number: the first ones are plain, so that counter-examples shrink to those.
pub(super) fn name(number: u8) -> Name {
    let number = usize::from(number);
    match POOL.get(number) {
        Some(name) => Name::from(*name),
        None => Name::from(format!("name_{number}")),
    }
}

/// Any identifier that PostgreSQL could hold.
pub(super) fn any_name() -> impl Strategy<Value = Name> {
    prop_oneof![
        (0..20_u8).prop_map(name),
        "[a-z_][a-z0-9_$]{0,12}".prop_map(Name::from),
        "[^\\x00]{1,15}".prop_map(Name::from),
    ]
}
