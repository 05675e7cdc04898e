import Records

extension MappingDraft {
    /// The draft as the text of a mapping file called `name`; `kind` has to be known.
    public func yaml(name: String) -> String {
        var lines = ["name: \(Self.quoted(name))", "kind: \(kind?.name ?? "")"]
        if format.syntax != .csv, let syntax = format.syntax { lines.append("format: \(syntax.rawValue)") }
        if let encoding = format.encoding { lines.append("encoding: \(encoding)") }
        if let records = format.records { lines.append("records: \(Self.quoted(records))") }
        if format.skippedLines > 0 { lines.append("skip_lines: \(format.skippedLines)") }
        lines.append("source: \(Self.quoted(name))")
        if !nulls.isEmpty { lines.append("nulls: \(Self.list(nulls))") }
        lines.append("fields:")
        for entry in entries { lines += Self.lines(of: entry) }
        lines += repeatedKeys.map { "  # \(EscapedText($0)) has one value in several records, so it is no id" }
        lines += timesOfDay.map {
            "  # \(EscapedText($0)) holds times of day, which are not read: export date and time in one column"
        }
        lines += missing.map { "  # \($0) is required: name its column\n  \($0):" }
        if !unused.isEmpty {
            lines.append("# Not used: \(unused.map { EscapedText($0).description }.joined(separator: ", "))")
        }
        if !otherKinds.isEmpty {
            lines.append("# The file also has what it takes for: \(otherKinds.joined(separator: ", ")) (--kind)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(of entry: Entry) -> [String] {
        let name = quoted(entry.name)
        var parts = ["column: \(name)"]
        switch entry.reading {
        case .plain: break
        case .timestamp(let patterns): parts += ["type: timestamp", "formats: \(list(patterns))"]
        case .epoch(let unit): parts += ["type: epoch", "unit: \(unit.rawValue)"]
        case .after(let column, let unit): parts += ["type: after", "after: \(column)", "unit: \(unit.rawValue)"]
        case .duration(let unit): parts += ["type: duration", "unit: \(unit.rawValue)"]
        case .number(let decimal, let grouping):
            parts += ["type: number", "decimal: \(quoted(String(decimal)))"]
            if let grouping { parts.append("grouping: \(quoted(String(grouping)))") }
        case .list(let separator): parts += ["type: list", "separator: \(quoted(String(separator)))"]
        case .hash(let columns):
            return [
                "  # The file has no id: one is made of these columns, and a change in them makes another record.",
                "  \(entry.column): {hash_of: \(list(columns))}",
            ]
        }
        guard !entry.values.isEmpty else {
            return ["  \(entry.column): " + (parts.count == 1 ? name : "{\(parts.joined(separator: ", "))}")]
        }
        let words = entry.values.map { word, meaning in
            meaning.isEmpty
                ? "      \(quoted(word)): \"\"  # not known: say what it means"
                : "      \(quoted(word)): \(meaning)"
        }
        return ["  \(entry.column):"] + parts.map { "    \($0)" } + ["    values:"] + words
    }

    private static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }

    private static func quoted(_ text: String) -> String {
        "\"" + text.map { "\"\\".contains($0) ? "\\\($0)" : EscapedText(String($0)).description }.joined() + "\""
    }
}
