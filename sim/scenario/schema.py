"""The JSON Schema of scenario files, by which an editor completes keys and underlines slips."""

from __future__ import annotations

from typing import Final, TypeAlias

from sim.scenario.fields import Branch, Item, Kind, Leaf, Table, settings_tree

Schema: TypeAlias = dict[str, object]

DATE: Final[Schema] = {"type": "string", "format": "date"}
SCOPE: Final[dict[str, Schema]] = {
    "from": {**DATE, "description": "First day on which the values here hold; 2022-04-01 if left out."},
    "until": {**DATE, "description": "Day on which the values here go back to those of the base."},
    "why": {"type": "string", "description": "The reason for the values here."},
}
HEAD: Final[dict[str, Schema]] = {
    "name": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]{0,63}$",
        "description": "Short name: small letters, digits and hyphens.",
    },
    "title": {"type": "string", "description": "What a reader of the briefing sees."},
    "extends": {
        "type": "string",
        "description": "The scenario file this one starts from, seen from this file.",
    },
    "describes_area": {
        "type": "string",
        "enum": ["yes"],
        "description": "The values here describe the area itself, from the first day on, as the file that "
        "this one extends does: all scenarios of a comparison must then extend this file.",
    },
}
LEVER_NOTE = "A planner's lever: a file that extends another may change it without a reason."


def json_schema() -> Schema:
    """Return the JSON Schema (draft 7) of a scenario file.

    Nothing but ``name`` is required; ``from``, ``until`` and ``why`` may stand in every mapping; a key that
    is no setting is refused. What one file alone cannot show (sums of shares, reasons, suites that exist) is
    checked by ``desist check``.
    """
    schema = _schema(settings_tree())
    properties = schema["properties"]
    assert isinstance(properties, dict)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "desist scenario",
        **schema,
        "properties": {**HEAD, **properties},
        "required": ["name"],
    }


def _schema(item: Item) -> Schema:
    if isinstance(item, Leaf):
        return _leaf(item)
    if isinstance(item, Branch):
        parts = {name: _schema(part) for name, part in item.parts.items()}
        schema: Schema = {"type": "object", "properties": {**SCOPE, **parts}, "additionalProperties": False}
    else:
        schema = _table(item)
    return _with_description(schema, item.description)


def _table(table: Table) -> Schema:
    return {
        "type": "object",
        "properties": dict(SCOPE),
        "propertyNames": {"pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"},
        "additionalProperties": _schema(table.entry),
    }


def _leaf(leaf: Leaf) -> Schema:
    described = " ".join(part for part in (leaf.description, LEVER_NOTE if leaf.lever else None) if part)
    if leaf.kind is Kind.DATE:
        return _with_description(dict(DATE), described)
    if leaf.kind in (Kind.WORDS, Kind.CHOICE, Kind.TEXT):
        word: Schema = {"type": "string", **({"enum": list(leaf.choices)} if leaf.choices else {})}
        return _with_description(_list(leaf, word) if leaf.kind is Kind.WORDS else word, described)
    if leaf.kind is Kind.NUMBERS:
        return _with_description(_list(leaf, _number(leaf)), described)
    return _with_description(_number(leaf), described)


def _list(leaf: Leaf, items: Schema) -> Schema:
    longest = {} if leaf.longest is None else {"maxItems": leaf.longest}
    return {"type": "array", "items": items, "minItems": leaf.shortest, **longest}


def _number(leaf: Leaf) -> Schema:
    schema: Schema = {"type": "integer" if leaf.kind is Kind.WHOLE else "number"}
    if leaf.low is not None:
        schema["exclusiveMinimum" if leaf.low_open else "minimum"] = leaf.low
    if leaf.high is not None:
        schema["exclusiveMaximum" if leaf.high_open else "maximum"] = leaf.high
    return schema


def _with_description(schema: Schema, description: str | None) -> Schema:
    text = " ".join((description or "").split()).replace("``", "")
    return {**schema, "description": text} if text else schema
