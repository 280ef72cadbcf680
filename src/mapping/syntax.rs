//! What an expression is made of: the engine's own syntax tree, read for the names it uses, and built again with the
//! operators that could run away in the place of which stand functions of ours.
//!
//! Why: the engine's fuel pays for what is made, but lists share their items, so that `[[[1] * 1000] * 1000] * 1000`
//! is cheap to make, and to print or to compare it would take days. Here `~` and comparisons go through functions that
//! pay for all they walk through, and `*` multiplies numbers only.

use super::model::Fault;
use super::path::{Part, Path};
use minijinja::machinery::Span;
use minijinja::machinery::ast::{
    self, BinOpKind, Call, CallArg, CompareOpKind, Expr, Filter, GetAttr, GetItem, IfExpr, Slice, Spanned, Test,
    UnaryOp, UnaryOpKind, Var,
};

/// The longest expression in bytes, and how deep its tree may be: a chain of operators is as deep as it is long.
pub(super) const EXPRESSION_MAX: usize = 4_000;
const DEPTH_MAX: usize = 100;
/// How deep brackets may stand in one another: the engine's parser takes much of the stack for each.
const BRACKETS_MAX: usize = 30;
/// How many `-` and `not` may stand in a row.
const SIGNS_MAX: usize = 10;

/// The functions that stand in the place of operators. No expression can write these names.
pub(super) const CONCAT: &str = "$concat";
pub(super) const NUMBER: &str = "$number";
const COMPARISONS: [(CompareOpKind, &str); 8] = [
    (CompareOpKind::Eq, "$eq"),
    (CompareOpKind::Ne, "$ne"),
    (CompareOpKind::Lt, "$lt"),
    (CompareOpKind::Lte, "$le"),
    (CompareOpKind::Gt, "$gt"),
    (CompareOpKind::Gte, "$ge"),
    (CompareOpKind::In, "$in"),
    (CompareOpKind::NotIn, "$not_in"),
];

/// Everything an expression names, each with where it begins in bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct References {
    /// `steps.order.lines[0]`; at least one part.
    pub paths: Vec<Named<Path>>,
    pub filters: Vec<(String, usize)>,
    pub tests: Vec<(String, usize)>,
    pub functions: Vec<(String, usize)>,
    /// The table of a `lookup`, where it is said as a text.
    pub lookups: Vec<(String, usize)>,
}

/// A path, and whether the expression can do without what stands there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named<T> {
    pub name: T,
    pub at: usize,
    pub optional: bool,
}

/// Refuses what would take the engine's parser too deep: brackets in one another, and signs in a row, of which it does
/// not keep count. With the place of the one too many.
pub(super) fn check_depth(text: &str) -> Result<(), (Fault, usize)> {
    let (mut brackets, mut signs) = (0_usize, 0_usize);
    let mut quote = None;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (quote, byte) {
            (Some(_), b'\\') => {
                bytes.next();
            }
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(' | b'[' | b'{') => brackets += 1,
            (None, b')' | b']' | b'}') => brackets = brackets.saturating_sub(1),
            (None, b'-') => signs += 1,
            (None, b'n') if text.get(at..).is_some_and(|rest| rest.starts_with("not")) => signs += 1,
            (None, byte) if byte.is_ascii_whitespace() || matches!(byte, b'o' | b't') => {}
            _ => signs = 0,
        }
        let why = match (brackets > BRACKETS_MAX, signs > SIGNS_MAX) {
            (true, _) => t!("mapping-brackets-deep", most = BRACKETS_MAX),
            (_, true) => t!("mapping-signs-max", most = SIGNS_MAX),
            _ => continue,
        };
        return Err((Fault::error(why).hint(t!("mapping-deep-hint")), at));
    }
    Ok(())
}

/// What the expression names, and the tree to run.
///
/// # Errors
/// What is not offered here, with its place in the expression.
pub(super) fn guarded<'a>(expr: &Expr<'a>) -> Result<(Expr<'a>, References), (Fault, usize)> {
    let mut found = References::default();
    let expr = found.expr(expr, 0)?;
    Ok((expr, found))
}

type Built<'a> = Result<Expr<'a>, (Fault, usize)>;

fn start(span: Span) -> usize {
    usize::try_from(span.start_offset).unwrap_or_default()
}

fn refused(span: Span, why: &str, hint: &str) -> (Fault, usize) {
    (Fault::error(why).hint(hint), start(span))
}

fn too_deep(span: Span) -> (Fault, usize) {
    refused(span, t!("mapping-too-deep"), t!("mapping-too-deep-hint"))
}

impl References {
    fn expr<'a>(&mut self, expr: &Expr<'a>, depth: usize) -> Built<'a> {
        if depth > DEPTH_MAX {
            return Err(too_deep(expr.span()));
        }
        let depth = depth + 1;
        if let Some(built) = self.path(expr, false) {
            return Ok(built);
        }
        // One function a kind: what one needs on the stack, the others need not pay for at every level.
        match expr {
            Expr::Var(_) | Expr::Const(_) => Ok(copy(expr)),
            Expr::Slice(it) => self.slice(it, depth),
            Expr::UnaryOp(it) => self.unary(it, depth),
            Expr::BinOp(it) => self.operator(it, depth),
            Expr::Compare(it) => self.compare(it, depth),
            Expr::IfExpr(it) => self.choice(it, depth),
            Expr::Filter(it) => self.filter(it, depth),
            Expr::Test(it) => self.test(it, depth),
            Expr::GetAttr(it) => self.attribute(it, depth),
            Expr::GetItem(it) => self.item(it, depth),
            Expr::Call(it) => self.call(it, depth),
            Expr::List(it) => self.list(&it.items, it.span(), depth),
            Expr::Tuple(it) => self.list(&it.items, it.span(), depth),
            Expr::Map(it) => self.object(it, depth),
        }
    }

    fn slice<'a>(&mut self, it: &Spanned<Slice<'a>>, depth: usize) -> Built<'a> {
        let expr = self.expr(&it.expr, depth)?;
        let start = self.maybe(it.start.as_ref(), depth)?;
        let stop = self.maybe(it.stop.as_ref(), depth)?;
        let step = self.maybe(it.step.as_ref(), depth)?;
        Ok(Expr::Slice(Spanned::new(Slice { expr, start, stop, step }, it.span())))
    }

    fn unary<'a>(&mut self, it: &Spanned<UnaryOp<'a>>, depth: usize) -> Built<'a> {
        // The engine's kinds of operators cannot be copied.
        let op = if matches!(it.op, UnaryOpKind::Not) { UnaryOpKind::Not } else { UnaryOpKind::Neg };
        Ok(Expr::UnaryOp(Spanned::new(UnaryOp { op, expr: self.expr(&it.expr, depth)? }, it.span())))
    }

    fn compare<'a>(&mut self, it: &Spanned<ast::Compare<'a>>, depth: usize) -> Built<'a> {
        match it.ops.as_slice() {
            [one] => self.comparison(one.op, (&it.expr, &one.expr), it.span(), depth),
            _ => Err(refused(it.span(), t!("mapping-two-comparisons"), t!("mapping-two-comparisons-hint"))),
        }
    }

    fn choice<'a>(&mut self, it: &Spanned<IfExpr<'a>>, depth: usize) -> Built<'a> {
        let test_expr = self.expr(&it.test_expr, depth)?;
        let true_expr = self.expr(&it.true_expr, depth)?;
        let false_expr = self.maybe(it.false_expr.as_ref(), depth)?;
        Ok(Expr::IfExpr(Spanned::new(IfExpr { test_expr, true_expr, false_expr }, it.span())))
    }

    fn test<'a>(&mut self, it: &Spanned<Test<'a>>, depth: usize) -> Built<'a> {
        self.tests.push((it.name.to_owned(), start(it.span())));
        let expr = self.operand(&it.expr, matches!(it.name, "defined" | "undefined" | "empty"), depth)?;
        let args = self.arguments(&it.args, depth)?;
        Ok(Expr::Test(Spanned::new(Test { name: it.name, expr, args }, it.span())))
    }

    fn attribute<'a>(&mut self, it: &Spanned<GetAttr<'a>>, depth: usize) -> Built<'a> {
        let expr = self.expr(&it.expr, depth)?;
        Ok(Expr::GetAttr(Spanned::new(GetAttr { expr, name: it.name }, it.span())))
    }

    fn item<'a>(&mut self, it: &Spanned<GetItem<'a>>, depth: usize) -> Built<'a> {
        let (expr, subscript_expr) = (self.expr(&it.expr, depth)?, self.expr(&it.subscript_expr, depth)?);
        Ok(Expr::GetItem(Spanned::new(GetItem { expr, subscript_expr }, it.span())))
    }

    fn list<'a>(&mut self, items: &[Expr<'a>], span: Span, depth: usize) -> Built<'a> {
        Ok(Expr::List(Spanned::new(ast::List { items: self.all(items, depth)? }, span)))
    }

    fn object<'a>(&mut self, it: &Spanned<ast::Map<'a>>, depth: usize) -> Built<'a> {
        let (keys, values) = (self.all(&it.keys, depth)?, self.all(&it.values, depth)?);
        Ok(Expr::Map(Spanned::new(ast::Map { keys, values }, it.span())))
    }

    fn all<'a>(&mut self, all: &[Expr<'a>], depth: usize) -> Result<Vec<Expr<'a>>, (Fault, usize)> {
        all.iter().map(|expr| self.expr(expr, depth)).collect()
    }

    fn maybe<'a>(&mut self, expr: Option<&Expr<'a>>, depth: usize) -> Result<Option<Expr<'a>>, (Fault, usize)> {
        expr.map(|expr| self.expr(expr, depth)).transpose()
    }

    /// What a filter or a test works on.
    fn operand<'a>(&mut self, expr: &Expr<'a>, optional: bool, depth: usize) -> Built<'a> {
        self.path(expr, optional).map_or_else(|| self.expr(expr, depth), Ok)
    }

    /// A name with the fields and items after it, where these are written out.
    fn path<'a>(&mut self, expr: &Expr<'a>, optional: bool) -> Option<Expr<'a>> {
        let (mut parts, at) = parts(expr)?;
        parts.reverse();
        let name = Path::of(parts).ok()?;
        self.paths.push(Named { name, at: start(at), optional });
        Some(copy(expr))
    }

    fn operator<'a>(&mut self, it: &Spanned<ast::BinOp<'a>>, depth: usize) -> Built<'a> {
        let comparison = match it.op {
            BinOpKind::Eq => Some(CompareOpKind::Eq),
            BinOpKind::Ne => Some(CompareOpKind::Ne),
            BinOpKind::Lt => Some(CompareOpKind::Lt),
            BinOpKind::Lte => Some(CompareOpKind::Lte),
            BinOpKind::Gt => Some(CompareOpKind::Gt),
            BinOpKind::Gte => Some(CompareOpKind::Gte),
            BinOpKind::In => Some(CompareOpKind::In),
            _ => None,
        };
        if let Some(op) = comparison {
            return self.comparison(op, (&it.left, &it.right), it.span(), depth);
        }
        let (left, right) = (self.expr(&it.left, depth)?, self.expr(&it.right, depth)?);
        let (left, right) = match it.op {
            BinOpKind::Concat => return Ok(call(CONCAT, vec![left, right], it.span())),
            BinOpKind::Mul => (call(NUMBER, vec![left], it.left.span()), call(NUMBER, vec![right], it.right.span())),
            _ => (left, right),
        };
        Ok(Expr::BinOp(Spanned::new(ast::BinOp { op: it.op, left, right }, it.span())))
    }

    fn comparison<'a>(
        &mut self,
        op: CompareOpKind,
        (left, right): (&Expr<'a>, &Expr<'a>),
        span: Span,
        depth: usize,
    ) -> Built<'a> {
        let same = std::mem::discriminant(&op);
        let name =
            COMPARISONS.iter().find(|(other, _)| std::mem::discriminant(other) == same).map_or("$eq", |(_, name)| name);
        Ok(call(name, vec![self.expr(left, depth)?, self.expr(right, depth)?], span))
    }

    fn filter<'a>(&mut self, it: &Spanned<Filter<'a>>, depth: usize) -> Built<'a> {
        let Some(inner) = &it.expr else {
            return Err(refused(it.span(), t!("mapping-filter-alone"), t!("mapping-filter-alone-hint")));
        };
        self.filters.push((it.name.to_owned(), start(it.span())));
        if it.name == "lookup" {
            self.lookup(&it.args);
        }
        let expr = Some(self.operand(inner, it.name == "default", depth)?);
        Ok(Expr::Filter(Spanned::new(
            Filter { name: it.name, expr, args: self.arguments(&it.args, depth)? },
            it.span(),
        )))
    }

    fn call<'a>(&mut self, it: &Spanned<Call<'a>>, depth: usize) -> Built<'a> {
        match &it.expr {
            Expr::Var(name) => {
                self.functions.push((name.id.to_owned(), start(name.span())));
                if name.id == "lookup" {
                    self.lookup(&it.args);
                }
                let expr = Expr::Var(Spanned::new(Var { id: name.id }, name.span()));
                Ok(Expr::Call(Spanned::new(Call { expr, args: self.arguments(&it.args, depth)? }, it.span())))
            }
            Expr::GetAttr(method) => {
                let hint = t!("mapping-method-hint", name = method.name);
                Err(refused(it.span(), &t!("mapping-method", name = method.name), &hint))
            }
            _ => Err(refused(it.span(), t!("mapping-call"), t!("mapping-call-hint"))),
        }
    }

    fn lookup(&mut self, args: &[CallArg<'_>]) {
        if let Some(CallArg::Pos(Expr::Const(table))) = args.first()
            && let Some(name) = table.value.as_str()
        {
            self.lookups.push((name.to_owned(), start(table.span())));
        }
    }

    fn arguments<'a>(&mut self, args: &[CallArg<'a>], depth: usize) -> Result<Vec<CallArg<'a>>, (Fault, usize)> {
        let mut built = Vec::new();
        for arg in args {
            built.push(match arg {
                CallArg::Pos(expr) => CallArg::Pos(self.expr(expr, depth)?),
                CallArg::Kwarg(name, expr) => CallArg::Kwarg(name, self.expr(expr, depth)?),
                CallArg::PosSplat(expr) | CallArg::KwargSplat(expr) => {
                    return Err(refused(expr.span(), t!("mapping-splat"), t!("mapping-splat-hint")));
                }
            });
        }
        Ok(built)
    }
}

fn call<'a>(name: &'static str, args: Vec<Expr<'a>>, span: Span) -> Expr<'a> {
    let expr = Expr::Var(Spanned::new(Var { id: name }, span));
    Expr::Call(Spanned::new(Call { expr, args: args.into_iter().map(CallArg::Pos).collect() }, span))
}

/// The parts of `a.b[0]["c"]`, the first last, and where it stands; None for anything else.
fn parts(mut expr: &Expr<'_>) -> Option<(Vec<Part>, Span)> {
    let mut parts = Vec::new();
    loop {
        match expr {
            Expr::Var(it) => {
                parts.push(Part::Key(it.id.to_owned()));
                return Some((parts, it.span()));
            }
            Expr::GetAttr(it) => {
                parts.push(Part::Key(it.name.to_owned()));
                expr = &it.expr;
            }
            Expr::GetItem(it) => {
                let Expr::Const(subscript) = &it.subscript_expr else { return None };
                let key = subscript.value.as_str().map(|key| Part::Key(key.to_owned()));
                parts.push(key.or_else(|| subscript.value.as_usize().map(Part::Index))?);
                expr = &it.expr;
            }
            _ => return None,
        }
        if parts.len() > DEPTH_MAX {
            return None;
        }
    }
}

/// The same name, field, item or constant again; anything else becomes null, and is not asked for.
fn copy<'a>(expr: &Expr<'a>) -> Expr<'a> {
    match expr {
        Expr::Var(it) => Expr::Var(Spanned::new(Var { id: it.id }, it.span())),
        Expr::Const(it) => Expr::Const(Spanned::new(ast::Const { value: it.value.clone() }, it.span())),
        Expr::GetAttr(it) => Expr::GetAttr(Spanned::new(GetAttr { expr: copy(&it.expr), name: it.name }, it.span())),
        Expr::GetItem(it) => {
            let (expr, subscript_expr) = (copy(&it.expr), copy(&it.subscript_expr));
            Expr::GetItem(Spanned::new(GetItem { expr, subscript_expr }, it.span()))
        }
        other => Expr::Const(Spanned::new(ast::Const { value: minijinja::Value::from(()) }, other.span())),
    }
}
