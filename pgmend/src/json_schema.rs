//! JSON Schemas of what the program prints and reads.
//!
//! The committed copies are in the directory `schema` of this crate (`report.v1.schema.json` and so on); the model's own is
//! `schema_model::json_schema`.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::execute::Line;
use crate::plan_file::{PLAN_FORMAT, PlanFile};
use crate::prove::{CERTIFICATE_FORMAT, Certificate};
use crate::report::{Differences, REPORT_FORMAT, Verification};

/// The JSON Schema (draft 2020-12) of what `diff` and `check` print with `--format json`.
///
/// ```
/// assert_eq!(pgmend::json_schema::report()["properties"]["format"]["const"], 1);
/// ```
pub fn report() -> Value {
    document::<Differences>("pgmend report of differences", REPORT_FORMAT)
}

/// The JSON Schema (draft 2020-12) of what `verify` prints with `--format json`.
///
/// ```
/// assert_eq!(pgmend::json_schema::verification()["properties"]["format"]["const"], 1);
/// ```
pub fn verification() -> Value {
    document::<Verification>("pgmend report of a verification", REPORT_FORMAT)
}

/// The JSON Schema (draft 2020-12) of the plan file: what `plan -o` writes and `apply` runs.
///
/// ```
/// assert_eq!(pgmend::json_schema::plan()["properties"]["format"]["const"], 1);
/// ```
pub fn plan() -> Value {
    document::<PlanFile>("pgmend plan file", PLAN_FORMAT)
}

/// The JSON Schema (draft 2020-12) of a line of the journal that `apply` keeps.
///
/// ```
/// assert!(pgmend::json_schema::journal()["properties"]["time"].is_object());
/// ```
pub fn journal() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Line>()
        .to_value();
    schema["title"] = json!("a line of pgmend's journal");
    schema
}

/// The JSON Schema (draft 2020-12) of the certificate that `prove` writes.
///
/// ```
/// assert_eq!(pgmend::json_schema::certificate()["properties"]["format"]["const"], 1);
/// ```
pub fn certificate() -> Value {
    document::<Certificate>("pgmend certificate", CERTIFICATE_FORMAT)
}

fn document<T: JsonSchema>(title: &str, format: u32) -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value();
    schema["title"] = json!(title);
    schema["properties"]["format"] = json!({"const": format, "description": "The version of this format."});
    schema
}
