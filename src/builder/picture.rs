//! A flow as a picture, drawn by the server: steps in layers from the top down, each below all that lead to it, joined by
//! arrows that pass other steps by. Pure; the template writes it as SVG with classes for its colours.

use crate::flows::model::{Does, Edge, Flow, Step};
use crate::flows::walk::in_order;
use crate::templates::check::Library;
use std::collections::BTreeMap;
use std::fmt::Write;

const WIDTH: i32 = 180;
const HEIGHT: i32 = 52;
/// Between layers; arrows and the names of their ways stand there.
const BETWEEN: i32 = 46;
const BESIDE: i32 = 20;
/// What an arrow takes up where it passes a layer by.
const PASSING: i32 = 12;
const EDGE: i32 = 14;
const NAME_CHARS: usize = 18;
const WAY_CHARS: usize = 16;
/// Odd, so that the last one goes down and ways stand in their order.
const SWEEPS: usize = 7;
/// Places at which arrows pass steps by, all together.
const PASSED_MAX: usize = 3_000;

/// A picture with the numbers that SVG wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picture {
    pub width: i32,
    pub height: i32,
    pub nodes: Vec<Node>,
    pub ways: Vec<Way>,
    /// The whole in words.
    pub words: String,
}

/// A step on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Node {
    pub x: i32,
    pub y: i32,
    /// As it fits.
    pub name: String,
    pub full_name: String,
    pub what: String,
    /// begin, call, choose, shape, wait, answer or note: the class of its colour.
    pub tone: &'static str,
    pub icon: &'static str,
    /// bad, warn, or empty.
    pub mark: &'static str,
    /// Empty: it leads nowhere.
    pub href: String,
    /// It is the step of this page.
    pub current: bool,
}

/// An arrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Way {
    pub path: String,
    pub head: String,
    /// The name of the way; empty for the only one.
    pub label: String,
    pub label_x: i32,
    pub label_y: i32,
    pub label_width: i32,
}

/// What the picture says beside the flow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// bad or warn, by the key of the step.
    pub faults: BTreeMap<String, &'static str>,
    /// Before the key of a step its address; empty: nothing is linked.
    pub base: String,
    pub current: String,
    /// What a call calls, by the key of the step.
    pub calls: BTreeMap<String, String>,
}

/// Something in a layer: a step, or an arrow that passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Step(usize),
    Passing,
}

struct Drawing<'a> {
    steps: Vec<&'a Step>,
    cells: Vec<(Cell, usize)>,
    /// Cells from left to right.
    layers: Vec<Vec<usize>>,
    /// By cell: those that lead to it, with where among the ways of each the arrow begins, in thousandths.
    above: Vec<Vec<(usize, usize)>>,
    /// By cell: those that it leads to.
    below: Vec<Vec<usize>>,
    /// For each arrow the cells that it goes through.
    routes: Vec<(&'a Edge, Vec<usize>)>,
    /// The middle of each cell.
    x: Vec<i32>,
}

/// Draws a flow.
pub(crate) fn picture(flow: &Flow, marks: &Marks) -> Picture {
    let mut drawing = Drawing::of(flow);
    drawing.order();
    drawing.place();
    drawing.finish(marks)
}

/// What each call calls, as people say it, by the key of the step.
pub(crate) fn calls(flow: &Flow, library: &Library) -> BTreeMap<String, String> {
    let of = |step: &Step| {
        let (Does::Poll(call) | Does::Action(call)) = &step.does else { return None };
        let slot = flow.slots.iter().find(|slot| slot.key == call.slot)?;
        let known = library.get(&slot.connector)?;
        let method = known.live.iter().flat_map(|live| &live.methods).find(|method| method.key == call.method)?;
        Some((step.key.clone(), format!("{}: {}", known.name, method.name)))
    };
    flow.steps.iter().filter_map(of).collect()
}

/// The class of a step's colour, and its icon.
pub(crate) fn look(does: &Does) -> (&'static str, &'static str) {
    match does {
        Does::Webhook { .. } => ("begin", "webhook"),
        Does::Poll(_) => ("begin", "clock"),
        Does::Start => ("begin", "calendar"),
        Does::Action(_) => ("call", "plug"),
        Does::Http { .. } => ("call", "external"),
        Does::Email { .. } => ("call", "mail"),
        Does::Decision { .. } | Does::Switch { .. } => ("choose", "switch"),
        Does::Delay { .. } | Does::WaitUntil { .. } => ("wait", "clock"),
        Does::WaitAll => ("wait", "inbox"),
        Does::Transform { .. } => ("shape", "code"),
        Does::Storage { .. } => ("shape", "layers"),
        Does::Respond { .. } => ("answer", "arrow"),
        Does::Annotation { .. } => ("note", "edit"),
    }
}

impl<'a> Drawing<'a> {
    fn of(flow: &'a Flow) -> Drawing<'a> {
        let steps = in_order(flow);
        let number: BTreeMap<&str, usize> =
            steps.iter().enumerate().map(|(no, step)| (step.key.as_str(), no)).collect();
        let mut depth = vec![0_usize; steps.len()];
        let mut leads_to = vec![Vec::new(); steps.len()];
        let ends = |edge: &Edge| Some((*number.get(edge.from.as_str())?, *number.get(edge.to.as_str())?));
        // Each step comes after those that lead to it; an arrow back, which is a fault, is left out.
        let edges: Vec<(&Edge, usize, usize)> =
            flow.edges.iter().filter_map(|edge| ends(edge).filter(|(a, b)| a < b).map(|(a, b)| (edge, a, b))).collect();
        edges.iter().for_each(|(_, from, to)| leads_to[*to].push(*from));
        for at in 0..steps.len() {
            depth[at] = leads_to[at].iter().map(|from: &usize| depth[*from] + 1).max().unwrap_or(0);
        }
        // Where arrows pass by so much that nobody could follow them, they go straight: the work stays bounded.
        let passed: usize = edges.iter().map(|(_, from, to)| depth[*to] - depth[*from] - 1).sum();
        let bends = passed <= PASSED_MAX;
        let mut cells: Vec<(Cell, usize)> = depth.iter().enumerate().map(|(no, d)| (Cell::Step(no), *d)).collect();
        let (mut links, mut routes) = (Vec::new(), Vec::new());
        let between = |from: usize, to: usize| if bends { from + 1..to } else { 0..0 };
        for (edge, from, to) in edges {
            let mut route = vec![from];
            for layer in between(depth[from], depth[to]) {
                cells.push((Cell::Passing, layer));
                route.push(cells.len() - 1);
            }
            route.push(to);
            let ports = steps[from].does.ports();
            let port = ports.iter().position(|port| *port == edge.port).unwrap_or(0) * 1_000 / ports.len().max(1);
            links.extend(route.windows(2).map(|pair| (pair[0], pair[1], if pair[0] == from { port } else { 0 })));
            routes.push((edge, route));
        }
        let mut layers = vec![Vec::new(); cells.iter().map(|(_, layer)| layer + 1).max().unwrap_or(0)];
        for (cell, (_, layer)) in cells.iter().enumerate() {
            layers[*layer].push(cell);
        }
        let x = vec![0; cells.len()];
        let (mut above, mut below) = (vec![Vec::new(); cells.len()], vec![Vec::new(); cells.len()]);
        for (from, to, port) in links {
            above[to].push((from, port));
            below[from].push(to);
        }
        Drawing { steps, cells, layers, above, below, routes, x }
    }

    /// Orders each layer by the middle of what its cells are joined with, so that few arrows cross.
    fn order(&mut self) {
        for sweep in 0..SWEEPS {
            let down = sweep % 2 == 0;
            let mut place = vec![0_usize; self.cells.len()];
            self.layers.iter().flat_map(|layer| layer.iter().enumerate()).for_each(|(at, cell)| place[*cell] = at);
            let layers = self.layers.len();
            for no in 0..layers {
                let no = if down { no } else { layers - 1 - no };
                let mut layer = std::mem::take(&mut self.layers[no]);
                let middle = |cell: usize| {
                    // The order of the ways decides between what the same step leads to.
                    let ends: Vec<usize> = match down {
                        true => self.above[cell].iter().map(|(from, port)| place[*from] * 1_000 + port).collect(),
                        false => self.below[cell].iter().map(|end| place[*end] * 1_000).collect(),
                    };
                    match ends.len() {
                        0 => place[cell] * 1_000,
                        n => ends.iter().sum::<usize>() / n,
                    }
                };
                let keys: BTreeMap<usize, usize> = layer.iter().map(|cell| (*cell, middle(*cell))).collect();
                layer.sort_by_key(|cell| keys[cell]);
                layer.iter().enumerate().for_each(|(at, cell)| place[*cell] = at);
                self.layers[no] = layer;
            }
        }
    }

    fn half(&self, cell: usize) -> i32 {
        match self.cells[cell].0 {
            Cell::Step(_) => WIDTH / 2,
            Cell::Passing => PASSING / 2,
        }
    }

    /// Moves each cell below the middle of what leads to it, and above that of what it leads to, as far as there is room.
    fn place(&mut self) {
        for no in 0..self.layers.len() {
            let mut at = 0;
            for cell in self.layers[no].clone() {
                self.x[cell] = at + self.half(cell);
                at += 2 * self.half(cell) + BESIDE;
            }
        }
        for sweep in 0..SWEEPS {
            let layers = self.layers.len();
            for no in 0..layers {
                let no = if sweep % 2 == 0 { no } else { layers - 1 - no };
                let layer = self.layers[no].clone();
                let wanted: Vec<i32> = layer
                    .iter()
                    .map(|cell| {
                        let ends: Vec<i32> = match sweep % 2 {
                            0 => self.above[*cell].iter().map(|(end, _)| self.x[*end]).collect(),
                            _ => self.below[*cell].iter().map(|end| self.x[*end]).collect(),
                        };
                        let count = i32::try_from(ends.len()).unwrap_or(1);
                        if ends.is_empty() { self.x[*cell] } else { ends.iter().sum::<i32>() / count }
                    })
                    .collect();
                let room = |a: usize, b: usize| self.half(a) + self.half(b) + BESIDE;
                let mut left = wanted.clone();
                for at in 1..layer.len() {
                    left[at] = left[at].max(left[at - 1] + room(layer[at - 1], layer[at]));
                }
                let mut right = wanted;
                for at in (0..layer.len().saturating_sub(1)).rev() {
                    right[at] = right[at].min(right[at + 1] - room(layer[at], layer[at + 1]));
                }
                for (at, cell) in layer.iter().enumerate() {
                    self.x[*cell] = i32::midpoint(left[at], right[at]);
                }
            }
        }
    }

    fn finish(self, marks: &Marks) -> Picture {
        let least = (0..self.cells.len()).map(|cell| self.x[cell] - self.half(cell)).min().unwrap_or(0);
        let most = (0..self.cells.len()).map(|cell| self.x[cell] + self.half(cell)).max().unwrap_or(0);
        let shift = EDGE - least;
        let top = |cell: usize| EDGE + i32::try_from(self.cells[cell].1).unwrap_or(0) * (HEIGHT + BETWEEN);
        let nodes = self.steps.iter().enumerate().map(|(no, step)| {
            let (tone, icon) = look(&step.does);
            Node {
                x: self.x[no] + shift - WIDTH / 2,
                y: top(no),
                name: cut(&step.name, NAME_CHARS),
                full_name: step.name.clone(),
                what: marks.calls.get(&step.key).map_or_else(|| step.does.words().to_owned(), |what| cut(what, 21)),
                tone,
                icon,
                mark: marks.faults.get(&step.key).copied().unwrap_or_default(),
                href: if marks.base.is_empty() { String::new() } else { format!("{}{}", marks.base, step.key) },
                current: step.key == marks.current,
            }
        });
        let ways = self.routes.iter().map(|(edge, route)| self.way(edge, route, shift, &top));
        let layers = i32::try_from(self.layers.len()).unwrap_or(0);
        Picture {
            width: most - least + 2 * EDGE,
            height: 2 * EDGE + layers * HEIGHT + (layers - 1).max(0) * BETWEEN,
            nodes: nodes.collect(),
            ways: ways.collect(),
            words: words(&self.steps),
        }
    }

    fn way(&self, edge: &Edge, route: &[usize], shift: i32, top: &dyn Fn(usize) -> i32) -> Way {
        let (Some(first), Some(last)) = (route.first(), route.last()) else { return Way::default() };
        let ports = self.steps[*first].does.ports();
        let count = i32::try_from(ports.len()).unwrap_or(1).max(1);
        let port = ports.iter().position(|port| *port == edge.port).and_then(|at| i32::try_from(at).ok()).unwrap_or(0);
        let start = self.x[*first] + shift - WIDTH / 2 + WIDTH * (2 * port + 1) / (2 * count);
        let mut at = (start, top(*first) + HEIGHT);
        let mut path = format!("M{} {}", at.0, at.1);
        for cell in &route[1..] {
            let to = (self.x[*cell] + shift, top(*cell));
            let bend = (to.1 - at.1) * 3 / 5;
            // A string takes everything that is written to it.
            let _ = write!(path, " C{} {} {} {} {} {}", at.0, at.1 + bend, to.0, to.1 - bend, to.0, to.1);
            at = to;
            if cell != last {
                at.1 += HEIGHT;
                let _ = write!(path, " V{}", at.1);
            }
        }
        let label = cut(self.steps[*first].does.way_words(&edge.port), WAY_CHARS);
        Way {
            head: format!("M{} {} l4 -7 h-8 z", at.0, at.1),
            path,
            label_x: start,
            label_y: top(*first) + HEIGHT + 13,
            label_width: i32::try_from(label.chars().count()).unwrap_or(0) * 7 + 8,
            label,
        }
    }
}

/// The picture for those who do not see it: the list beside it says the rest.
fn words(steps: &[&Step]) -> String {
    let names: Vec<&str> = steps.iter().take(20).map(|step| step.name.as_str()).collect();
    match steps.len() {
        0 => t!("builder-picture-none").to_owned(),
        n if n > names.len() => t!("builder-picture-many", n = n, names = names.join(", ")),
        _ => format!("{}.", names.join(t!("builder-picture-then"))),
    }
}

fn cut(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    let begin: String = text.chars().take(chars - 1).collect();
    format!("{}…", begin.trim_end())
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
