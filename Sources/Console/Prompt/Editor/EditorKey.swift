import CReadline

/// What a key does at the prompt, where it is not what readline does anyway.
struct EditorKey {
    /// As in an inputrc.
    let sequences: [String]
    let command: tr_command

    static var all: [EditorKey] {
        [
            EditorKey(sequences: ["\\C-m", "\\C-j"]) { _, _ in onEditor { $0.enter() } },
            EditorKey(sequences: ["\\e\\C-m", "\\e\\C-j"]) { _, _ in onEditor { $0.startLine() } },
            EditorKey(sequences: ["\\C-i"]) { _, _ in onEditor { $0.completeWord() } },
            EditorKey(sequences: [")", "]", "}"]) { _, key in onEditor { $0.close(key) } },
            EditorKey(sequences: ["\\e[A", "\\eOA", "\\C-p"]) { _, _ in onEditor { $0.goUp() } },
            EditorKey(sequences: ["\\e[B", "\\eOB", "\\C-n"]) { _, _ in onEditor { $0.goDown() } },
            EditorKey(sequences: ["\\e[H", "\\eOH", "\\e[1~", "\\C-a"]) { _, _ in onEditor { $0.goToLineStart() } },
            EditorKey(sequences: ["\\e[F", "\\eOF", "\\e[4~", "\\C-e"]) { _, _ in onEditor { $0.goToLineEnd() } },
            EditorKey(sequences: ["\\e<"]) { _, _ in onEditor { $0.move(to: 0) } },
            EditorKey(sequences: ["\\e>"]) { _, _ in onEditor { $0.move(to: $0.buffer.bytes.count) } },
            EditorKey(sequences: ["\\C-k"]) { _, _ in onEditor { $0.killToLineEnd() } },
            EditorKey(sequences: ["\\C-u"]) { _, _ in onEditor { $0.killToLineStart() } },
            EditorKey(sequences: ["\\C-l"]) { _, _ in onEditor { $0.clearScreen() } },
            EditorKey(sequences: ["\\C-g"]) { _, _ in onEditor { $0.correct() } },
            EditorKey(sequences: ["\\C-x\\C-e"]) { _, _ in onEditor { $0.editElsewhere() } },
            EditorKey(sequences: ["\\C-r"]) { count, key in
                LineEditor.active?.prepareSearch()
                return tr_search(count, key)
            },
        ]
    }
}

/// Readline's keys come without any context.
private func onEditor(_ action: (LineEditor) -> Void) -> Int32 {
    if let editor = LineEditor.active { action(editor) }
    return 0
}

// MARK: Lines

extension LineEditor {
    /// Runs the cell if it is whole, else begins a line.
    func enter() {
        if tr_ending() != 0 || buffer.isReady { tr_accept() } else { startLine() }
    }

    func startLine() { insert("\n" + String(repeating: " ", count: buffer.indentation)) }

    /// A closing bracket that begins a line stands under the line of its opener.
    func close(_ key: Int32) {
        let buffer = buffer
        if let indentation = buffer.indentationOfCloser {
            replace(buffer.lineStart..<buffer.point, with: String(repeating: " ", count: indentation))
        }
        if let scalar = Unicode.Scalar(UInt32(clamping: key)) { insert(String(Character(scalar))) }
    }

    func goToLineStart() { move(to: buffer.lineStart) }

    func goToLineEnd() { move(to: buffer.lineEnd) }

    /// At the end of a line, joins the next one to it.
    func killToLineEnd() {
        let buffer = buffer
        kill(buffer.point..<max(buffer.lineEnd, min(buffer.point + 1, buffer.bytes.count)))
    }

    func killToLineStart() { kill(buffer.lineStart..<buffer.point) }

    /// Puts in the cell as the last error says it should be.
    func correct() {
        if let text = corrected() { replaceAll(with: text) } else { tr_ring_bell() }
    }

    /// Opens the cell in the user's editor, and comes back with what was made of it.
    func editElsewhere() {
        tr_lend_terminal()
        let edited = try? ExternalEditor.edit(buffer.text)
        tr_take_terminal()
        if let edited { replaceAll(with: edited) } else { tr_ring_bell() }
    }
}
