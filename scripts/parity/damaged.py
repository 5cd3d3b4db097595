#!/usr/bin/env python3
"""Writes damaged models and checkpoints, and the script test that reads them.

usage: scripts/parity/damaged.py TENON

Each file is sound but for one thing: its ZIP frame, its checksums and all else of its content are as Tenon writes
them, so that the check that is named refuses it. A row of a table is what the refusal says, and the damages that lead
to it: where, and what stands there instead. `/` before a place means the manifest itself.
"""

import copy
import json
import re
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from damages import CHECKPOINTS, EXPORTING, FRAMES, MODELS, PREDICTING, REMOVED

ROOT = Path(__file__).resolve().parents[2] / "Tests/Scripts"
FOLDER = ROOT / "fixtures/damaged"

SOUND = """
df = frame({a: list(1.0, 2.0, 3.0, none), b: list(2, 1, 4, 3), kind: list("u", "v", "u", "v")})
sides = derive(c: .a * 2 + 1) >> impute() >> standardize() >> logistic_regression()
save(fit(sides, df, target: .kind), "sides")
x = [[1.0, 2.0], [0.5, 1.0], [2.0, 0.0], [1.5, 1.0], [0.0, 3.0], [3.0, 1.0]]
save(fit(dense(2) >> batch_norm() >> dense(1), x, sum(x, axis: 1), epochs: 1), "net")
fit(dense(1), x, sum(x, axis: 1), epochs: 2, validation: 0.4, checkpoint: "run", early_stop: early_stop(2))
fit(dense(2, softmax), select(df, .b, .kind), target: .kind, epochs: 2, checkpoint: "kinds")
"""

ROWS = 'frame({a: list(1.0, 2.0), b: list(2, 1)})'


class Archive:
    """A file of two parts, the manifest and the weights."""

    def __init__(self, path):
        self.bytes = path.read_bytes()
        self.parts, place = [], 0
        while self.bytes[place : place + 4] == b"PK\3\4":
            size, length = struct.unpack_from("<I", self.bytes, place + 18)[0], self.bytes[place + 26]
            start = place + 30 + length
            self.parts.append((self.bytes[place + 30 : start].decode(), self.bytes[start : start + size]))
            place = start + size
        self.header = self.bytes[:30]
        self.entry = self.bytes[place : place + 46]
        self.end = self.bytes[-22:]
        self.manifest = json.loads(self.parts[0][1])
        self.tensors, self.order = self.read_tensors(self.parts[1][1])

    @staticmethod
    def read_tensors(content):
        end = 8 + struct.unpack_from("<Q", content)[0]
        header = json.loads(content[8:end])
        return {name: [t["dtype"], t["shape"], content[end + t["data_offsets"][0] : end + t["data_offsets"][1]]]
                for name, t in header.items()}, list(header)

    def weights(self):
        header, data = {}, b""
        for name, (dtype, shape, content) in self.tensors.items():
            header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
            data += content
        return with_length(json.dumps(header, separators=(",", ":")).encode()) + data

    def content(self):
        manifest = json.dumps(self.manifest, separators=(",", ":")).encode()
        return [("manifest.json", manifest), ("weights.safetensors", self.weights())]

    def encoded(self, parts=None):
        """The file, and the checksum of its directory by which a checkpoint knows its data."""
        body, directory = b"", b""
        for name, content in parts or self.content():
            sizes = struct.pack("<III", zlib.crc32(content), len(content), len(content))
            lengths = struct.pack("<H", len(name))
            directory += (self.entry[:16] + sizes + lengths + self.entry[30:42] + struct.pack("<I", len(body))
                          + name.encode())
            body += self.header[:14] + sizes + lengths + self.header[28:30] + name.encode() + content
        count = struct.pack("<HH", len(parts or "12"), len(parts or "12"))
        trailer = directory + self.end[:8] + count + struct.pack("<II", len(directory), len(body)) + self.end[20:]
        return body + trailer, zlib.crc32(trailer)

    def put(self, place, value):
        """Puts the value where the place names it; a place is the members' names and numbers, joined by dots."""
        if place.startswith("#"):
            return self.put_tensor(place[1:], value)
        keys = [int(key) if key.lstrip("-").isdigit() else key for key in place.lstrip("/").split(".")]
        is_whole = place.startswith("/") or self.manifest["kind"] == "model"
        holder = self.manifest if is_whole else self.manifest[self.manifest["kind"]]
        for key in keys[:-1]:
            holder = holder[key]
        if value is REMOVED:
            del holder[keys[-1]]
        elif keys[-1] == "+":
            holder.append(value)
        else:
            holder[keys[-1]] = value

    def put_tensor(self, name, value):
        if value is REMOVED:
            del self.tensors[name]
        else:
            dtype, shape, *content = value
            self.tensors[name] = [dtype, shape, content[0] if content else self.tensors[name][2]]


def with_length(header):
    return struct.pack("<Q", len(header)) + header


def name_of(text, number):
    words = re.sub(r"[^a-z]+", "-", text.lower()).strip("-")
    return f"{words}-{'abcd'[number]}"


def damaged(archive, damages):
    result = copy.deepcopy(archive)
    for place, value in damages:
        result.put(place, value)
    return result


def write(name, content):
    (FOLDER / name).write_bytes(content)
    return f'"fixtures/damaged/{name}"'


def models(sound, table, call):
    for text, *rows in table:
        for number, (base, *damages) in enumerate(rows):
            file = write(name_of(text, number) + ".model", damaged(sound[base], damages).encoded()[0])
            takes_columns = base == "sides" or any(place == "model.input" for place, _ in damages)
            yield call.format(file, ROWS if takes_columns else "ones(2, 2)"), text


def frames(sound):
    for text, *rows in FRAMES:
        for number, (base, damage) in enumerate(rows):
            archive = copy.deepcopy(sound[base])
            file = write(name_of(text, number) + ".model", damage(archive, archive.content()))
            yield f"{'load' if base in ('sides', 'net') else 'resume'}({file})", text


def checkpoints(sound):
    """A checkpoint is two files; the one that is not damaged is the sound one, and knows the other."""
    for text, *rows in CHECKPOINTS:
        for number, (base, *damages) in enumerate(rows):
            of_state = [d for d in damages if d[0].startswith("state:")]
            state = damaged(sound[base], [(place[6:], value) for place, value in of_state])
            data, fingerprint = damaged(sound[base + ".data"], [d for d in damages if d not in of_state]).encoded()
            if not any(place == "data" for place, _ in [(p[6:], v) for p, v in of_state]):
                state.put("data", fingerprint)
            name = name_of(text, number) + ".ckpt"
            write(name + ".data", data)
            yield f"resume({write(name, state.encoded()[0])})", text


def main():
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sound.mlx").write_text(SOUND)
        subprocess.run([Path(sys.argv[1]).resolve(), "run", "sound.mlx"], cwd=folder, check=True, capture_output=True)
        names = ["sides", "net", "run", "run.data", "kinds", "kinds.data"]
        sound = {name: Archive(Path(folder) / name) for name in names}
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    cells = [*frames(sound), *models(sound, MODELS, "load({})"),
             *models(sound, PREDICTING, "predict(load({}), {})"),
             *models(sound, EXPORTING, 'export(load({}), "m.onnx")'), *checkpoints(sound)]
    lines = ["# What damaged models and checkpoints are refused for. Made by scripts/parity/damaged.py."]
    for call, text in cells:
        lines += ["", "# ---", f"{call}  # error: {text}"]
    (ROOT / "diagnostics/damaged.mlx").write_text("\n".join(lines) + "\n")


main()
