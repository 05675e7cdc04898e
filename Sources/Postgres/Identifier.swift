/// A name of a database object, quoted wherever it is written into SQL.
///
/// Case counts, as between double quotes in SQL: `Identifier("Load")` is not `load`.
public struct Identifier: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The parts from the outside in: schema and table, or a single name.
    public let parts: [String]

    /// A name, qualified by the parts before the last one: `Identifier("core", "ticket")` is `"core"."ticket"`.
    ///
    /// A part that is empty, holds NUL or takes more than 63 bytes is refused when the statement is sent,
    /// because the server would cut a long one with no more than a notice.
    public init(_ parts: String...) {
        self.parts = parts
    }

    /// A single name written as a literal.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// The name as it stands in SQL.
    public var quoted: String {
        parts.map(Self.quote).joined(separator: ".")
    }

    private static func quote(_ part: String) -> String {
        // Scalar by scalar: a quote with a combining mark behind it is another Character, but still ends the name.
        part.unicodeScalars.reduce(into: "\"") { quoted, scalar in
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        } + "\""
    }

    /// Longest name the server keeps whole, in bytes (`NAMEDATALEN` less its NUL).
    static let longestPart = 63

    var isUsable: Bool {
        !parts.isEmpty && parts.allSatisfy { !$0.isEmpty && $0.utf8.count <= Self.longestPart && !$0.holdsNUL }
    }
}
