//! Attributes of composite types.

use schema_model::{Attribute, AttributeField, MemberName, ObjectId, ObjectKind};

use super::{Rules, plain, redefines};
use crate::action::{Cost, Loss};
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{AttributeAlter, Lock, type_change};

/// The tables of the type follow (`ATTypedTableRecursion`). The type's own entry in `pg_class` is locked too, but no query
/// locks that.
fn locking(context: Context<'_>, id: &MemberName) -> Cost {
    if context.has_typed_tables(&id.parent()) { Cost::lock(Lock::AccessExclusive) } else { Cost::default() }
}

impl Rules for Attribute {
    type Alter = AttributeAlter;
    const CREATE: u16 = 131;
    const DROP: u16 = 950;
    const GROUND: &'static [&'static str] = &["type_name", "collation"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("attribute", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: AttributeField) -> Vec<Decision> {
        vec![match field {
            AttributeField::Type | AttributeField::Collation => {
                let name = pair.id.parent();
                // PostgreSQL: "cannot alter type … because column … uses it" (find_composite_type_dependencies).
                let user = context.from.dependencies().find(|d| {
                    d.to == ObjectId::CompositeType(name.clone()) && d.from.kind() == ObjectKind::Column
                });
                match user {
                    Some(user) => Decision::Refuse(format!(
                        "PostgreSQL can't change an attribute's type while {} uses the composite type: \
                         make a new type, move the column to it, and drop the old one",
                        user.from
                    )),
                    None => Decision::Alter(AttributeAlter::SetType.into()),
                }
            }
        }]
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &AttributeAlter) -> Traits {
        match alter {
            AttributeAlter::SetType => {
                let change = type_change(&pair.old.type_name, &pair.new.type_name);
                let widens = change.widens;
                let mut cost = locking(context, pair.id);
                // The tables of the type hold values.
                if cost.lock > Lock::None {
                    cost.rewrites = change.rewrites;
                    cost.loses = (!widens).then_some(Loss::Values);
                }
                redefines(
                    &["type_name", "collation"],
                    if widens { Sense::Widens } else { Sense::Changes },
                    cost,
                )
            }
        }
    }

    fn refused_by(_: Context<'_>, _: &Pair<'_, Self>, _: &AttributeAlter, dependent: &ObjectId) -> bool {
        matches!(
            dependent.kind(),
            ObjectKind::View | ObjectKind::MaterializedView | ObjectKind::Function | ObjectKind::Procedure
        )
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    fn create_cost(context: Context<'_>, id: &MemberName, _: &Self) -> Cost {
        locking(context, id)
    }

    fn drop_cost(context: Context<'_>, id: &MemberName, _: &Self) -> Cost {
        locking(context, id).losing(Loss::Attribute)
    }
    plain!(holds_data: true);
    plain!(secrets: none);
}
