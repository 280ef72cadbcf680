//! A document with its version, its references and its budgets. References are looked up in the one tree and never
//! copied; those that lead out of the document are never fetched.

use super::shape::{How, Id, Shape, id};
use super::tree::Node;
use super::{Refused, words};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// How many references may lead to one another.
const HOPS_MAX: usize = 20;
/// Steps over schemas for a whole document: more than any honest one needs, and seconds in the worst case.
const STEPS_MAX: u32 = 4_000_000;
/// Descriptions, choices and examples of all fields together, in bytes.
const TEXT_BYTES_MAX: usize = 40 * 1024 * 1024;

/// How many schemas are remembered.
const SHAPES_MAX: usize = 20_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V2,
    V30,
    /// 3.1, and what came after it.
    V31,
}

pub(super) struct Document<'d> {
    pub root: &'d Node,
    pub version: Version,
    /// "Swagger 2.0", "OpenAPI 3.1.2".
    pub specification: String,
    steps_left: Cell<u32>,
    text_left: Cell<usize>,
    shapes: RefCell<HashMap<Id, Rc<Shape<'d>>>>,
}

impl<'d> Document<'d> {
    pub(super) fn new(root: &'d Node) -> Result<Self, Refused> {
        if root.map().is_none() {
            return Err(Refused::whole(t!("connectors-openapi-no-object").to_owned()));
        }
        let (named, version) = version(root)?;
        match root.get("paths") {
            Some(Node::Map(_)) => {}
            None if version == Version::V31 => {}
            None => return Err(Refused::whole(t!("connectors-openapi-no-paths").to_owned())),
            Some(_) => return Err(Refused::whole(t!("connectors-openapi-paths-object").to_owned())),
        }
        Ok(Self {
            root,
            version,
            specification: named,
            steps_left: Cell::new(STEPS_MAX),
            text_left: Cell::new(TEXT_BYTES_MAX),
            shapes: RefCell::default(),
        })
    }

    /// Where a node's `$ref` chain ends; the node itself where it has none. An error says in words why it leads nowhere.
    pub(super) fn follow(&self, node: &'d Node) -> Result<&'d Node, String> {
        let mut at = node;
        for _ in 0..HOPS_MAX {
            match self.hop(at) {
                Some(next) => at = next?,
                None => return Ok(at),
            }
        }
        Err(t!("connectors-openapi-circle").to_owned())
    }

    /// Where the node's own `$ref` leads, if it has one.
    pub(super) fn hop(&self, node: &'d Node) -> Option<Result<&'d Node, String>> {
        let reference = node.get("$ref")?.text()?;
        let Some(pointer) = reference.strip_prefix('#') else {
            let named = words::quoted(reference);
            return Some(Err(t!("connectors-openapi-outside", name = named)));
        };
        Some(self.pointed(pointer).ok_or_else(|| t!("connectors-openapi-not-there", name = words::quoted(reference))))
    }

    /// RFC 6901, in a fragment.
    fn pointed(&self, pointer: &str) -> Option<&'d Node> {
        if pointer.is_empty() {
            return Some(self.root);
        }
        let mut at = self.root;
        for step in pointer.strip_prefix('/')?.split('/') {
            let step = if step.contains('%') { percent_decoded(step)? } else { step.to_owned() };
            let step = if step.contains('~') { step.replace("~1", "/").replace("~0", "~") } else { step };
            at = match at {
                Node::Map(map) => map.get(&step)?,
                Node::List(list) => list.get(step.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(at)
    }

    /// Schemas seen as one; a single one is remembered, because most are used by many operations.
    pub(super) fn shape(&self, nodes: &[&'d Node], how: How) -> Rc<Shape<'d>> {
        let [node] = nodes else { return Rc::new(Shape::of(self, nodes, how)) };
        if let Some(known) = self.shapes.borrow().get(&id(node)) {
            return Rc::clone(known);
        }
        let shape = Rc::new(Shape::of(self, nodes, how));
        let mut shapes = self.shapes.borrow_mut();
        if shapes.len() < SHAPES_MAX {
            shapes.insert(id(node), Rc::clone(&shape));
        }
        shape
    }

    /// Uses up steps of the budget; false when it is used up.
    pub(super) fn spend(&self, steps: usize) -> bool {
        let left = self.steps_left.get().checked_sub(u32::try_from(steps).unwrap_or(u32::MAX));
        self.steps_left.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Uses up bytes of text that is kept; false when there are none left.
    pub(super) fn keep(&self, bytes: usize) -> bool {
        let left = self.text_left.get().checked_sub(bytes);
        if let Some(left) = left {
            self.text_left.set(left);
        }
        left.is_some()
    }
}

fn version(root: &Node) -> Result<(String, Version), Refused> {
    let said = |key| root.get(key).and_then(Node::as_words);
    match (said("swagger"), said("openapi")) {
        (Some(said), _) if said == "2.0" || said == "2" => Ok(("Swagger 2.0".to_owned(), Version::V2)),
        (_, Some(said)) if said == "3" || said == "3.0" || said.starts_with("3.0.") => {
            Ok((format!("OpenAPI {}", words::line(&said, 20)), Version::V30))
        }
        (_, Some(said)) if said.starts_with("3.") => Ok((format!("OpenAPI {}", words::line(&said, 20)), Version::V31)),
        (Some(said), _) | (_, Some(said)) => {
            Err(Refused::whole(t!("connectors-openapi-version", version = words::quoted(&said))))
        }
        (None, None) => Err(Refused::whole(t!("connectors-openapi-neither").to_owned())),
    }
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
