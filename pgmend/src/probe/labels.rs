//! Labels of enums that go: whether rows have them.

use schema_diff::LabelsAtStake;
use schema_model::ObjectId;
use sql_emit::{identifier, literal};

use super::{Probe, Rows, Unit};

/// One question for each label, so that the answer says which.
pub(super) fn questions(at_stake: &LabelsAtStake) -> impl Iterator<Item = Probe> + '_ {
    let LabelsAtStake { column, type_name, renamed_to, labels, array } = at_stake;
    let name = identifier(&column.name);
    labels.iter().map(move |label| {
        let value = literal(label);
        let has = match array {
            true => format!("{value} OPERATOR(pg_catalog.=) ANY ({name}::pg_catalog.text[])"),
            false => format!("{name}::pg_catalog.text OPERATOR(pg_catalog.=) {value}"),
        };
        let said = type_name.member(label);
        Probe {
            object: ObjectId::Column(column.clone()),
            because: ObjectId::Enum(renamed_to.clone()),
            unit: Unit::Row,
            what: format!("with the label {value} of {type_name}, which goes"),
            advice: format!(
                "say which label takes its place (--map-label {said}=LABEL), or change these rows first"
            ),
            rows: Rows::of(&column.parent(), &name, &has),
            blocks: true,
            converts: false,
            given: false,
        }
    })
}
