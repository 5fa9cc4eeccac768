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

/// The reverse; none if there is a `%` without two hexadecimal digits, a zero byte, or something that is not UTF-8.
pub(super) fn percent_decode(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let value = digit()? * 16 + digit()?;
        decoded.push(u8::try_from(value).ok().filter(|byte| *byte != 0)?);
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_fits_into_a_url() {
        assert_eq!(percent_encode("plain-name_1.x~"), "plain-name_1.x~");
        let odd = "a b/c?d=\"é\"%😀";
        assert_eq!(percent_encode(odd), "a%20b%2Fc%3Fd%3D%22%C3%A9%22%25%F0%9F%98%80");
        assert_eq!(percent_decode(&percent_encode(odd)).as_deref(), Some(odd));
    }

    #[test]
    fn what_is_no_encoding_is_refused() {
        for text in ["%", "%4", "%zz", "%00", "%FF"] {
            assert_eq!(percent_decode(text), None, "{text}");
        }
    }
}
