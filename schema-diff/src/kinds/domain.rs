//! Domains.

use schema_model::{Domain, DomainField, ObjectId};

use super::{Rules, anywhere, plain, redefines};
use crate::action::{Cost, Loss};
use crate::rules::{Around, Context, Decision, Pair, Sense, Traits, rule};
use crate::{DomainAlter, Lock, names, type_change};

impl Rules for Domain {
    type Alter = DomainAlter;
    const CREATE: u16 = 140;
    const DROP: u16 = 955;
    const GROUND: &'static [&'static str] = &["base_type", "collation"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("domain", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: DomainField) -> Vec<Decision> {
        match field {
            DomainField::BaseType | DomainField::Collation => {
                let name = names::superseded(pair.id, context);
                vec![
                    Decision::Alter(DomainAlter::Supersede(name.clone()).into()),
                    Decision::Alter(DomainAlter::DropSuperseded(name).into()),
                ]
            }
            // A superseded domain is made with them.
            DomainField::NotNull | DomainField::Default
                if pair.old.base_type != pair.new.base_type || pair.old.collation != pair.new.collation =>
            {
                vec![]
            }
            DomainField::NotNull => vec![Decision::Alter(DomainAlter::NotNull.into())],
            DomainField::Default => vec![Decision::Alter(DomainAlter::Default.into())],
        }
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &DomainAlter) -> Traits {
        match alter {
            DomainAlter::Default => redefines(
                &["default"],
                if pair.old.default.is_none() { Sense::Adds } else { Sense::Changes },
                Cost::default(),
            ),
            // Between: what is on the constraint goes before, and comes after.
            DomainAlter::NotNull => Traits {
                around: Around::Between,
                ..anywhere(
                    &["not_null"],
                    match (&pair.old.not_null, &pair.new.not_null) {
                        (None, _) => Sense::Adds,
                        (_, None) => Sense::Widens,
                        _ => Sense::Changes,
                    },
                    match (&pair.old.not_null, &pair.new.not_null) {
                        (None, Some(_)) => context.checking(pair.id),
                        // A name that changes, or a condition that goes.
                        (Some(_), Some(_)) | (_, None) => Cost::default(),
                    },
                )
            },
            DomainAlter::Supersede(_) => {
                // Renamed and made anew; what it costs is said of the columns that follow.
                let cost = Cost::default();
                let widens = type_change(&pair.old.base_type, &pair.new.base_type).widens;
                Traits {
                    around: Around::Between,
                    redefines: true,
                    ..anywhere(
                        &["base_type", "collation", "not_null", "default"],
                        Sense::Changes,
                        if widens { cost } else { cost.losing(Loss::Values) },
                    )
                }
            }
            DomainAlter::DropSuperseded(_) => anywhere(&[], Sense::Changes, Cost::default()),
        }
    }

    fn refused_by(_: Context<'_>, _: &Pair<'_, Self>, alter: &DomainAlter, dependent: &ObjectId) -> bool {
        match alter {
            DomainAlter::Default | DomainAlter::NotNull | DomainAlter::DropSuperseded(_) => false,
            DomainAlter::Supersede(_) => rule(dependent.kind()).follows_type,
        }
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default().losing(Loss::Type));
    plain!(holds_data: true);
    plain!(secrets: none);
}
