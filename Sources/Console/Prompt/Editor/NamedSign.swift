/// A sign that is typed by its name: `\beta` and Tab gives β.
struct NamedSign {
    /// Where the name stands, with its backslash.
    let range: Range<Int>
    let text: String

    /// The sign whose name ends at the cursor; nil if none does.
    init?(before buffer: CellBuffer) {
        let line = buffer.lineBefore
        guard let backslash = line.lastIndex(of: "\\"),
            let sign = Self.signs[String(line[line.index(after: backslash)...])]
        else { return nil }
        range = buffer.point - line[backslash...].utf8.count..<buffer.point
        text = sign
    }

    /// By their names in TeX. Those that are no letters stand in texts and comments.
    static let signs: [String: String] = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
        "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
        "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ",
        "chi": "χ", "psi": "ψ", "omega": "ω",
        "Alpha": "Α", "Beta": "Β", "Gamma": "Γ", "Delta": "Δ", "Epsilon": "Ε", "Zeta": "Ζ", "Eta": "Η", "Theta": "Θ",
        "Iota": "Ι", "Kappa": "Κ", "Lambda": "Λ", "Mu": "Μ", "Nu": "Ν", "Xi": "Ξ", "Omicron": "Ο", "Pi": "Π",
        "Rho": "Ρ", "Sigma": "Σ", "Tau": "Τ", "Upsilon": "Υ", "Phi": "Φ", "Chi": "Χ", "Psi": "Ψ", "Omega": "Ω",
        "ell": "ℓ", "hbar": "ℏ", "nabla": "∇", "partial": "∂", "sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√",
        "infty": "∞", "pm": "±", "times": "×", "div": "÷", "cdot": "·", "approx": "≈", "neq": "≠", "leq": "≤",
        "geq": "≥", "in": "∈", "notin": "∉", "forall": "∀", "exists": "∃", "emptyset": "∅", "cup": "∪", "cap": "∩",
        "subset": "⊂", "to": "→", "leftarrow": "←", "Rightarrow": "⇒", "degree": "°", "ldots": "…",
    ]
}
