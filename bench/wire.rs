//! Messages of Postgres' protocol, as far as a relay must tell them apart.

use std::io::{self, Read, Write};
use std::net::TcpStream;

/// A message: its type and its body.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub kind: u8,
    pub body: Vec<u8>,
}

impl Message {
    pub(crate) fn new(kind: u8, body: impl Into<Vec<u8>>) -> Message {
        Message { kind, body: body.into() }
    }

    pub(crate) fn read(from: &mut TcpStream) -> io::Result<Message> {
        let mut head = [0; 5];
        from.read_exact(&mut head)?;
        let body = body(from, u32::from_be_bytes([head[1], head[2], head[3], head[4]]))?;
        Ok(Message { kind: head[0], body })
    }

    pub(crate) fn put(&self, bytes: &mut Vec<u8>) {
        bytes.push(self.kind);
        bytes.extend((u32::try_from(self.body.len()).unwrap_or(u32::MAX - 4) + 4).to_be_bytes());
        bytes.extend(&self.body);
    }

    /// The code of an authentication message.
    pub(crate) fn code(&self) -> u32 {
        Reader(&self.body).u32().unwrap_or_default()
    }
}

fn body(from: &mut TcpStream, length: u32) -> io::Result<Vec<u8>> {
    let length = (length as usize).checked_sub(4).ok_or(io::ErrorKind::InvalidData)?;
    if length > 64 << 20 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body)?;
    Ok(body)
}

/// The first packet of a connection, which has no type.
pub(crate) fn read_startup(from: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut head = [0; 4];
    from.read_exact(&mut head)?;
    body(from, u32::from_be_bytes(head))
}

pub(crate) fn send(to: &mut TcpStream, messages: &[Message]) -> io::Result<()> {
    let mut bytes = Vec::new();
    messages.iter().for_each(|message| message.put(&mut bytes));
    to.write_all(&bytes)
}

/// Reads fields from a body.
pub(crate) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.bytes(2).and_then(|b| b.try_into().ok()).map(u16::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.bytes(4).and_then(|b| b.try_into().ok()).map(u32::from_be_bytes)
    }

    pub(crate) fn text(&mut self) -> Option<String> {
        let end = self.0.iter().position(|byte| *byte == 0)?;
        let text = String::from_utf8_lossy(&self.0[..end]).into_owned();
        self.0 = &self.0[end + 1..];
        Some(text)
    }
}
