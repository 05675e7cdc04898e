internal import Warehouse

/// The comment at the top of a SQL file: lines `-- key: words`, an entry going on in lines that are indented.
struct Header {
    /// The words of each key, the lines of an entry joined by a space.
    let entries: [String: String]

    /// - Parameters:
    ///   - text: The whole file.
    ///   - file: Its path, for messages.
    ///   - keys: The keys it must have, each once.
    ///   - optional: The other keys that it may have, each once.
    /// - Throws: `Failure` of kind `configuration` that names file and line.
    init(_ text: String, file: String, keys: [String], optional: [String] = []) throws(Failure) {
        var entries: [String: String] = [:]
        var current: String?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("--") }
        for (index, line) in lines.enumerated() {
            if let entry = line.wholeMatch(of: /-- ([a-z]+): (.*\S)\s*/) {
                let key = String(entry.1)
                guard (keys + optional).contains(key), entries[key] == nil else {
                    throw Self.fault(
                        file, index + 1, entries[key] == nil ? "\(key) is no key" : "\(key) stands twice")
                }
                entries[key] = String(entry.2)
                current = key
            } else if let more = line.wholeMatch(of: /--\s{2,}(.*\S)\s*/), let current {
                entries[current, default: ""] += " \(more.1)"
            } else {
                throw Self.fault(file, index + 1, "neither `-- key: words` nor an indented line")
            }
        }
        if let missing = keys.first(where: { entries[$0] == nil }) {
            throw Self.fault(file, lines.count + 1, "\(missing) is missing from the header")
        }
        self.entries = entries
    }

    /// The names in an entry, separated by commas.
    func names(_ key: String) -> [String] {
        list(key).compactMap { part in part.split(separator: " ").first.map(String.init) }
    }

    /// The parts of an entry, separated by commas.
    func list(_ key: String) -> [String] {
        (entries[key] ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
    }

    private static func fault(_ file: String, _ line: Int, _ words: String) -> Failure {
        Failure(.configuration, "\(file):\(line): \(words).")
    }
}
