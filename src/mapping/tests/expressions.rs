//! Tests of the language: what expressions give, and what people are told when they do not.

use super::eval;
use serde_json::{Value, json};

#[track_caller]
fn gives(cases: &[(&str, Value)]) {
    for (expression, wanted) in cases {
        assert_eq!(eval(expression).as_ref(), Ok(wanted), "{expression}");
    }
}

#[track_caller]
fn tells(cases: &[(&str, &str)]) {
    for (expression, wanted) in cases {
        match eval(expression) {
            Err(told) => assert!(told.contains(wanted), "{expression}: {told}"),
            Ok(value) => panic!("{expression} gives {value}"),
        }
    }
}

#[test]
fn one_expression_keeps_its_type_and_a_text_of_parts_is_text() {
    gives(&[
        ("steps.order.lines[0].qty", json!(2)),
        ("{{ steps.order.lines[0].tags }}", json!(["x", "y"])),
        (
            "Order {{ steps.order.id }} of {{ steps.order.customer.name }}",
            json!("Order 9007199254740993 of Ann O'Neil"),
        ),
        ("{{ steps.order.customer.email }}!", json!("!")),
        ("{{ steps.order.lines[0].tags }}!", json!("[\"x\",\"y\"]!")),
        ("steps.order.customer.email", Value::Null),
        ("steps.order.customer[\"odd.key\"]", json!(1)),
        ("steps.order.customer", json!({"name": "Ann O'Neil", "email": null, "odd.key": 1})),
        ("'yes' if trigger.event == 'paid' else 'no'", json!("yes")),
        ("item.sku ~ '-' ~ index", json!("A1-4")),
        (
            "[variables.region, cycle.name, account.api_id, now]",
            json!(["eu", "Orders", "c-17", "2026-03-02T10:15:00Z"]),
        ),
    ]);
}

#[test]
fn whole_numbers_keep_their_digits() {
    gives(&[
        ("steps.order.id", json!(9_007_199_254_740_993_u64)),
        ("steps.order.id + 1", json!(9_007_199_254_740_994_u64)),
        ("18446744073709551615", json!(u64::MAX)),
        ("(18446744073709551615 * 3)|string", json!("55340232221128654845")),
        ("7 / 2", json!(3.5)),
        ("7 // 2", json!(3)),
    ]);
    tells(&[
        ("18446744073709551615 * 3", "the number 55340232221128654845 has too many digits to be sent as a number"),
        ("340282366920938463463374607431768211455 * 2", "340282366920938463463374607431768211455"),
        ("1 / 0", ""),
    ]);
}

#[test]
fn what_is_missing_is_named_with_names_near_to_it() {
    tells(&[
        ("steps.ordr.id", "steps.ordr is not there (line 1, character 6). Did you mean order?"),
        ("steps.order.customr.name", "steps.order.customr is not there"),
        ("steps.order.customr.name", "Did you mean customer?"),
        ("steps.order.customer.nme", "Did you mean name?"),
        ("'Dear ' ~ steps.order.customer.nme", "steps.order.customer.nme is not there"),
        ("Dear {{ steps.order.customer.nme|upper }}", "Did you mean name?"),
        ("steps.order.lines.sku", "take one item, as [0].sku, or all, with |pluck(\"sku\")."),
        ("steps.order.lines[5]", "The list has 2 items."),
        ("trigger.evnt", "Did you mean event?"),
        ("variable.region", "Did you mean variables?"),
        ("order", "order is not there"),
        ("trigger.x|default(trigger.y)", "trigger.y is not there"),
        ("1|shout", "there is no filter shout"),
        ("'a'|uper", "Did you mean upper?"),
        ("lokup('a', 'b')", "there is no function lokup (line 1, character 1). Did you mean lookup?"),
        ("1 is od", "there is no test od"),
        ("'a'.upper()", ".upper() is not understood"),
        ("lookup('country', 'us')", "the lookup table country has no row us"),
        ("lookup('countries', 'us')", "there is no lookup table countries"),
    ]);
}

#[test]
fn mistakes_of_writing_have_a_place() {
    tells(&[
        ("steps.order.(id", "the expression cannot be read"),
        ("a\nb + )", "line 2"),
        ("Dear {{ 1 + }}", "(line 1, character 1"),
        ("Hello there", "Put text between quotes"),
        ("{% for x in y %}", "{% %} is not understood"),
        ("{{ include('x') }}", "there is no function include"),
        ("{{ now.__class__ }}", "is not there"),
    ]);
}

#[test]
fn what_can_be_missing_has_a_default() {
    gives(&[
        ("trigger.nothing|default('x')", json!("x")),
        ("steps.order.customer.email|default('none')", json!("none")),
        ("steps.order.note|default('none')", json!("")),
        ("steps.order.note|default('none', true)", json!("none")),
        ("0|default(5)", json!(0)),
        ("get(trigger, 'a.b[0].c', 'x')", json!("x")),
        ("get(steps.order, 'lines[].sku')", json!(["A1", "B2"])),
        ("steps.order|get('customer.\"odd.key\"')", json!(1)),
        ("coalesce(trigger.x, steps.order.customer.email, 'last')", json!("last")),
        ("coalesce(trigger.x)", Value::Null),
        ("lookup('country', variables.region)", json!("Europe")),
        ("lookup('country', 7).code", json!(7)),
        ("'us'|lookup('country', 'other')", json!("other")),
        ("trigger.x is defined", json!(false)),
        ("steps.order.note is empty", json!(true)),
    ]);
}

#[test]
fn texts() {
    gives(&[
        ("' Ann '|trim|upper", json!("ANN")),
        ("'x'|pad_left(3, '0') ~ 'y'|pad_right(3) ~ '.'", json!("00xy  .")),
        ("'Hello, Wörld & Co'|slug", json!("hello-wörld-co")),
        ("'a;b;c'|split(';')", json!(["a", "b", "c"])),
        ("'a;b;c'|split(';', 2)|last", json!("b;c")),
        ("'a-b'|replace('-', '+')", json!("a+b")),
        ("'Order (17) x'|between('(', ')')", json!("17")),
        ("'INV-2026-7'|matches('INV-*-?')", json!(true)),
        ("'INV-2026-77'|matches('INV-*-?')", json!(false)),
        ("'+49 (0)30'|digits", json!("49030")),
        ("'abcdef'|truncate(4, '…')", json!("abc…")),
        ("'abc'|truncate(3)", json!("abc")),
        ("'ann lee'|title", json!("Ann Lee")),
        ("steps.order.customer.email|upper", json!("")),
        ("[1, none, 'x']|join('-')", json!("1--x")),
        ("'hello'|contains('ell') and 'hello'|starts_with('he') and 'hello'|ends_with('lo')", json!(true)),
        ("'a\nb'|lines", json!(["a", "b"])),
    ]);
    tells(&[("[1]|upper", "a text is wanted here, not a sequence"), ("'x'|pad_left(100000)", "10000 characters")]);
}

#[test]
fn numbers_are_rounded_as_people_do() {
    gives(&[
        ("1.005|round(2)", json!(1.01)),
        ("2.5|round", json!(3)),
        ("-2.5|round", json!(-3)),
        ("'12.345'|round(1)", json!(12.3)),
        ("9.995|round(2)", json!(10.0)),
        ("12345678901234567|round(2)", json!(12_345_678_901_234_567_u64)),
        ("1234567.891|number(2, ',')", json!("1,234,567.89")),
        ("1234.5|number(2, '.', ',')", json!("1.234,50")),
        ("-0.001|number(2)", json!("0.00")),
        ("steps.order.total|float * 2", json!(25.0)),
        ("'17'|int", json!(17)),
        ("[1, 2.5]|sum", json!(3.5)),
    ]);
    tells(&[("'twelve'|round", "\"twelve\" is not a number"), ("1|number(99)", "15 places")]);
}

#[test]
fn dates_know_zones() {
    gives(&[
        ("now|date('%d.%m.%Y %H:%M')", json!("02.03.2026 10:15")),
        ("now|date('%H:%M', 'America/New_York')", json!("05:15")),
        ("now|in_zone('Asia/Kolkata')", json!("2026-03-02T15:45:00+05:30")),
        ("trigger.at|date_add(days=1)", json!("2026-03-30T00:30:00+01:00")),
        ("'2026-03-28T01:30'|date_add(days=1)", json!("2026-03-29T02:00:00+01:00")),
        ("'2026-01-31'|date_add(months=1)", json!("2026-02-28T00:00:00Z")),
        ("'2026-03-02'|date_diff('2026-03-09T12:00:00Z')", json!(7)),
        ("'31/12/2025'|date_parse('%d/%m/%Y')", json!("2025-12-31T00:00:00Z")),
        ("'31/12/2025 08:00 +0200'|date_parse('%d/%m/%Y %H:%M %z', 'UTC')", json!("2025-12-31T06:00:00Z")),
        ("0|date", json!("1970-01-01T01:00:00+01:00")),
        ("1772446500000|date(zone='UTC')", json!("2026-03-02T10:15:00Z")),
        ("now|unix", json!(1_772_446_500)),
        ("'Mon, 02 Mar 2026 10:15:00 +0000'|unix_ms", json!(1_772_446_500_000_i64)),
    ]);
    tells(&[
        ("'soon'|date", "\"soon\" is not a date"),
        ("now|date('%Q')", "the format of the date is not understood"),
        ("now|date('%Y', 'Mars/Olympus')", "there is no timezone Mars/Olympus"),
        ("now|date_add(fortnights=1)", "date_add knows years"),
        ("now|date_add(years=999999999)", "too far away"),
        ("now|date_add(days=9223372036854775807)", "too far away"),
    ]);
}

#[test]
fn encodings() {
    let hmac = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";
    gives(&[
        ("'hé'|base64_encode", json!("aMOp")),
        ("'aMOp'|base64_decode", json!("hé")),
        ("'a b&c/ü'|url_encode", json!("a%20b%26c%2F%C3%BC")),
        ("'a%20b+c%zz'|url_decode", json!("a b c%zz")),
        ("''|sha256", json!("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")),
        ("'The quick brown fox jumps over the lazy dog'|hmac_sha256('key')", json!(hmac)),
        ("{'a': [1, none]}|json", json!("{\"a\":[1,null]}")),
        ("'{\"a\": 18446744073709551615}'|json_parse|get('a')", json!(u64::MAX)),
        ("uuid('https://example.com/')", json!("dd2c1780-811a-5296-81c5-178a0ef488bc")),
        ("uuid(1, 2) == 1|uuid(2)", json!(true)),
    ]);
    tells(&[("'%%'|base64_decode", "not base64"), ("'{'|json_parse", "the text is not JSON"), ("uuid()", "at least")]);
}

#[test]
fn lists() {
    gives(&[
        ("steps.order.lines|pluck('sku')", json!(["A1", "B2"])),
        ("steps.order.lines|pluck('tags')|flatten", json!(["x", "y"])),
        ("steps.order.lines|where('sku', 'a1')|length", json!(1)),
        ("steps.order.lines|where('qty', 'greater', 1)|pluck('sku')", json!(["A1"])),
        ("steps.order.lines|where('tags')|pluck('sku')", json!(["A1"])),
        ("steps.order.lines|without('sku', 'A1')|pluck('sku')", json!(["B2"])),
        ("steps.order.lines|sort(attribute='price', reverse=true)|map(attribute='sku')|list", json!(["B2", "A1"])),
        ("trigger.ids|unique|list", json!([3, 1, 2])),
        ("trigger.ids|sort|first", json!(1)),
        ("trigger.ids|sum", json!(9)),
        ("trigger.ids|group('')|length", json!(3)),
        ("[{'c': 'x', 'n': 1}, {'c': 'y'}, {'c': 'x'}]|group('c')|pluck('items')|map('length')|list", json!([2, 1])),
        ("{'b': 1, 'a': 2}|keys|sort", json!(["a", "b"])),
        ("{'b': 1}|values", json!([1])),
        ("range(2, 5)", json!([2, 3, 4])),
        ("steps|keys|length", json!(2)),
        ("[[1, [2]], 3]|flatten(2)", json!([1, 2, 3])),
    ]);
    tells(&[
        ("[]|first", "is not there"),
        ("'x'|pluck('a')", "a list is wanted here"),
        ("[1]|where('', 'larger', 2)", "where knows equals"),
        ("range(1000000)", "100000 items"),
    ]);
}
