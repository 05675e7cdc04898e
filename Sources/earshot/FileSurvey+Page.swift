import Intake
import Records

extension FileSurvey {
    /// The format that was found.
    var format: Mapping.Format {
        var format = Mapping.Format()
        format.syntax = Mapping.Format.Syntax(rawValue: syntax)
        return format
    }

    /// The whole for people.
    var page: String {
        let finding =
            switch mapping {
            case nil where columns.allSatisfy(\.becomes.isEmpty): "no mapping fits"
            case nil: "no mapping fits; guessed as \(kind)"
            case "": "canonical \(kind)"
            case let name?: "recognized as \(name) (\(kind))"
            }
        let width = min(40, columns.map(\.shownName.count).max() ?? 0)
        let target = columns.map(\.target.count).max() ?? 0
        var lines = ["\(EscapedText(file)): \(syntax), \(columns.count) columns, \(finding)"]
        lines += columns.map { column in
            let name = column.shownName.padded(to: width)
            guard let sample = column.sample else { return "  \(name)  \(column.target)" }
            return "  \(name)  \(column.target.padded(to: target))  \(EscapedText(sample))"
        }
        if !lacking.isEmpty { lines.append("Not in the file: \(lacking.joined(separator: ", "))") }
        if !missing.isEmpty { lines.append("Needed to load it: \(missing.joined(separator: ", "))") }
        if mapping == nil {
            lines.append("Write a first mapping: earshot mappings check \(EscapedText(file)) --write")
        }
        return lines.joined(separator: "\n")
    }
}

extension FileSurvey.Finding {
    fileprivate var shownName: String { EscapedText(name).description }

    fileprivate var target: String { becomes.isEmpty ? "not used" : becomes.joined(separator: ", ") }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
