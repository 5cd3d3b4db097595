"""What is damaged in the files that damaged.py writes: rows of what the refusal says, and two damages or more."""

import json
import struct

REMOVED = object()

G = "model.predictor.network.graph"
NET = "model.predictor.network"
STEP = "model.steps"
FORMULA = "model.steps.0.derive.0.formula"


def column(name):
    return {"column": name}


def call(name, count):
    return {"call": [name, count]}


MODELS = [
    ("is not a Tenon model", ("sides", ("/format", "other")), ("net", ("/format", ""))),
    ("has a format number that never was", ("sides", ("/version", 0)), ("net", ("/version", -3))),
    ("was written by a newer Tenon", ("sides", ("/version", 2)), ("net", ("/version", 9))),
    ("does not hold a model", ("run",), ("kinds.data",)),
    (
        "cannot be \"",
        ("sides", ("model.input.columns.0.type", "text")),
        ("sides", ("model.predictor.linear.link", "probit")),
    ),
    (
        "does not fit: there is no",
        ("sides", (FORMULA, [column("a"), call("nope", 1)])),
        ("sides", (FORMULA, [call("never", 0)])),
    ),
    (
        "needs a value for",
        ("sides", (FORMULA, [column("a"), call("cut", 1)])),
        ("sides", (FORMULA, [column("a"), call("contains", 1)])),
    ),
    (
        "takes at most",
        ("sides", (FORMULA, [column("a")] * 4 + [call("round", 4)])),
        ("sides", (FORMULA, [column("a")] * 3 + [call("abs", 3)])),
    ),
    (
        "needs at least one column",
        ("sides", (FORMULA, [call("coalesce", 0)])),
        ("sides", (FORMULA, [column("a"), call("coalesce", 0)])),
    ),
    (
        "is no call",
        ("sides", (FORMULA, [{"call": ["*"]}])),
        ("sides", (FORMULA, [column("a"), {"call": ["abs", 1, 2]}])),
    ),
    (
        "has the wrong number of arguments",
        ("sides", (FORMULA, [call("abs", 1)])),
        ("sides", (FORMULA, [column("a"), call("*", 2)])),
    ),
    ("is no part of a formula", ("sides", (FORMULA, [{"cell": 1}])), ("sides", (FORMULA, [column("a"), {"loop": []}]))),
    ("is not one formula", ("sides", (FORMULA, [])), ("sides", (FORMULA, [column("a"), column("b")]))),
    (
        "has a cell that is not",
        ("sides", ("model.training.history.0.cells", ["x"])),
        ("net", ("model.training.history.1.cells", [True])),
    ),
    (
        "is no cell",
        ("sides", ("model.steps.1.impute.0.value", {"week": 1})),
        ("net", ("model.training.history.0.cells", [{"year": 1}])),
    ),
    ("is negative", ("net", (G + ".constants", -1)), ("net", (NET + ".layers.0.parameters", -6))),
    (
        "is no size",
        ("net", (NET + ".layers.0.output", [["batch"]])),
        ("net", (G + ".inputs.0.type.shape", [["batch", 1, 2]])),
        ("net", (G + ".inputs.0.type.shape", ["rows", 2])),
    ),
    (
        "is too large for a size",
        ("net", (NET + ".layers.0.output", [1 << 50])),
        ("net", (G + ".inputs.0.type.shape", ["batch", 1 << 41])),
    ),
    (
        "is no dtype",
        ("net", (G + ".inputs.0.type.dtype", "f16")),
        ("net", (G + ".nodes.0.attributes", [{"dtype": "text"}])),
    ),
    (
        "is no attribute",
        ("net", (G + ".nodes.0.attributes", [{"word": 1}])),
        ("net", (G + ".nodes.1.attributes", [{"cell": 1}])),
    ),
    ("is no input", ("sides", ("model.input", {"rows": []})), ("net", ("model.input", {"image": [2]}))),
    ("is no predictor", ("sides", ("model.predictor", {"tree": {}})), ("net", ("model.predictor", {"forest": []}))),
    ("is no role", ("net", (NET + ".parameters.0.role", "guest")), ("net", (NET + ".parameters.3.role", ""))),
    ("is no step", ("sides", (STEP + ".0", {"bin": []})), ("net", (STEP, [{"hash": 1}]))),
    (
        "is not a decimal",
        ("sides", ("model.steps.2.scale.columns.0.center", "x")),
        ("sides", ("model.steps.2.scale.columns.1.divisor", 1)),
    ),
    ("is not a list", ("sides", (STEP, 5)), ("net", ("model.features", "a"))),
    (
        "is not an object with one member",
        ("sides", (STEP + ".0", {})),
        ("net", ("model.predictor", {"linear": 1, "network": 2})),
    ),
    (
        "names an operation that is not known",
        ("net", (G + ".nodes.0.op", "fold")),
        ("net", (G + ".nodes.1.op", "plus")),
    ),
    (
        "reads a value that is not there yet",
        ("net", (G + ".nodes.0.inputs", [0, 99])),
        ("net", (G + ".outputs.0.value", 99)),
    ),
    ("tensors and", ("net", (G + ".nodes.0.inputs", [0])), ("net", (G + ".nodes.1.inputs", [0, 1, 2]))),
    ("changes its type", ("net", (G + ".states.0.next", 0)), ("net", (G + ".states.1.next", 1))),
    (
        "there are two parameters named",
        ("net", (NET + ".parameters.0.path", "dense_1.bias")),
        ("net", (NET + ".parameters.3.path", "dense_2.bias")),
    ),
    ("has no weights", ("net", (G + ".parameters.0", "kernel")), ("net", (G + ".states.0.name", "median"))),
    ("has no weights `", ("net", (NET + ".parameters.0.path", "kernel")), ("sides", ("#coefficients", REMOVED))),
    (
        "combines unlike dtypes",
        ("net", (G + ".inputs.0.type.dtype", "i64")),
        ("net", (G + ".inputs.0.type.dtype", "f64")),
    ),
    (
        "has two input columns of one name",
        ("sides", ("model.input.columns.1.name", "a")),
        ("sides", ("model.input.columns.0.name", "b")),
    ),
    (
        "has a network that is not of one input and one output",
        ("net", (G + ".outputs", [])),
        ("net", (G + ".outputs.+", {"name": "other", "value": 0})),
    ),
    (
        "has a network whose sizes are not known",
        ("net", (G + ".outputs.0.value", 9)),
        (
            "net",
            (G + ".nodes.+", {"op": "mean", "inputs": [0], "attributes": [None, False]}),
            (G + ".outputs.0.value", 20),
        ),
    ),
    ("has classes that are not", ("sides", ("model.task.classes", [1, 2])), ("sides", ("model.task.type", "int"))),
    (
        "has no classes, or one of them twice",
        ("sides", ("model.task.classes", [])),
        ("sides", ("model.task.classes", ["u", "u"])),
    ),
    (
        "classes, and its predictor gives",
        ("sides", ("model.task.classes", ["u", "v", "w"])),
        ("sides", ("model.task.classes", ["u", "v", "w", "x"])),
    ),
    ("features, and its predictor takes", ("sides", ("model.features", ["a"])), ("sides", ("model.features", []))),
    (
        "has coefficients and intercepts that do not fit each other",
        ("sides", ("#intercepts", ["F64", [1, 1]])),
        ("sides", ("#coefficients", ["F64", [3]])),
    ),
    ("has dtype", ("sides", ("#intercepts", ["BF16", [4]])), ("net", ("#other", ["U8", [1], b"\0"]))),
    (
        "has an element that is neither true nor false",
        ("sides", ("#intercepts", ["BOOL", [8], b"\2" * 8])),
        ("net", ("#other", ["BOOL", [1], b"\7"])),
    ),
    (
        "`padding` is",
        ("net", (G + ".nodes.+", {"op": "max_pool", "inputs": [0], "attributes": [2, 1, "odd"]})),
        ("net", (G + ".nodes.0", {"op": "avg_pool", "inputs": [0], "attributes": [3, 3, ""]})),
    ),
    ("do not fit each other", ("sides", ("#intercepts", ["F64", [5]])), ("net", ("#other", ["F32", [-1], b"1234"]))),
]

TEXT_OF_A = [column("a"), call("string", 1)]
COLUMNS = ("model.input", {"columns": [{"name": "a", "type": "float"}, {"name": "b", "type": "int"}]})
FEATURES = ("model.features", ["a", "b"])


def classes(*labels):
    return "model.task", {"classes": list(labels), "type": "string"}


# What shows only when the model predicts.
PREDICTING = [
    (
        "needs a constant here",
        ("sides", (FORMULA, [column("a"), column("b"), call("round", 2)])),
        ("sides", (FORMULA, [*TEXT_OF_A, *TEXT_OF_A, call("contains", 2)])),
    ),
    (
        "here, not",
        ("sides", (FORMULA, [column("a"), {"constant": "x"}, call("round", 2)])),
        ("sides", (FORMULA, [*TEXT_OF_A, {"constant": 5}, call("contains", 2)])),
    ),
    (
        "is not of its type: they can't be compared",
        ("sides", (FORMULA, [column("a"), {"list": ["x"]}, call("in", 2)])),
        ("sides", (FORMULA, [*TEXT_OF_A, {"list": ["x", 5]}, call("in", 2)])),
    ),
    (
        "the model gives several numbers a row",
        ("net", COLUMNS, FEATURES, (G + ".outputs.0.value", 0)),
        ("net", COLUMNS, FEATURES, (G + ".outputs.0.value", 10)),
    ),
    (
        "is not known when it is computed",
        (
            "net",
            COLUMNS,
            FEATURES,
            (G + ".nodes.+", {"op": "broadcast_to", "inputs": [10], "attributes": [{"sizes": [None, 2]}]}),
            (G + ".outputs.0.value", 20),
        ),
        (
            "net",
            COLUMNS,
            FEATURES,
            (G + ".nodes.+", {"op": "reshape", "inputs": [10], "attributes": [{"sizes": [None, 1]}]}),
            (G + ".outputs.0.value", 20),
        ),
    ),
    (
        "the model's labels are text, which no tensor holds",
        ("net", classes("u", "v")),
        ("net", classes("no", "yes"), (G + ".outputs.0.value", 10)),
    ),
]


# What shows only when the model is exported.
EXPORTING = [
    (
        "cannot be filled with",
        ("sides", ("model.steps.1.impute.0.value", "x")),
        ("sides", ("model.steps.1.impute.1.value", "few")),
    ),
    (
        "is not text",
        ("sides", (STEP + ".0", {"one_hot": {"unknown": "error", "columns": [{"column": "a", "categories": ["u"]}]}})),
        ("sides", (STEP + ".0", {"ordinal": {"unknown": "error", "columns": [{"column": "b", "categories": ["u"]}]}})),
    ),
    (
        "a list has no form in ONNX by itself",
        ("sides", (FORMULA, [column("a"), {"list": [1]}, call("+", 2)])),
        ("sides", (FORMULA, [{"list": [2.5]}])),
    ),
    (
        "an axis is an integer",
        ("net", (G + ".nodes.+", {"op": "sum", "inputs": [0], "attributes": ["rows", False]})),
        ("net", (G + ".nodes.+", {"op": "mean", "inputs": [10], "attributes": [True, False]})),
    ),
]

CHECKPOINTS = [
    ("which is of another training", ("run", ("state:data", 1)), ("kinds", ("state:data", 2))),
    (
        "cannot change its type",
        ("run", ("state:#parameters/dense_1.bias", ["F32", [1, 1]])),
        ("kinds", ("state:#parameters/dense_1.bias", ["F32", [2, 1]])),
    ),
    (
        "does not train the model's parameters",
        ("run", (NET + ".parameters.1.role", "state")),
        ("kinds", (NET + ".parameters.0.role", "state")),
    ),
    (
        "has a graph for judging that is not of the same network",
        ("run", ("judging.gradients", [{"name": "x", "value": 0}])),
        (
            "run",
            ("judging.parameters", ["dense_1.weight"]),
            ("judging.states", [{"name": "dense_1.bias", "next": None}]),
        ),
    ),
    (
        "has a graph that does not take its rows",
        ("run", ("learning.inputs.1.name", "truth")),
        ("kinds", ("learning.inputs.2.name", "seed")),
    ),
    (
        "has a graph that gives no prediction for each row",
        ("run", ("learning.outputs.1.name", "guess")),
        ("kinds", ("learning.outputs.1.value", 3)),
    ),
    (
        "has a graph whose loss is not one number",
        ("run", ("learning.outputs.0.name", "cost")),
        ("kinds", ("learning.outputs.0.value", 0)),
    ),
    (
        "has a graph with a parameter twice",
        ("run", ("judging.parameters.+", "dense_1.bias"), ("judging.constants", 0)),
        ("run", ("judging.parameters.+", "dense_1.weight"), ("judging.constants", 0)),
    ),
    (
        "has a graph with a size that is not known",
        ("run", ("learning.nodes.+", {"op": "broadcast_to", "inputs": [5], "attributes": [{"sizes": [None]}]})),
        (
            "kinds",
            ("learning.nodes.+", {"op": "broadcast_to", "inputs": [5], "attributes": [{"sizes": [1, None]}]}),
        ),
    ),
    (
        "has a graph whose predictions do not fit the targets",
        ("run", ("learning.outputs.1.value", 0)),
        ("run", ("judging.outputs.1.value", 0)),
    ),
    (
        "has gradients that do not fit its parameters",
        ("run", ("learning.gradients", [])),
        ("kinds", ("learning.gradients.0.name", "bias")),
    ),
    (
        "has a history that does not fit its figures",
        ("run", ("state:#history", ["F64", [5, 2]])),
        ("kinds", ("state:#history", ["F64", [6]])),
    ),
    (
        "has a model that is no network",
        (
            "run",
            ("model.predictor", {"linear": {"link": "identity"}}),
            ("#coefficients", ["F64", [1, 2], bytes(16)]),
            ("#intercepts", ["F64", [1], bytes(8)]),
        ),
        (
            "kinds",
            ("model.predictor", {"linear": {"link": "sigmoid"}}),
            ("#coefficients", ["F64", [1, 1], bytes(8)]),
            ("#intercepts", ["F64", [1], bytes(8)]),
        ),
    ),
    ("has an impossible batch", ("run", ("options.batch", 0)), ("kinds", ("options.batch", 99))),
    (
        "has an unknown metric",
        ("run", ("model.training.metrics", ["beauty"])),
        ("kinds", ("model.training.metrics.+", "luck")),
    ),
    ("has more epochs than it was to have", ("run", ("state:epochs", 1)), ("kinds", ("state:epochs", 0))),
    (
        "has rows and targets that do not fit each other",
        ("run", ("#rows/targets", ["F32", [2, 2]])),
        ("kinds", ("#rows/targets", ["I64", [1, 4]])),
    ),
    (
        "has rows of another dtype than networks take",
        ("run", ("#rows/inputs", ["F64", [4, 1]])),
        ("kinds", ("#rows/targets", ["F64", [4]])),
    ),
    (
        "has running means that do not fit its steps",
        ("run", ("state:state.steps", 0)),
        ("kinds", ("state:state.steps", 1 << 41)),
    ),
    (
        "has targets that are no classes of the model",
        ("kinds", ("#rows/targets", ["I64", [4], struct.pack("<4q", 0, 1, 5, 0)])),
        ("kinds", ("#rows/targets", ["I64", [4], struct.pack("<4q", 0, -1, 1, 0)])),
    ),
    (
        "is no epoch that is through",
        ("run", ("state:state.best.epoch", 9)),
        ("kinds", ("state:state.best", {"epoch": 0, "value": 0.5})),
    ),
    ("is no part of an epoch", ("run", ("state:state.part.batches", 99)), ("kinds", ("state:state.part.batches", 1))),
    ("is no random key", ("run", ("options.key", [1])), ("kinds", ("options.key", []))),
    (
        "is no rule of an optimizer",
        ("run", ("options.optimizer.rule", {"newton": 1})),
        ("kinds", ("options.optimizer.rule", {"lion": {}})),
    ),
    (
        "is no schedule",
        ("run", ("options.optimizer.rate", {"linear": 0.1})),
        ("kinds", ("options.optimizer.rate", {"warmup": {"epochs": 1.0, "then": {"never": 1}}})),
    ),
    ("is not true or false", ("run", ("options.shuffle", 1)), ("kinds", ("state:state.stopped_early", "no"))),
]


# Damages of the frame around the content: functions of an archive and its parts that give the file's bytes.

def with_weights(content):
    return lambda archive, parts: archive.encoded([parts[0], (parts[1][0], content(parts[1][1]))])[0]


def with_manifest(content):
    return lambda archive, parts: archive.encoded([(parts[0][0], content(parts[0][1])), parts[1]])[0]


def with_byte_flipped(place):
    def flipped(archive, parts):
        content = bytearray(archive.bytes)
        content[place(archive)] ^= 1
        return bytes(content)

    return flipped


def with_header(header):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return with_weights(lambda content: struct.pack("<Q", len(text)) + text)


def both(*rows):
    """The same damage to a model and to a checkpoint."""
    return tuple((base, damage) for base, damage in zip(("sides", "run"), rows * 2))


def second_name(archive):
    return archive.bytes.index(b"weights.safetensors") - 20


FRAMES = [
    (
        "it has no `weights.safetensors`",
        *both(
            lambda archive,
            parts: archive.encoded(parts[:1])[0],
            lambda archive,
            parts: archive.encoded([parts[0], ("rest", b"")])[0],
        ),
    ),
    (
        "is a ZIP archive, but not a Tenon",
        *both(
            lambda archive,
            parts: archive.encoded(parts[1:])[0],
            lambda archive,
            parts: archive.encoded([("page.html", b"hello")])[0],
        ),
    ),
    ("is cut short", *both(lambda archive, parts: archive.bytes[:-5], lambda archive, parts: archive.bytes[:-22])),
    (
        "is cut short, or was altered",
        *both(lambda archive, parts: archive.bytes[:200], lambda archive, parts: archive.bytes[:12]),
    ),
    (
        "was altered: the content of",
        *both(
            with_byte_flipped(lambda archive: 80),
            with_byte_flipped(lambda archive: archive.bytes.index(b"data_offsets")),
        ),
    ),
    ("was altered: the header of", *both(with_byte_flipped(lambda archive: 10), with_byte_flipped(second_name))),
    (
        "was altered: the directory at its end",
        *both(with_byte_flipped(lambda archive: -1), with_byte_flipped(lambda archive: -10)),
    ),
    (
        "the string that begins here is not valid UTF-8",
        *both(
            with_manifest(lambda content: content.replace(b"tenon", b"ten\xffn", 1)),
            with_manifest(lambda content: content.replace(b"\"kind\"", b"\"\xc0\xafkind\"", 1)),
        ),
    ),
    ("it is cut short", *both(with_weights(lambda content: content[:3]), with_weights(lambda content: content[:40]))),
    (
        "the length of its header is not plausible",
        *both(
            with_weights(lambda content: b"\xff" * 8 + content[8:]),
            with_weights(lambda content: struct.pack("<Q", 1 << 40)),
        ),
    ),
    ("its header is not an object", *both(with_header([1, 2]), with_header("tensors"))),
    (
        "bytes of elements, and it has",
        *both(with_weights(lambda content: content + b"more"), with_weights(lambda content: content[:-4])),
    ),
    (
        "does not begin where the one before it ends",
        *both(
            with_header({"a": {"dtype": "F32", "shape": [0], "data_offsets": [4, 4]}}),
            with_header({"first": {"dtype": "F64", "shape": [1], "data_offsets": [8, 16]}}),
        ),
    ),
    (
        "is not described by dtype, shape and offsets",
        *both(with_header({"a": 5}), with_header({"b": {"dtype": "F32", "shape": [1], "data_offsets": [0]}})),
    ),
]
