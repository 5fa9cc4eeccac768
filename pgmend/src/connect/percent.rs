//! Percent encoding for the parts of a connection URL.

/// Encodes everything but letters, digits and `-._~`, so that any name fits into any part of a URL.
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_fits_into_a_url() {
        assert_eq!(percent_encode("plain-name_1.x~"), "plain-name_1.x~");
        assert_eq!(percent_encode("a b/c?d=\"é\"%"), "a%20b%2Fc%3Fd%3D%22%C3%A9%22%25");
    }
}
