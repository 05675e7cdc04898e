internal import Foundation
internal import Postgres

/// A name met in the data of which the configuration does not say how it is spelled.
public struct UnmappedName: Encodable, Equatable, Sendable {
    /// What has names of which each should have one spelling.
    public enum Kind: String, Encodable, Sendable, CaseIterable {
        case departments, segments, themes
    }

    /// One way in which it is written.
    public struct Spelling: Encodable, Equatable, Sendable {
        /// The name.
        public let name: String
        /// Records that have it; of segments, memberships.
        public let count: Int
    }

    /// What it is the name of.
    public let kind: Kind
    /// How it is written, the most frequent way first: all that differ in case, blanks and accents alone.
    public let spellings: [Spelling]
    /// The configured name from which it differs in case, blanks and accents alone; nil: none.
    public let resembles: String?

    /// Records that have it in any spelling.
    public var count: Int { spellings.reduce(0) { $0 + $1.count } }

    /// Names looked at of each kind, the most frequent ones.
    private static let limit = 1_000

    /// The names of those kinds that `spellings` have, the most frequent one first.
    ///
    /// - Parameter spellings: Name in lower case → the one to use.
    static func all(_ connection: Connection, spellings: [Kind: [String: String]]) throws -> [UnmappedName] {
        try Kind.allCases.flatMap { kind in
            guard let known = spellings[kind] else { return [UnmappedName]() }
            let written = try connection.rows(
                """
                select name, count(*) as number
                from (\(kind.query)) as met
                where name is not null
                group by name
                order by number desc, name collate "C"
                limit \(limit)
                """)
            return group(try written.map(Spelling.init), of: kind, known: known)
        }
    }

    private static func group(_ written: [Spelling], of kind: Kind, known: [String: String]) -> [UnmappedName] {
        let targets = Set(known.values)
        let unmapped = written.filter { known[$0.name.lowercased()] == nil && !targets.contains($0.name) }
        let resembled = Dictionary(targets.sorted().map { ($0.folded, $0) }, uniquingKeysWith: { first, _ in first })
        return Dictionary(grouping: unmapped, by: \.name.folded)
            .map { UnmappedName(kind: kind, spellings: $1, resembles: resembled[$0]) }
            .sorted { ($1.count, $0.spellings[0].name) < ($0.count, $1.spellings[0].name) }
    }
}

extension UnmappedName.Kind {
    /// Selects `name` of every record that has one, or null.
    var query: SQL {
        switch self {
        case .departments:
            """
            select department as name from core.ticket
            union all
            select department from core.feedback
            union all
            select department from core.action
            union all
            select department from core.person_history
            """
        case .segments: "select segment as name from core.membership"
        case .themes:
            """
            select unnest(themes) as name from core.ticket
            union all
            select unnest(themes) from core.interview
            union all
            select unnest(themes) from core.feedback
            """
        }
    }
}

extension UnmappedName.Spelling {
    init(_ row: Row) throws(PostgresError) {
        name = try row["name"]
        count = try row["number"]
    }
}

extension String {
    /// What is left of it without blanks, accents and the difference of capital and small letters.
    fileprivate var folded: String {
        filter { !$0.isWhitespace }.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}
