//! Attributes of composite types.

use schema_model::{Attribute, AttributeField, ObjectId, ObjectKind};

use super::{Rules, plain, redefines};
use crate::action::{Cost, Loss};
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{AttributeAlter, Lock, type_change};

impl Rules for Attribute {
    type Alter = AttributeAlter;
    const CREATE: u16 = 131;
    const DROP: u16 = 950;

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

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &AttributeAlter) -> Traits {
        match alter {
            AttributeAlter::SetType => {
                let widens = type_change(&pair.old.type_name, &pair.new.type_name).widens;
                redefines(
                    &["type_name", "collation"],
                    if widens { Sense::Widens } else { Sense::Changes },
                    Cost::lock(Lock::AccessExclusive),
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
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default().losing(Loss::Attribute));
}
