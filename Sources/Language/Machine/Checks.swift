import Signatures

/// Annotations.
extension Machine {
    @inline(never)
    func checkType(_ i: Instruction, _ r: Registers, _ frame: Frame) throws {
        try frame.code.tables.typeChecks[Int(i.d)].check(r[Int(i.a)].value)
    }

    /// Compares the sizes of a tensor with an annotation, and gives values to the sizes that it names.
    @inline(never)
    func checkShape(_ i: Instruction, _ r: Registers, _ frame: Frame) throws {
        let check = frame.code.tables.shapeChecks[Int(i.d)]
        let value = r[Int(i.a)].value
        for case (.name(let name, let register, let isRead), let size) in try check.sizes(of: value) {
            // While a computation is recorded, the size of a batch is not known, and is negative.
            if size < 0, isRead {
                throw Fault(
                    .recording,
                    "the size `\(name)` of the batch is read while the computation is being recorded")
            }
            try bind(name, size, at: r + register, check, value)
        }
    }

    private func bind(
        _ name: String, _ size: Int, at place: Registers, _ check: ShapeCheck, _ value: Value
    ) throws {
        if place.pointee.tag == .undefined { return place.set(Slot(size)) }
        guard place.pointee.tag == .int else {
            throw Fault(
                .type,
                "`\(name)` names a size, and so must be an int, not \(place.pointee.value.type.nameWithArticle)")
        }
        if size >= 0, place.pointee.int >= 0, place.pointee.int != size {
            throw check.mismatch(value, name, place.pointee.int, size)
        }
    }
}

extension TypeCheck {
    func check(_ value: Value) throws {
        if type.accepts(value.type) { return }
        throw Fault(
            .type, "\(subject.description) is \(type.nameWithArticle), not \(value.type.nameWithArticle)",
            labels: [.init(.call, value.label)])
    }
}

extension ShapeCheck {
    /// The places of the annotation with the sizes that stand there; those that are numbers have been compared.
    func sizes(of value: Value) throws -> [(Axis, Int)] {
        guard let sizes = value.shape else {
            throw Fault(
                .type, "\(subject.description) is a tensor \(description), not \(value.type.nameWithArticle)",
                labels: [.init(.call, value.label)])
        }
        guard let matched = matched(with: sizes) else { throw mismatch(value) }
        for case (.number(let wanted), let size) in matched where size >= 0 && size != wanted {
            throw mismatch(value)
        }
        return matched
    }

    /// A size that a name stands for already, and is another here.
    func mismatch(_ value: Value, _ name: String, _ known: Int, _ size: Int) -> Fault {
        mismatch(value).noting("`\(name)` is \(known) here, and not \(size)")
    }

    private func mismatch(_ value: Value) -> Fault {
        Fault(
            .shape, "\(subject.description) has the shape \(description), and this does not",
            labels: [.init(.call, value.label)])
    }
}

extension Value {
    /// The sizes of a tensor, or of a list of numbers, which is accepted where a tensor is.
    fileprivate var shape: [Int]? {
        if let array { return array.sizes }
        if let elements = list?.elements, elements.allSatisfy(\.isNumber) { return [elements.count] }
        return nil
    }
}

extension ShapeCheck {
    /// The axes with their sizes, or nil if the numbers of axes differ. `...` stands for any number of them.
    fileprivate func matched(with sizes: [Int]) -> [(Axis, Int)]? {
        let rest = axes.firstIndex { if case .rest = $0 { true } else { false } }
        guard let rest else { return axes.count == sizes.count ? Array(zip(axes, sizes)) : nil }
        let after = axes.count - rest - 1
        guard sizes.count >= rest + after else { return nil }
        return Array(zip(axes.prefix(rest), sizes)) + Array(zip(axes.suffix(after), sizes.suffix(after)))
    }
}
