import Frames
import Signatures

/// What the preparing parts of a pipeline have learnt from the training rows.
struct Preparation {
    let input: [InputColumn]
    private(set) var steps: [FittedStep] = []
    /// The training rows, prepared.
    private(set) var frame: Frame
    private(set) var notes: [String] = []

    /// - Parameter frame: the features of the training rows, without the target.
    init(fitting parts: [PipelinePart], to frame: Frame, target: String) throws {
        self.frame = frame
        input = Self.needed(of: frame, parts).map { InputColumn(name: $0.name, type: $0.column.type) }
        for part in parts {
            do {
                for step in try part.fit(self.frame) {
                    self.frame = try step.apply(to: self.frame, &notes)
                    steps.append(step)
                }
            } catch let fault as Fault where fault.kind == .column && part.mentions(target) {
                throw fault.noting("`\(target)` is the target, which steps never see")
            }
        }
    }

    /// The columns that a new row must have: those that a leading `select` or `drop` leaves out it need not.
    private static func needed(
        of frame: Frame, _ parts: [PipelinePart]
    ) -> [(name: String, column: Column)] {
        guard case .step(let step)? = parts.first, let choice = step as? ChooseColumns else {
            return frame.named
        }
        return frame.named.filter { (choice.form == .select) == choice.columns.contains($0.name) }
    }
}

extension PipelinePart {
    /// What a preparing part does to frames, once it has seen the training rows.
    fileprivate func fit(_ frame: Frame) throws -> [FittedStep] {
        switch self {
        case .step(let step): return [try frame.aside { try step.fit(frame) }]
        case .function(let function): return [.function(function)]
        case .model(let model, _): return model.steps + [.select(model.features)]
        case .stage, .classical: return []
        }
    }

    fileprivate func mentions(_ column: String) -> Bool {
        if case .step(let step) = self { step.details.contains(column) } else { false }
    }
}

extension [FittedStep] {
    /// Rows as the predictor takes them.
    func apply(to frame: Frame, _ notes: inout [String]) throws -> Frame {
        try reduce(frame) { try $1.apply(to: $0, &notes) }
    }
}
