/// Labels of internationalized domain names in ASCII.
///
/// Source: RFC 3492, Punycode, sections 5 (parameters), 6.1 (bias adaptation) and 6.3 (encoding).
enum Punycode {
    private static let (base, least, most, skew, damp) = (36, 1, 26, 38, 700)

    /// The label without its prefix `xn--`; nil: it is too long to be encoded.
    static func encoded(_ label: [Unicode.Scalar]) -> String? {
        var output = label.filter(\.isASCII).map { Character($0) }
        let basicCount = output.count
        if basicCount > 0 { output.append("-") }
        var (codePoint, delta, bias, handled) = (0x80, 0, 72, basicCount)
        while handled < label.count {
            guard let next = label.map({ Int($0.value) }).filter({ $0 >= codePoint }).min() else { return nil }
            let (step, overflow) = (next - codePoint).multipliedReportingOverflow(by: handled + 1)
            if overflow || label.count > 63 { return nil }
            delta += step
            codePoint = next
            for scalar in label {
                if scalar.value < codePoint { delta += 1 }
                guard scalar.value == codePoint else { continue }
                output += digits(of: delta, bias: bias)
                bias = adapted(delta, pointCount: handled + 1, isFirst: handled == basicCount)
                (delta, handled) = (0, handled + 1)
            }
            (delta, codePoint) = (delta + 1, codePoint + 1)
        }
        return String(output)
    }

    /// A delta as a generalized variable-length integer.
    private static func digits(of delta: Int, bias: Int) -> [Character] {
        var (rest, place) = (delta, base)
        var digits: [Character] = []
        while true {
            let threshold = min(max(place - bias, least), most)
            if rest < threshold { return digits + [digit(rest)] }
            digits.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            place += base
        }
    }

    private static func digit(_ value: Int) -> Character {
        Character(Unicode.Scalar(UInt8(value < 26 ? value + 0x61 : value - 26 + 0x30)))
    }

    private static func adapted(_ delta: Int, pointCount: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / pointCount
        var steps = 0
        while delta > (base - least) * most / 2 {
            delta /= base - least
            steps += base
        }
        return steps + (base - least + 1) * delta / (delta + skew)
    }
}
