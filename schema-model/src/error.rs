//! The one error of this crate.

/// Why a model, an id or a selector could not be read.
///
/// Opaque: ask the predicates. They are not exhaustive.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] ErrorKind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum ErrorKind {
    #[error("`{text}` is not an object id: {reason} (expected e.g. `column:public.users.email`)")]
    Id { text: String, reason: String },
    #[error(
        "this is format {found} of the model, newer than {known}, the newest this version reads: use a newer pgmend"
    )]
    FutureFormat { found: u64, known: u32 },
    #[error("not a pgmend model: {reason}")]
    NotAModel { reason: String },
    #[error("broken model at {path}: {reason}")]
    Wire { path: String, reason: String },
    #[error("`{text}` is not a selector: {reason}")]
    Selector { text: String, reason: String },
}

impl Error {
    pub(crate) fn id(text: &str, reason: impl Into<String>) -> Self {
        ErrorKind::Id { text: text.to_owned(), reason: reason.into() }.into()
    }

    pub(crate) fn wire(path: impl Into<String>, reason: impl ToString) -> Self {
        ErrorKind::Wire { path: path.into(), reason: reason.to_string() }.into()
    }

    pub(crate) fn selector(text: &str, reason: impl Into<String>) -> Self {
        ErrorKind::Selector { text: text.to_owned(), reason: reason.into() }.into()
    }

    /// The text is no object id.
    ///
    /// ```
    /// let error = "colum:public.users.email".parse::<schema_model::ObjectId>().unwrap_err();
    /// assert!(error.is_id());
    /// ```
    pub fn is_id(&self) -> bool {
        matches!(self.0, ErrorKind::Id { .. })
    }

    /// The document was written by a newer version, in a format this one does not know.
    ///
    /// ```
    /// let error = schema_model::Schema::from_json(r#"{"format": 99}"#).unwrap_err();
    /// assert!(error.is_future_format());
    /// ```
    pub fn is_future_format(&self) -> bool {
        matches!(self.0, ErrorKind::FutureFormat { .. })
    }

    /// The document is not a model at all, or breaks its format; [`path`](Self::path) says where.
    ///
    /// ```
    /// assert!(schema_model::Schema::from_json("[]").unwrap_err().is_malformed());
    /// ```
    pub fn is_malformed(&self) -> bool {
        matches!(self.0, ErrorKind::NotAModel { .. } | ErrorKind::Wire { .. })
    }

    /// Where in the document, e.g. `tables[3].persistence`.
    ///
    /// ```
    /// let error = schema_model::Schema::from_json(r#"{"format":1,"server":{"version_num":170005},"tables":[{"id":"table:a.b","colour":"red"}]}"#).unwrap_err();
    /// assert_eq!(error.path(), Some("tables[0]"));
    /// ```
    pub fn path(&self) -> Option<&str> {
        match &self.0 {
            ErrorKind::Wire { path, .. } => Some(path),
            _ => None,
        }
    }
}
