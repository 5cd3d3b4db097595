import Language
import Library

extension SessionFailure {
    /// The cell with every mistake in it corrected whose correction is certain; nil if there is none.
    func correction(of text: String, in sources: SourceMap) -> String? {
        let edits = diagnostics.compactMap { $0.edit(in: sources) }
        guard let place = edits.first?.span.source, sources[place]?.bytes.elementsEqual(text.utf8) == true else {
            return nil
        }
        return edits.filter { $0.span.source == place }.applied(to: text)
    }
}
