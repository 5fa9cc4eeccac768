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

/// Whether PostgreSQL refuses another type for an attribute while an operator class is for the composite type: 15.20 does, and
/// the last releases seen that do not are 14.23, 15.18, 16.14, 17.10 and 18.4.
fn minds_operator_classes(context: Context<'_>) -> bool {
    let major = context.major();
    let minor =
        if major == context.from.server.major() { context.from.server.version_num % 10_000 } else { 0 };
    match major {
        ..=14 => minor > 23,
        15 => minor > 18,
        16 => minor > 14,
        17 => minor > 10,
        18 => minor > 4,
        19.. => true,
    }
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
                let composite = ObjectId::CompositeType(pair.id.parent());
                // PostgreSQL: "cannot alter type … because … uses it" (find_composite_type_dependencies).
                let classes = minds_operator_classes(context);
                let user = context.from.dependencies().find(|d| {
                    d.to == composite
                        && (d.from.kind() == ObjectKind::Column
                            || classes && d.from.kind() == ObjectKind::OperatorClass)
                });
                match user {
                    Some(user) => Decision::Refuse(format!(
                        "PostgreSQL can't change an attribute's type while {} uses the composite type: \
                         make a new type, move what uses it to that, and drop the old one",
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

#[cfg(test)]
mod tests {
    use schema_model::Schema;

    use crate::{Options, plan};

    fn schema(version_num: u32, type_name: &str) -> Schema {
        Schema::from_json(&format!(
            r#"{{"format":1,"server":{{"version_num":{version_num}}},"schemas":[{{"id":"schema:public"}}],
            "composite_types":[{{"id":"composite_type:public.c"}}],
            "attributes":[{{"id":"attribute:public.c.a","type":"{type_name}","position":1}}],
            "operator_families":[{{"id":"operator_family:public.o(btree)"}}],
            "operator_classes":[{{"id":"operator_class:public.o(btree)","type":"public.c","family":"public.o"}}],
            "depends":[{{"from":"operator_class:public.o(btree)","to":"composite_type:public.c","why":"normal"}}]}}"#
        ))
        .unwrap()
    }

    /// Which release refuses is nothing that the corpus can tell, whose servers are of one release each.
    #[test]
    fn an_operator_class_is_in_the_way_where_the_server_minds_it() {
        for (version, refused) in
            [(150_018, 0), (150_020, 1), (180_004, 0), (180_005, 1), (140_023, 0), (190_000, 1)]
        {
            let (old, new) = (schema(version, "integer"), schema(version, "bigint"));
            let plan = plan(&old, &new, &Options::default()).unwrap();
            assert_eq!(plan.refused.len(), refused, "{version}");
            assert_eq!(plan.actions.len(), 1 - refused, "{version}");
        }
    }
}
