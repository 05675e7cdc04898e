import Intake
import Records

extension FileSurvey {
    /// The whole for people; the command to run next only where `namesNext` asks for it.
    func page(namesNext: Bool) -> String {
        let width = min(40, columns.map(\.shownName.count).max() ?? 0)
        let target = columns.map(\.target.count).max() ?? 0
        var lines = ["\(EscapedText(file)): \(make), \(columns.count) columns, \(finding)"]
        lines += columns.map { column in
            let name = column.shownName.padded(to: width)
            guard let sample = column.sample else { return "  \(name)  \(column.target)" }
            let value = column.becomes.lazy.compactMap { trial?.values[$0] }.first
            let loaded = value.map { $0 == sample ? "" : " → \($0)" } ?? ""
            return "  \(name)  \(column.target.padded(to: target))  \(EscapedText(sample))\(loaded)"
        }
        if !lacking.isEmpty { lines.append("Not in the file: \(lacking.joined(separator: ", "))") }
        lines += repeatedKeys.map { "\(EscapedText($0)) has one value in several records, so it is no id." }
        lines += timesOfDay.map {
            "\(EscapedText($0)) holds times of day, which are not read: export date and time in one column."
        }
        if !missing.isEmpty { lines.append("Required and not found: \(missing.joined(separator: ", "))") }
        return (lines + outcome + (namesNext ? [next] : [])).joined(separator: "\n")
    }

    private var make: String {
        [syntax, encoding, titleLines > 0 ? "header on line \(titleLines + 1)" : nil].compactMap(\.self)
            .joined(separator: ", ")
    }

    private var finding: String {
        switch mapping {
        case nil: kind.map { "no mapping fits; guessed as \($0)" } ?? "no mapping and no kind fits"
        case "": "canonical \(kind ?? "")"
        case let name?: "recognized as \(name) (\(kind ?? ""))"
        }
    }

    /// What happened to the first records.
    private var outcome: [String] {
        guard let trial else { return [] }
        if let refusal = trial.refusal { return ["The file would be refused: \(refusal)"] }
        guard trial.read > 0 else { return [] }
        let counts = "Tried \(trial.read) records: \(trial.read - trial.rejected) would load"
        return [trial.rejected == 0 ? counts + "." : counts + ", \(trial.rejected) would be rejected:"]
            + trial.faults.map { "  \($0)" }
    }

    /// The command to run next.
    private var next: String {
        let path = EscapedText(file).description
        switch (mapping, kind) {
        case (nil, nil):
            return "Next: name the kind (earshot mappings check \(path) --kind tickets); "
                + "earshot load --help lists them."
        case (nil, let kind?):
            return "Next: earshot mappings check \(path) --kind \(kind) --write, and correct the mapping it writes."
        case (_?, let kind):
            let encoding = encoding.map { " --encoding \($0)" } ?? ""
            return "Next: earshot load \(kind ?? "KIND") \(path)\(encoding)"
        }
    }
}

extension FileSurvey.Finding {
    fileprivate var shownName: String { EscapedText(name).description }

    fileprivate var target: String { becomes.isEmpty ? "not used" : becomes.joined(separator: ", ") }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
