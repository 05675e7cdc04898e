/// The host name in a domain, URL or address, as domains are compared: in small letters, each label in ASCII (RFC 3492).
struct HostName: Equatable {
    /// Such as `acme.example`.
    let text: String

    /// The host name of `https://user@www.Acme.example:443/path?x`, `@acme.example`, `acme.example.` and the like.
    ///
    /// A leading `www.` is no part of it. nil: it cannot be the domain of a company's addresses, because it is no host
    /// name (RFC 1123), a number, or has a single label, as `com` has, or so has `co.uk`.
    init?(_ text: String) {
        var rest = NameText.normalized(text).lowercased()[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        if rest.hasPrefix("//") { rest = rest.dropFirst(2) }
        if rest.hasPrefix("mailto:") { rest = rest.dropFirst("mailto:".count) }
        rest = rest.prefix { !"/?#\\".contains($0) }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        if let colon = rest.lastIndex(of: ":"), rest[colon...].dropFirst().allSatisfy(\.isASCIIDigit) {
            rest = rest[..<colon]
        }
        while rest.last == "." { rest = rest.dropLast() }
        if rest.hasPrefix("www."), rest.dropFirst(4).contains(".") { rest = rest.dropFirst(4) }
        let labels = rest.split(separator: ".", omittingEmptySubsequences: false).map(Self.ascii)
        guard labels.allSatisfy({ $0.map(Self.isLabel) ?? false }), Self.isRegistrable(labels.compactMap(\.self)) else {
            return nil
        }
        self.text = labels.compactMap(\.self).joined(separator: ".")
    }

    /// Whether the text has anything that is no part of a host name or of a bare address, so that it takes an ``init`` to find
    /// one.
    static func isHidden(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") || $0 >= 0x80 }
            || text.first == UInt8(ascii: "@") || text.last == UInt8(ascii: ".")
            || text.count > 4 && text.prefix(4).elementsEqual("www.".utf8) { $0 | 0x20 == $1 | 0x20 }
    }

    private static func ascii(_ label: Substring) -> String? {
        if label.utf8.allSatisfy({ $0 < 0x80 }) { return String(label) }
        return Punycode.encoded(label.unicodeScalars.map(\.self)).map { "xn--\($0)" }
    }

    private static func isLabel(_ label: String) -> Bool {
        let isInner = { (byte: UInt8) in 0x61...0x7a ~= byte || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-") }
        return 1...63 ~= label.utf8.count && label.utf8.allSatisfy(isInner) && label.first != "-" && label.last != "-"
    }

    /// Labels below which a country's registry, and no company, has names.
    private static let secondLevel: Set<String> = [
        "ac", "co", "com", "edu", "gob", "gouv", "gov", "gv", "ne", "net", "or", "org",
    ]

    /// Whether somebody can own the name: not a top-level domain, nor one like `co.uk`, nor the number of a machine.
    private static func isRegistrable(_ labels: [String]) -> Bool {
        guard labels.count > 1, let top = labels.last, !top.allSatisfy(\.isASCIIDigit) else { return false }
        return !(labels.count == 2 && top.count == 2 && secondLevel.contains(labels[0]))
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
