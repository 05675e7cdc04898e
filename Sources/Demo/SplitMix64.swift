/// A small seeded source of chance: the same seed gives the same numbers on every machine and in every release of Swift.
///
/// The step is SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014). What is
/// built on it uses only exact integer and basic floating-point operations, so no mathematics library can change a byte.
struct SplitMix64 {
    private var state: UInt64

    /// A stream of its own under a seed, so that one kind of record can change without moving the others.
    init(seed: UInt64, stream: String) {
        // FNV-1a of the name, offset basis and prime of the 64-bit variant.
        let name = stream.utf8.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        state = seed ^ name
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `[0, 1)` with 53 random bits.
    mutating func unit() -> Double {
        Double(next() >> 11) / 9_007_199_254_740_992
    }

    /// A whole number in `0..<bound`; `bound` is at least 1.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// True with the given probability.
    mutating func chance(_ probability: Double) -> Bool {
        unit() < probability
    }

    /// One of the elements, each as likely; `elements` is not empty.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// One of the values, each as likely as its weight; at least one weight is above zero.
    mutating func pick<Element>(_ weighted: [(Element, Int)]) -> Element {
        var rest = below(weighted.reduce(0) { $0 + $1.1 })
        for (element, weight) in weighted.dropLast() {
            if rest < weight { return element }
            rest -= weight
        }
        return weighted[weighted.count - 1].0
    }

    /// Up to `count` of the elements without repetition, in random order.
    mutating func sample<Element>(_ count: Int, of elements: [Element]) -> [Element] {
        var rest = elements
        return (0..<min(count, elements.count)).map { _ in rest.remove(at: below(rest.count)) }
    }

    /// A value of the distribution whose evenly spaced quantiles (first the least, last the greatest) are given.
    mutating func draw(_ quantiles: [Double]) -> Double {
        let position = unit() * Double(quantiles.count - 1)
        let lower = Int(position)
        return quantiles[lower] + (quantiles[lower + 1] - quantiles[lower]) * (position - Double(lower))
    }

    /// How often something happens that is expected `mean` times: within a fifth of it, rounded by chance.
    mutating func count(around mean: Double) -> Int {
        Int(mean * (0.8 + 0.4 * unit()) + unit())
    }
}
