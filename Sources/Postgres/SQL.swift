/// A statement and its binds.
///
/// What is interpolated never becomes part of the text, except where its type says so:
/// ```swift
/// let sql: SQL = "select * from \(Identifier("core", "load")) where source = \(name) and load_id = any(\(ids))"
/// ```
/// sends `select * from "core"."load" where source = $1 and load_id = any($2)`. An ``Identifier`` is quoted, another `SQL` is taken
/// in with its binds renumbered, and everything else travels as a bind.
public struct SQL: Sendable {
    /// Text between placeholders: always one more than there are ``slots``.
    private(set) var fragments: [String]
    /// The bind each placeholder stands for, from 0; one bind may stand in several places.
    private(set) var slots: [Int]
    /// The values, in the order of their numbers.
    public private(set) var binds: [Bind]
    /// What keeps the statement from being sent; nil when nothing does.
    private(set) var flaw: String?

    /// Trusted text without placeholders or with `$1`, `$2`, … for the binds, such as the content of a file.
    ///
    /// A number without a bind makes the statement unsendable; binds the text does not use are left out.
    public init(text: String, binds: [any Bindable] = []) {
        let (fragments, numbers) = Placeholders.split(text)
        let used = Set(numbers).sorted()
        self.fragments = fragments
        self.slots = numbers.map { number in used.firstIndex(of: number) ?? 0 }
        self.binds = used.map { $0 <= binds.count && $0 > 0 ? binds[$0 - 1].bind : .null }
        if let missing = used.first(where: { $0 < 1 || $0 > binds.count }) {
            flaw = "the statement names $\(missing) but has \(binds.count) binds"
        }
    }

    /// Text as it is, whatever looks like a placeholder in it.
    init(verbatim text: String) {
        fragments = [text]
        slots = []
        binds = []
    }

    /// The statement as the server gets it, with `$1`, `$2`, … where the binds stand.
    public var text: String { rendered { "$\($0 + 1)" } }

    /// The text with every placeholder replaced by what `placeholder` makes of the bind's index.
    func rendered(_ placeholder: (Int) -> String) -> String {
        zip(fragments.dropFirst(), slots).reduce(into: fragments[0]) { text, next in
            text += placeholder(next.1) + next.0
        }
    }

    mutating func append(text: String) {
        fragments[fragments.count - 1] += text
    }

    mutating func append(bind: Bind) {
        slots.append(binds.count)
        binds.append(bind)
        fragments.append("")
    }

    mutating func append(identifier: Identifier) {
        append(text: identifier.quoted)
        if !identifier.isUsable { flaw = flaw ?? "an identifier is empty, holds NUL or takes more than 63 bytes" }
    }

    mutating func append(_ other: SQL) {
        fragments[fragments.count - 1] += other.fragments[0]
        fragments += other.fragments.dropFirst()
        slots += other.slots.map { $0 + binds.count }
        binds += other.binds
        flaw = flaw ?? other.flaw
    }
}

extension SQL {
    /// Statements or parts of them one after another, with `separator` between them.
    public static func joined(_ parts: [SQL], separator: StaticString) -> SQL {
        var joined = SQL(verbatim: "")
        for (index, part) in parts.enumerated() {
            if index > 0 { joined.append(text: separator.description) }
            joined.append(part)
        }
        return joined
    }

    /// Refuses what the wire would cut or misread: NUL ends a C string.
    func check() throws(PostgresError) {
        if let flaw { throw PostgresError(.encoding, .notSent, flaw) }
        if fragments.contains(where: \.holdsNUL) {
            throw PostgresError(.encoding, .notSent, "the statement holds NUL")
        }
        // The wire counts binds in 16 bits.
        if binds.count > Int(UInt16.max) {
            throw PostgresError(.encoding, .notSent, "a statement has more than 65535 binds")
        }
        for (index, bind) in binds.enumerated() where bind.text.map(\.holdsNUL) == true {
            throw PostgresError(
                .encoding, .notSent, "bind $\(index + 1) holds NUL, which PostgreSQL cannot store in text")
        }
    }
}

extension SQL: CustomStringConvertible, CustomDebugStringConvertible {
    /// The text without the values, which may be someone's words.
    public var description: String { text }
    /// The same.
    public var debugDescription: String { text }
}
