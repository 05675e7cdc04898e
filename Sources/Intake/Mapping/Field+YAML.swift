import Records
import Yams

extension Field {
    private enum TypeName: String, CaseIterable {
        case timestamp, epoch, after, number, list, text, boolean, duration
        case salesforceID = "salesforce_id"
    }

    private static let keys = [
        "column", "join", "constant", "type", "formats", "unit", "after", "decimal", "separator", "addresses", "values",
        "default",
    ]

    /// The field that a YAML node describes: the name of a column of the file, a list of names of which the first that
    /// is not empty counts, or a mapping with ``keys``.
    init(_ node: Node, column: Column, kind: Kind, file: String) throws(MappingError) {
        if let names = Self.names(node) {
            self.init(column: column, origin: .firstFilled(names))
            return
        }
        let section = try YAMLSection(node, file: file, keys: Self.keys)
        self.init(
            column: column, origin: try Self.origin(section), reading: try Self.reading(section, kind: kind),
            addresses: try section.word("addresses", as: Addresses.self), values: try Self.values(section),
            fallback: try section.string("default"))
    }

    private static func names(_ node: Node) -> [String]? {
        if let name = node.scalar?.string { return [name] }
        let names = node.sequence?.compactMap { $0.scalar?.string } ?? []
        return names.isEmpty || names.count != node.sequence?.count ? nil : names
    }

    private static func origin(_ section: YAMLSection) throws(MappingError) -> Origin {
        if let names = try section.strings("column") { return .firstFilled(names) }
        if let names = try section.strings("join") { return .joined(names) }
        if let text = try section.string("constant") { return .constant(text) }
        throw section.error("column", "name a column, several to join, or a constant")
    }

    private static func reading(_ section: YAMLSection, kind: Kind) throws(MappingError) -> Reading? {
        guard let type = try section.word("type", as: TypeName.self) else { return nil }
        switch type {
        case .timestamp: return .timestamp(try formats(section))
        case .epoch: return .epoch(try unit(section))
        case .duration: return .duration(try unit(section))
        case .after:
            guard let base = try section.string("after"), let index = kind.index(of: base),
                kind.columns[index].type == .timestamp
            else {
                throw section.error("after", "expected a column of \(kind.name) that holds a time")
            }
            return .after(column: base, unit: try unit(section))
        case .number: return .number(decimalMark: try mark(section, "decimal") ?? UInt8(ascii: "."))
        case .list: return .list(separator: try mark(section, "separator") ?? UInt8(ascii: ";"))
        case .salesforceID: return .salesforceID
        case .text, .boolean: return nil
        }
    }

    private static func formats(_ section: YAMLSection) throws(MappingError) -> [TimestampFormat] {
        var formats: [TimestampFormat] = []
        for pattern in try section.strings("formats") ?? [] {
            do {
                formats.append(try TimestampFormat(pattern: pattern, names: .western))
            } catch {
                throw section.error("formats", "\(error)")
            }
        }
        return formats
    }

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
