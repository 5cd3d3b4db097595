# Lists the sentences of all diagnostics in the Swift files given: `sentence<TAB>file:line`, with `…` for what is
# filled in at run time. A sentence is the first text among the arguments of one of the makers below; texts that are
# joined by `+` are one sentence, and those that a condition chooses between are a sentence each. Sentences that are
# nearly all filled in (fewer than eight letters stand in the source) are known by their parts: the texts given to
# the function around them, which is a maker too.

BEGIN {
    makers = "(Fault|Diagnostic|fault|broken|damaged|altered|shapes|mismatch|invalid)\\("
    gap = "…"
}

FNR == 1 { listFile(); count = 0; name = FILENAME }
{ lines[++count] = $0 }
END { listFile() }

function listFile(   i, rest) {
    for (i = 1; i <= count; i++) {
        rest = lines[i]
        if (rest ~ /^ *\/\//) continue
        while (match(rest, makers)) {
            if (!isDefinition(substr(rest, 1, RSTART - 1))) sentences(argumentText(i, substr(rest, RSTART + RLENGTH)), i)
            rest = substr(rest, RSTART + RLENGTH)
        }
    }
}

# `func fault(` makes none, and `.isFault(` is another name.
function isDefinition(before) { return before ~ /(func |[A-Za-z])$/ }

function argumentText(i, rest,   j) {
    for (j = i + 1; j <= i + 12 && j <= count; j++) rest = rest " " lines[j]
    return rest
}

# Emits the sentences of the first argument that has any text.
function sentences(text, line,   depth, i, c, sentence, isJoined) {
    position = 1
    while (position <= length(text)) {
        c = substr(text, position, 1)
        if (c == "\"") {
            literal = readLiteral(text)
            if (depth > 0) continue
            if (sentence != "" && !isJoined) { emit(sentence, line); sentence = "" }
            sentence = sentence literal
            isJoined = 0
            continue
        }
        if (c == "(" || c == "[") depth++
        if (c == ")" || c == "]") depth--
        if (depth < 0 || (depth == 0 && c == "," && sentence != "")) break
        if (substr(text, position) ~ /^(labels|notes|help|at|among): /) break
        if (c == "+" && sentence != "") { isJoined = 1; sentence = sentence gap }
        position++
    }
    if (sentence != "") emit(sentence, line)
}

# Reads the literal at `position`, and moves on behind it.
function readLiteral(text,   c, result) {
    for (position++; position <= length(text); position++) {
        c = substr(text, position, 1)
        if (c == "\"") { position++; return result }
        if (c != "\\") { result = result c; continue }
        c = substr(text, ++position, 1)
        if (c == "(") { skipInterpolation(text); result = result gap }
        else result = result (c == "n" ? " " : c)
    }
    return result
}

# Moves from the `(` at `position` to its `)`.
function skipInterpolation(text,   depth, c) {
    for (; position <= length(text); position++) {
        c = substr(text, position, 1)
        if (c == "\"") { readLiteral(text); position-- }
        if (c == "(") depth++
        if (c == ")" && --depth == 0) return
    }
}

function emit(sentence, line,   letters) {
    letters = sentence
    gsub(/[^a-zA-Z]/, "", letters)
    if (length(letters) < 8) return
    while (sub(gap gap, gap, sentence)) continue
    gsub(/ +/, " ", sentence)
    sub(/^ /, "", sentence)
    sub(/ $/, "", sentence)
    print sentence "\t" name ":" line
}
