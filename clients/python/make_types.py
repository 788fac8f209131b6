"""Writes the types of requests and answers at the end of geotag_client/__init__.py, as web/openapi.json has them."""

import json
import pathlib
import textwrap

HERE = pathlib.Path(__file__).parent
CLIENT = HERE / "geotag_client/__init__.py"
MARK = "# What follows is made of web/openapi.json by make_types.py.\n"
WORDS = {"string": "str", "number": "float", "integer": "int", "boolean": "bool", "null": "None"}


def type_of(schema: dict) -> str:
    """The type of the values of a schema."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "const" in schema:
        return f"Literal[{json.dumps(schema['const'])}]"
    if "enum" in schema:
        return f"Literal[{', '.join(map(json.dumps, schema['enum']))}]"
    some = schema.get("anyOf") or schema.get("oneOf")
    if some:
        return f"Union[{', '.join(map(type_of, some))}]"
    if schema["type"] == "array":
        return f"List[{type_of(schema['items'])}]"
    if schema["type"] == "object":
        return f"Dict[str, {type_of(schema['additionalProperties'])}]"
    return WORDS[schema["type"]]


def comment(schema: dict) -> str:
    """The first sentences of a description, as comments."""
    first = schema.get("description", "").partition("\n")[0]
    return "".join(f"# {line}\n" for line in textwrap.wrap(first, 150))


def class_of(name: str, schema: dict) -> str:
    """A TypedDict: what an object always has, and what it may have."""
    fields = {field: type_of(one) for field, one in schema["properties"].items()}
    if not all(map(str.isidentifier, fields)):
        said = "".join(f"    {json.dumps(field)}: {typ},\n" for field, typ in fields.items())
        return f"{name} = TypedDict({json.dumps(name)}, {{\n{said}}}, total=False)\n"
    always = [field for field in fields if field in schema.get("required", [])]
    maybe = [field for field in fields if field not in always]
    lines = lambda some: "".join(f"    {field}: {fields[field]}\n" for field in some)
    if not maybe:
        return f"class {name}(TypedDict):\n{lines(always)}"
    if not always:
        return f"class {name}(TypedDict, total=False):\n{lines(maybe)}"
    return f"class _{name}(TypedDict):\n{lines(always)}\n\nclass {name}(_{name}, total=False):\n{lines(maybe)}"


def types(document: dict) -> str:
    """All types, those first that others are made of: aliases are read at once, classes when they are asked for."""
    schemas = document["components"]["schemas"]
    classes = {name: one for name, one in schemas.items() if "properties" in one}
    named = {name: one for name, one in classes.items() if not all(map(str.isidentifier, one["properties"]))}
    plain = {name: one for name, one in schemas.items() if name not in classes and not ("oneOf" in one or "anyOf" in one)}
    unions = {name: one for name, one in schemas.items() if name not in classes and name not in plain}
    out = [comment(one) + f"{name} = {type_of(one)}\n" for name, one in plain.items()]
    out += ["\n" + comment(one) + class_of(name, one) + "\n" for name, one in classes.items() if name not in named]
    out += ["\n" + comment(one) + class_of(name, one) for name, one in named.items()]
    out += ["\n" + comment(one) + f"{name} = {type_of(one)}\n" for name, one in unions.items()]
    return "".join(out)


def written(client: str, document: dict) -> str:
    """The client with its types."""
    return client.partition(MARK)[0] + MARK + types(document)


if __name__ == "__main__":
    CLIENT.write_text(written(CLIENT.read_text(), json.loads((HERE / "../../web/openapi.json").read_text())))
