/// How parameters follow their gradients: the rule of an update, with its settings.
package struct Optimizer: Hashable, Sendable {
    package enum Rule: Hashable, Sendable {
        /// Straight down the gradient.
        case descent
        /// Along a decaying sum of past gradients (Polyak 1964), or, where `nesterov` is set, from where that sum
        /// leads (Nesterov 1983, in the form of Sutskever et al., ICML 2013).
        case momentum(Float, nesterov: Bool)
        /// Steps scaled by running means of the gradient and of its square (Kingma and Ba, ICLR 2015).
        case adam(beta1: Double, beta2: Double, epsilon: Double)
    }

    package var name: String
    package var rule: Rule
    package var rate: Schedule
    /// The share by which parameters shrink: as a part of the gradient for descent and momentum, apart from it for
    /// Adam (Loshchilov and Hutter, Decoupled weight decay, ICLR 2019).
    package var decay = WeightDecay(0)
    /// Whether rows of a table that a batch does not look up stay as they are, and what is remembered of them too.
    package var isLazy = false
    /// The greatest norm that the gradient of all parameters together may have; nil for no bound.
    package var clip: Double?
    /// Whether one step takes all rows unless a batch size is asked for.
    package var takesAllRows = false

    package init(name: String, rule: Rule, rate: Schedule) {
        self.name = name
        self.rule = rule
        self.rate = rate
    }

    /// Whether a row without gradient is left as it is: exactly so for descent, and on demand for the others.
    func skipsUnusedRows(decay: Double) -> Bool {
        switch rule {
        case .descent: decay == 0
        case .momentum, .adam: isLazy
        }
    }

    /// How many buffers of the parameters' size the rule keeps.
    package var bufferCount: Int {
        switch rule {
        case .descent: 0
        case .momentum: 1
        case .adam: 2
        }
    }
}
