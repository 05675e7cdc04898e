import Records
import Yams

extension Field {
    private static let sourceKeys = [
        "column", "join", "type", "formats", "range", "unit", "after", "decimal", "grouping", "separator", "addresses",
        "values", "hash_of",
    ]

    /// The field that a YAML node describes: the name of a column of the file, a list of names of which the first that
    /// is not empty counts, or a mapping: of a source's keys, or of `first_of`, a list of such sources; with a `default`.
    init(_ node: Node, column: Column, kind: Kind, file: String) throws(MappingError) {
        if let names = Self.names(node) {
            self.init(column: column, origin: .firstFilled(names))
            return
        }
        if node.mapping?.contains(where: { $0.key.string == "first_of" }) == true {
            let section = try YAMLSection(node, file: file, keys: ["first_of", "default"])
            self.init(
                column: column, sources: try Self.sources(section, of: column, kind: kind),
                fallback: try section.string("default"))
            return
        }
        let section = try YAMLSection(node, file: file, keys: Self.sourceKeys + ["constant", "default"])
        self.init(
            column: column, sources: [try Source(section, of: column, kind: kind)],
            fallback: try section.string("default"))
    }

    private static func sources(
        _ section: YAMLSection, of column: Column, kind: Kind
    ) throws(MappingError) -> [Source] {
        guard let nodes = section.node("first_of")?.sequence, !nodes.isEmpty else {
            throw section.error("first_of", "expected a list of columns, each with how it is read")
        }
        var sources: [Source] = []
        for node in nodes {
            if let names = names(node) {
                sources.append(
                    Source(origin: .firstFilled(names), reading: nil, addresses: nil, values: Vocabulary()))
            } else {
                sources.append(
                    try Source(YAMLSection(node, file: section.file, keys: sourceKeys), of: column, kind: kind))
            }
        }
        return sources
    }

    private static func names(_ node: Node) -> [String]? {
        if let name = node.scalar?.string { return [name] }
        let names = node.sequence?.compactMap { $0.scalar?.string } ?? []
        return names.isEmpty || names.count != node.sequence?.count ? nil : names
    }
}

extension Field.Source {
    private enum TypeName: String, CaseIterable {
        case timestamp, epoch, after, number, list, relation, text, boolean, duration
        case salesforceID = "salesforce_id"
    }

    /// The source that a section of a mapping describes.
    fileprivate init(_ section: YAMLSection, of column: Column, kind: Kind) throws(MappingError) {
        let reading = try Self.reading(section, kind: kind)
        if let reading, !reading.fits(column.type) {
            throw section.error("type", "\(column.name) holds nothing that is read so")
        }
        self.init(
            origin: try Self.origin(section), reading: reading,
            addresses: try section.word("addresses", as: Field.Addresses.self), values: try Self.values(section))
    }

    private static func origin(_ section: YAMLSection) throws(MappingError) -> Field.Origin {
        if let names = try section.strings("column") { return .firstFilled(names) }
        if let names = try section.strings("join") { return .joined(names) }
        if section.node("hash_of") != nil {
            if section.names.count > 1 { throw section.error("hash_of", "stands alone") }
            return .digest(try section.alternatives("hash_of"))
        }
        if let text = try section.string("constant") { return .constant(text) }
        throw section.error(
            "column", "name a column, several to join, a constant, or several to make an id of (hash_of)")
    }

    private static func reading(_ section: YAMLSection, kind: Kind) throws(MappingError) -> Field.Reading? {
        guard let type = try section.word("type", as: TypeName.self) else { return nil }
        switch type {
        case .timestamp:
            return .timestamp(try formats(section), try section.word("range", as: TimestampRange.Bound.self))
        case .epoch: return .epoch(try unit(section))
        case .duration: return .duration(try unit(section))
        case .after:
            guard let base = try section.string("after"), let index = kind.index(of: base),
                kind.columns[index].type == .timestamp
            else {
                throw section.error("after", "expected a column of \(kind.name) that holds a time")
            }
            return .after(column: base, unit: try unit(section))
        case .number: return try number(section)
        case .relation: return .relation
        case .list: return .list(separator: try mark(section, "separator") ?? UInt8(ascii: ";"))
        case .salesforceID: return .salesforceID
        case .text, .boolean: return nil
        }
    }

    private static func number(_ section: YAMLSection) throws(MappingError) -> Field.Reading {
        let decimal = try mark(section, "decimal") ?? UInt8(ascii: ".")
        let grouping = try groupingMark(section)
        for (key, mark) in [("decimal", decimal), ("grouping", grouping)] {
            guard let mark, Unicode.Scalar(mark).properties.isAlphabetic || "0123456789+-".utf8.contains(mark) else {
                continue
            }
            throw section.error(key, "expected a mark, not a letter, a digit or a sign")
        }
        if decimal == grouping { throw section.error("grouping", "is the decimal mark already") }
        return .number(decimalMark: decimal, groupingMark: grouping)
    }

    /// A blank stands for those that do not break too, an apostrophe for the typographic one.
    private static func groupingMark(_ section: YAMLSection) throws(MappingError) -> UInt8? {
        switch try section.string("grouping") {
        case "\u{a0}", "\u{202f}": UInt8(ascii: " ")
        case "’": UInt8(ascii: "'")
        default: try mark(section, "grouping")
        }
    }

    private static func formats(_ section: YAMLSection) throws(MappingError) -> [TimestampFormat] {
        var formats: [TimestampFormat] = []
        for pattern in try section.strings("formats") ?? [] {
            if let epoch = epochs[pattern] {
                formats.append(epoch)
                continue
            }
            do {
                formats.append(try TimestampFormat(pattern: pattern, names: .western))
            } catch {
                throw section.error("formats", "\(error)")
            }
        }
        return formats
    }

    private static let epochs: [String: TimestampFormat] = [
        "epoch_seconds": .epochSeconds, "epoch_milliseconds": .epochMilliseconds,
    ]

    private static func unit(_ section: YAMLSection) throws(MappingError) -> DurationUnit {
        guard let unit = try section.word("unit", as: DurationUnit.self) else {
            throw section.error(
                "unit", "is missing; expected one of \(DurationUnit.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return unit
    }

    private static func mark(_ section: YAMLSection, _ key: String) throws(MappingError) -> UInt8? {
        guard let text = try section.string(key) else { return nil }
        guard text.utf8.count == 1, let byte = text.utf8.first else {
            throw section.error(key, "expected one ASCII character")
        }
        return byte
    }

    private static func values(_ section: YAMLSection) throws(MappingError) -> Vocabulary {
        var vocabulary = Vocabulary()
        guard let node = section.node("values") else { return vocabulary }
        let words = try YAMLSection(anyKeysOf: node, file: section.file)
        for word in words.names where !vocabulary.add(word, meaning: try words.string(word) ?? "") {
            throw words.error(word, "stands there twice; capital and small letters count as the same")
        }
        return vocabulary
    }
}

extension Field.Reading {
    /// Whether a column of that type can hold what it gives.
    fileprivate func fits(_ type: Column.CellType) -> Bool {
        switch (self, type) {
        case (.timestamp, .timestamp), (.epoch, .timestamp), (.after, .timestamp), (.number, .number),
            (.duration, .minutes), (.salesforceID, .name), (.list, _), (.relation, .name), (.relation, .list):
            true
        default: false
        }
    }
}
