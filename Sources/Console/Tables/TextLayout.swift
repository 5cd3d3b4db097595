import Language

/// The text made visible and cut to a number of terminal columns, with `…` where something is left out.
package func truncated(_ text: String, to width: Int) -> String {
    let flat = visible(text)
    guard displayWidth(flat) > width else { return flat }
    var (result, used) = ("", 0)
    for character in flat {
        used += displayWidth(character)
        if used > width - 1 { break }
        result.append(character)
    }
    return result + "…"
}

/// The text filled up with spaces on its left, if it is to stand at the right, or on its right.
package func padded(_ text: String, to width: Int, right: Bool) -> String {
    let spaces = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return right ? spaces + text : text + spaces
}

/// Names with commas between them on at most `mostLines` lines after an introduction; `…` stands for the rest.
func namesListed(_ names: some Collection<String>, after introduction: String, width: Int, mostLines: Int) -> [String] {
    // A name and its comma take three columns at least: more names than this never fit.
    let possible = names.prefix(max(1, mostLines * width / 3 + 1))
    let text = possible.map { truncated($0, to: max(4, width - 4)) }.joined(separator: ", ")
    var lines = wrapped(introduction + " " + text, width: width - 2)
    if lines.count > mostLines {
        lines[(mostLines - 1)...] = [lines[mostLines - 1] + " …"]
    }
    return lines
}
