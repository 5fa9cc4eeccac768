//! Readers for the few texts that the server gives us to take apart.

pub(crate) mod acl;
pub(crate) mod array;
pub(crate) mod canonical;
pub(crate) mod names;
pub(crate) mod options;
pub(crate) mod scan;
