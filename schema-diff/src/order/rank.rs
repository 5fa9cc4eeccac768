//! The order of alterations of one object: what goes before what comes, and what prepares before what needs it.

use crate::ColumnAlter;

pub(super) fn column(alter: &ColumnAlter) -> u8 {
    match alter {
        ColumnAlter::DropIdentity => 0,
        ColumnAlter::DropNotNull => 1,
        ColumnAlter::DropExpression => 2,
        ColumnAlter::SetType | ColumnAlter::Retype(_) => 3,
        ColumnAlter::SetExpression => 4,
        ColumnAlter::Fill(_) => 5,
        ColumnAlter::Guard(_) => 6,
        ColumnAlter::ValidateGuard(_) => 7,
        ColumnAlter::SetNotNull => 8,
        ColumnAlter::DropGuard(_) => 9,
        ColumnAlter::RenameNotNull => 10,
        ColumnAlter::InheritNotNull => 11,
        ColumnAlter::ValidateNotNull => 12,
        ColumnAlter::AddIdentity => 13,
        ColumnAlter::SetIdentity => 14,
        ColumnAlter::IdentityPersistence => 15,
        ColumnAlter::Storage => 16,
        ColumnAlter::Compression => 17,
        ColumnAlter::Statistics => 18,
        ColumnAlter::Options => 19,
        ColumnAlter::ForeignOptions => 20,
    }
}
