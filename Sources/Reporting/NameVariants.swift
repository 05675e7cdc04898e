public import Postgres

/// A name that records write in several ways, which differ in capital and small letters only.
public struct NameVariants: Encodable, Equatable, Sendable {
    /// What it is the name of.
    public let kind: UnmappedName.Kind
    /// How it is written, the most frequent way first.
    public let spellings: [UnmappedName.Spelling]

    /// All of them by kind, those of the most records first.
    public static func all(_ connection: Connection) throws -> [NameVariants] {
        try UnmappedName.Kind.allCases.flatMap { kind in
            let rows = try connection.rows(
                """
                with
                written as (
                    select met.name, count(*) as number
                    from (\(kind.query)) as met
                    where met.name is not null
                    group by met.name
                ),
                grouped as (
                    select written.name, written.number, lower(written.name) as folded,
                        count(*) over (partition by lower(written.name)) as spelling_count,
                        sum(written.number) over (partition by lower(written.name)) as record_count
                    from written
                )
                select grouped.name, grouped.number, grouped.folded
                from grouped
                where grouped.spelling_count > 1
                order by grouped.record_count desc, grouped.folded collate "C", grouped.number desc, grouped.name collate "C"
                """)
            var variants: [(folded: String, spellings: [UnmappedName.Spelling])] = []
            for row in rows {
                let folded: String = try row["folded"]
                if variants.last?.folded != folded { variants.append((folded, [])) }
                variants[variants.count - 1].spellings.append(try UnmappedName.Spelling(row))
            }
            return variants.map { NameVariants(kind: kind, spellings: $0.spellings) }
        }
    }

    /// The line for earshot.yaml that gives each of `variants` its most frequent spelling.
    public static func configurationLine(for variants: [NameVariants]) -> String {
        let sections = UnmappedName.Kind.allCases.compactMap { kind -> String? in
            let entries = variants.filter { $0.kind == kind }.compactMap(\.spellings.first?.name).map { name in
                "\(name.lowercased().yamlScalar): \(name.yamlScalar)"
            }
            return entries.isEmpty ? nil : "\(kind.rawValue): {\(entries.joined(separator: ", "))}"
        }
        return "names: {\(sections.joined(separator: ", "))}"
    }
}

extension String {
    /// The text as a key or value in YAML's flow style: in quotes unless it is plain words, which YAML takes for nothing else.
    fileprivate var yamlScalar: String {
        let taken: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        if wholeMatch(of: /\p{L}[\p{L}\p{N}&._-]*( [\p{L}\p{N}&._-]+)*/) != nil, !taken.contains(lowercased()) {
            return self
        }
        return "\"\(replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
