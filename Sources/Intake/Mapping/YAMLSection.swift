package import Yams

/// A YAML mapping whose keys are known: every key is asked for once, and what nobody asked for is an error.
package struct YAMLSection {
    package let file: String
    private let node: Node
    private let entries: [(key: String, value: Node)]

    package init(_ node: Node, file: String, keys: [String]) throws(MappingError) {
        self.file = file
        self.node = node
        guard let mapping = node.mapping else {
            throw MappingError(
                file: file, line: node.mark?.line, message: "expected a mapping of \(keys.joined(separator: ", "))")
        }
        entries = mapping.map { (key: $0.key.string ?? "", value: $0.value) }
        if let unknown = mapping.first(where: { !keys.contains($0.key.string ?? "") }) {
            let name = unknown.key.string ?? "?"
            throw MappingError(
                file: file, line: unknown.key.mark?.line,
                message: "unknown key \(name); known are \(keys.joined(separator: ", "))")
        }
    }

    /// A section whose keys are names of the user's own.
    package init(anyKeysOf node: Node, file: String) throws(MappingError) {
        let names = node.mapping?.map { $0.key.string ?? "" } ?? []
        try self.init(node, file: file, keys: names)
    }

    package var names: [String] { entries.map(\.key) }

    package func node(_ key: String) -> Node? {
        guard let value = entries.first(where: { $0.key == key })?.value, value.null == nil else { return nil }
        return value
    }

    package func string(_ key: String) throws(MappingError) -> String? {
        guard let value = node(key) else { return nil }
        guard let text = value.scalar?.string else { throw error(key, "expected one word or text") }
        return text
    }

    package func boolean(_ key: String) throws(MappingError) -> Bool? {
        guard let text = try string(key) else { return nil }
        guard let boolean = ["true": true, "false": false][text.lowercased()] else {
            throw error(key, "expected true or false")
        }
        return boolean
    }

    package func integer(_ key: String) throws(MappingError) -> Int? {
        guard let text = try string(key) else { return nil }
        guard let number = Int(text), number >= 0 else { throw error(key, "expected a whole number") }
        return number
    }

    package func word<Word: RawRepresentable & CaseIterable>(_ key: String, as type: Word.Type) throws(MappingError)
        -> Word?
    where Word.RawValue == String {
        guard let text = try string(key) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw error(key, "expected one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    /// A text alone is a list of one.
    package func strings(_ key: String) throws(MappingError) -> [String]? {
        guard let value = node(key) else { return nil }
        if let text = value.scalar?.string { return [text] }
        guard let items = value.sequence else { throw error(key, "expected a list") }
        let texts = items.compactMap { $0.scalar?.string }
        guard texts.count == items.count else { throw error(key, "expected a list of texts") }
        return texts
    }

    /// A list each of whose entries is a text or a list of texts of which one is enough; empty: the key is not there.
    package func alternatives(_ key: String) throws(MappingError) -> [[String]] {
        guard let value = node(key) else { return [] }
        guard let entries = value.sequence else { throw error(key, "expected a list") }
        var alternatives: [[String]] = []
        for entry in entries {
            let names = entry.sequence?.compactMap { $0.scalar?.string } ?? entry.scalar.map { [$0.string] } ?? []
            guard !names.isEmpty else { throw error(key, "expected names of columns") }
            alternatives.append(names)
        }
        return alternatives
    }

    package func error(_ key: String, _ message: String) -> MappingError {
        MappingError(file: file, line: (node(key) ?? node).mark?.line, message: "\(key): \(message)")
    }
}
