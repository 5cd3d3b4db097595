import CReadline

/// Going through earlier cells that begin as what was typed.
struct HistoryBrowsing {
    /// What was typed, which is below the newest cell.
    let typed: String
    /// The index of the cell that is shown; that of what was typed is one beyond the last.
    var position: Int
    /// What is in the editor because of it: any other text begins anew.
    var shown: String
}

extension LineEditor {
    /// A line up, or from the first line an earlier cell.
    func goUp() {
        if let place = buffer.above { return move(to: place) }
        browse { entries, browsing in
            entries[..<browsing.position].lastIndex { matches($0, browsing) }
        }
    }

    /// A line down, or from the last line a later cell.
    func goDown() {
        if let place = buffer.below { return move(to: place) }
        browse { entries, browsing in
            let later = entries[min(browsing.position + 1, entries.count)...]
            return later.firstIndex { matches($0, browsing) } ?? entries.count
        }
    }

    private func matches(_ entry: String, _ browsing: HistoryBrowsing) -> Bool {
        entry.hasPrefix(browsing.typed) && entry != browsing.shown
    }

    private func browse(_ find: ([String], HistoryBrowsing) -> Int?) {
        let text = buffer.text
        if browsing?.shown != text { history.refresh() }
        var browsing =
            browsing?.shown == text
            ? browsing : HistoryBrowsing(typed: text, position: history.entries.count, shown: text)
        guard let current = browsing, let position = find(history.entries, current) else { return tr_ring_bell() }
        let entry = position < history.entries.count ? history.entries[position] : current.typed
        browsing?.position = position
        browsing?.shown = entry
        self.browsing = browsing
        replaceAll(with: entry)
    }

    /// Gives readline's search the cells of today.
    func prepareSearch() {
        history.refresh()
        tr_history_clear()
        for entry in history.entries { tr_history_add(entry) }
    }
}
