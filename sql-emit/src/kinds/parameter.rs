//! Configuration parameters that something is granted on.

use schema_diff::ParameterAlter;
use schema_model::{Name, ObjectId, Parameter, Privilege};

use crate::guard::Guard;
use crate::quote::option_name;
use crate::words::{Scope, Words};

impl Words for Parameter {
    type Alter = ParameterAlter;

    fn address(id: &Name) -> String {
        format!("PARAMETER {}", option_name(id))
    }

    fn exists(_: &Name) -> Option<String> {
        None
    }

    fn guard(_: &Name, alter: &ParameterAlter) -> Guard {
        match *alter {}
    }

    /// What is granted on it makes it.
    fn create(_: Scope<'_>, _: &Name, _: &Self) -> Vec<String> {
        Vec::new()
    }

    fn alter(_: Scope<'_>, _: &Name, _: &Self, _: &Self, alter: &ParameterAlter) -> Vec<String> {
        match *alter {}
    }

    /// With what is granted on it, it goes. Who was granted something by another one loses it along, and must lose it first.
    fn drop(scope: Scope<'_>, id: &Name, _: &Self) -> Vec<String> {
        let here = scope.from.all::<Privilege>().filter(|(name, _)| match name.target.id() {
            ObjectId::Parameter(parameter) => parameter == id,
            _ => false,
        });
        let (by_others, by_owner): (Vec<_>, Vec<_>) = here.partition(|(name, _)| name.grantor.is_some());
        by_others
            .into_iter()
            .chain(by_owner)
            .flat_map(|(name, held)| Privilege::drop(scope, name, held))
            .collect()
    }
}
