import Signatures

extension FunctionBuilder {
    /// Returns what the body of a function gives, from where it is made: branches need no way to a common end.
    func returned(_ value: Expression) throws(Diagnostic) {
        switch value.kind {
        case .conditional(let branches, let otherwise): try returned(branches, otherwise, value.span)
        case .block(let block): try returned(block)
        default:
            try withTemporaries { () throws(Diagnostic) in
                // Nobody reads a variable after this, so it can be moved out of its own register.
                try finishReturn(operand(value), value.span)
            }
        }
    }

    private func returned(_ branches: [Branch], _ otherwise: Block?, _ span: Span) throws(Diagnostic) {
        for branch in branches {
            let past = try self.branch(branch.condition, if: false)
            let known = definite
            try returned(branch.body)
            definite = known
            land(past)
        }
        if let otherwise { try returned(otherwise) } else { try returnNone(at: span) }
    }

    private func returned(_ block: Block) throws(Diagnostic) {
        for statement in block.statements.dropLast() { collected(statement) }
        guard let last = block.statements.last else { return try returnNone(at: block.span) }
        if case .expression(let value) = last.kind { return try returned(value) }
        try statement(last)
        if case .returnValue = last.kind { return }
        try returnNone(at: last.span)
    }

    private func returnNone(at span: Span) throws(Diagnostic) {
        try withTemporaries { () throws(Diagnostic) in
            let register = try newRegister(at: span)
            emit(.none, a: register)
            try finishReturn(register, span)
        }
    }
}
