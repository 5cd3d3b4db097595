import Signatures

/// Annotations.
extension Machine {
    @inline(never)
    func checkType(_ i: Instruction, _ r: Registers, _ frame: Frame) throws {
        let check = frame.code.tables.typeChecks[Int(i.d)]
        let value = r[Int(i.a)].value
        if check.type.accepts(value.type) { return }
        throw Fault(
            .type,
            "\(check.subject.description) is \(check.type.nameWithArticle), not \(value.type.nameWithArticle)",
            labels: [.init(.call, value.label)])
    }

    /// Compares the sizes of a tensor with an annotation, and gives values to the sizes that it names.
    @inline(never)
    func checkShape(_ i: Instruction, _ r: Registers, _ frame: Frame) throws {
        let check = frame.code.tables.shapeChecks[Int(i.d)]
        let value = r[Int(i.a)].value
        guard let sizes = value.shape else {
            throw Fault(
                .type,
                "\(check.subject.description) is a tensor \(check.description), not \(value.type.nameWithArticle)",
                labels: [.init(.call, value.label)])
        }
        guard let matched = check.matched(with: sizes) else { throw mismatch(check, value) }
        for (axis, size) in matched { try self.check(axis, size, check, value, r) }
    }

    private func check(
        _ axis: ShapeCheck.Axis, _ size: Int, _ check: ShapeCheck, _ value: Value, _ r: Registers
    ) throws {
        switch axis {
        case .any, .rest: return
        case .number(let wanted):
            if size >= 0, size != wanted { throw mismatch(check, value) }
        case .name(let name, let register, let isRead):
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
            throw mismatch(check, value).noting("`\(name)` is \(place.pointee.int) here, and not \(size)")
        }
    }

    private func mismatch(_ check: ShapeCheck, _ value: Value) -> Fault {
        Fault(
            .shape, "\(check.subject.description) has the shape \(check.description), and this does not",
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
