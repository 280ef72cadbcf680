//! multipart/form-data (RFC 7578), the same bytes for the same parts, so that a repeated request is the same request.

use sha2::{Digest, Sha256};

/// One part of a form.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) bytes: Vec<u8>,
}

impl Part {
    pub(super) fn text(name: String, value: String) -> Part {
        Part { name, file_name: None, content_type: None, bytes: value.into_bytes() }
    }
}

/// The body and its content type.
pub(super) fn write(parts: &[Part]) -> (Vec<u8>, String) {
    let boundary = boundary(parts);
    let mut body = Vec::new();
    for part in parts {
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(&part.name));
        if let Some(name) = &part.file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(name)));
        }
        if let Some(kind) = &part.content_type {
            head.push_str(&format!("\r\nContent-Type: {kind}"));
        }
        head.push_str("\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(&part.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (body, format!("multipart/form-data; boundary={boundary}"))
}

/// Made of a hash of the content: nobody can write a content that holds its own.
fn boundary(parts: &[Part]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.name.len().to_be_bytes());
        hash.update(part.name.as_bytes());
        hash.update(part.bytes.len().to_be_bytes());
        hash.update(&part.bytes);
    }
    let hex: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("part-{hex}")
}

/// As browsers do (HTML, multipart/form-data encoding algorithm), so that no name ends its line.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A").replace('\0', "%00")
}
