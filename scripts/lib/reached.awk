# Counts the unlike programs that print each diagnostic. Reads the list that `diagnostics.awk` makes, and then what the
# programs printed: for each a line \036, one that unlike programs do not share, and its output.
# Prints `count<TAB>sentence<TAB>file:line`.

BEGIN { FS = "\t"; farthest = 300 }

FILENAME == ARGV[1] { if (!($1 in place)) { place[$1] = $2; order[++total] = $1 } next }
$0 == "\036" { judge(); getline program; printed = ""; next }
{ printed = printed " " $0 }
END {
    judge()
    for (i = 1; i <= total; i++) printf "%d\t%s\t%s\n", reached[order[i]], order[i], place[order[i]]
}

function judge(   i) {
    gsub(/ +/, " ", printed)
    for (i = 1; i <= total; i++) {
        if (((program, i) in seen) || !contains(printed, order[i])) continue
        seen[program, i] = 1
        reached[order[i]]++
    }
}

# Whether the parts of the sentence stand in the text in their order, none far behind the one before it.
function contains(text, sentence,   parts, count, i, at) {
    count = split(sentence, parts, "…")
    i = parts[1] == "" ? 2 : 1
    while (at = index(text, parts[i])) {
        text = substr(text, at + length(parts[i]))
        if (follow(text, parts, i + 1, count)) return 1
    }
    return 0
}

function follow(text, parts, i, count,   at) {
    for (; i <= count; i++) {
        if (parts[i] == "") continue
        at = index(text, parts[i])
        if (at == 0 || at > farthest) return 0
        text = substr(text, at + length(parts[i]))
    }
    return 1
}
