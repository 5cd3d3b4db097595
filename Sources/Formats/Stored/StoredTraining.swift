import Frames
import Models
import Signatures

extension TrainingRecord: Stored {
    func stored() throws -> JSON {
        [
            "history": history.stored(),
            "loss": .string(loss),
            "metrics": .array(metrics.map(JSON.string)),
            "choices": choices.map(JSON.string) ?? .null,
            "notes": .array(notes.map(JSON.string)),
            "ending": ending.map(JSON.string) ?? .null,
            "unplanned_because": unplannedBecause.map(JSON.string) ?? .null,
        ]
    }

    init(_ stored: StoredValue) throws {
        self.init(
            history: try Frame(stored.field("history")), loss: try stored.field("loss").string(),
            metrics: try stored.field("metrics").strings(),
            choices: try stored.optional("choices")?.string(),
            notes: try stored.field("notes").strings(),
            unplannedBecause: try stored.optional("unplanned_because")?.string())
        ending = try stored.optional("ending")?.string()
    }
}

extension Frame: Stored {
    func stored() -> JSON {
        .array(
            named.map { name, column in
                [
                    "name": .string(name), "type": .string(column.type.rawValue),
                    "cells": .array(column.cells.map { $0.stored() }),
                ]
            })
    }

    init(_ stored: StoredValue) throws {
        try self.init(
            stored.list().map { column in
                (
                    name: try column.field("name").string(),
                    column: try Column(
                        column.field("cells"), as: try column.field("type").choice(ColumnType.self))
                )
            })
    }
}

extension Column {
    /// A column of this type from cells, all of that type or missing.
    fileprivate init(_ stored: StoredValue, as type: ColumnType) throws {
        let cells = try [Cell](stored)
        for cell in cells where cell != .missing && cell.type != (type == .category ? .string : type) {
            throw stored.fault("has a cell that is not \(type.rawValue)")
        }
        self.init(cells, as: type)
    }

    private init(_ cells: [Cell], as type: ColumnType) {
        let validity = Validity(cells.map { $0 != .missing })
        let texts = cells.map(\.string)
        switch type {
        case .float: self.init(cells.map(\.double))
        case .bool: self.init(cells.map { $0.double.map { $0 != 0 } })
        case .string: self.init(texts)
        case .category: self.init(texts, levels: Set(texts.compactMap(\.self)).sorted())
        case .int: self.init(.int(cells.map(\.whole)), validity: validity)
        case .date: self.init(.date(cells.map(\.whole)), validity: validity)
        case .datetime: self.init(.datetime(cells.map(\.whole)), validity: validity)
        }
    }

    private init(_ texts: [String?], levels: [String]) {
        let codes = Dictionary(
            levels.enumerated().map { ($0.element, Int32($0.offset)) },
            uniquingKeysWith: { first, _ in first })
        self.init(
            .category(codes: texts.map { $0.flatMap { codes[$0] } ?? 0 }, levels: levels),
            validity: Validity(texts.map { $0 != nil }))
    }
}

extension Cell {
    /// The number behind an integer, date or datetime; 0 for all else.
    fileprivate var whole: Int {
        switch self {
        case .int(let value), .date(let value), .datetime(let value): value
        default: 0
        }
    }
}
