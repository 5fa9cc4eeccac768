//! The order of alterations of one object: what goes before what comes, and what prepares before what needs it.

use crate::ColumnAlter;

pub(super) fn column(alter: &ColumnAlter) -> u8 {
    match alter {
        ColumnAlter::DropIdentity => 0,
        ColumnAlter::DropNotNull => 1,
        ColumnAlter::DropExpression => 2,
        ColumnAlter::SetType | ColumnAlter::Retype(_) => 3,
        ColumnAlter::SetExpression => 4,
        ColumnAlter::Guard(_) => 5,
        ColumnAlter::ValidateGuard(_) => 6,
        ColumnAlter::SetNotNull => 7,
        ColumnAlter::DropGuard(_) => 8,
        ColumnAlter::RenameNotNull => 9,
        ColumnAlter::InheritNotNull => 10,
        ColumnAlter::ValidateNotNull => 11,
        ColumnAlter::AddIdentity => 12,
        ColumnAlter::SetIdentity => 13,
        ColumnAlter::Storage => 14,
        ColumnAlter::Compression => 15,
        ColumnAlter::Statistics => 16,
        ColumnAlter::Options => 17,
    }
}
