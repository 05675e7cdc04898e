import Foundation

/// The lists of columns in the head of a file of `sql/loads`, and how they are filled into the steps that kinds share.
///
/// The head has lines such as `-- columns: customer_ref_id (customer), created_at`: a column of the table, and in
/// parentheses the column of the file that brings it where that has another name, then what stands for no value where that
/// is not null. The lists are `key`, `columns`, `texts`
/// (columns of the table of free text), `before` (columns whose values before the merge later steps read) and `attribution`
/// (columns that decide where a record counts).
///
/// In shared steps `{list|separator|text}` stands for the text once for each column of a list, with `$` for its name, `@`
/// for the name in the file and `#` for no value. Lists besides those of the head: `values` (columns and texts), `present` and `lacking` (values
/// that the file gave, and the others), `own_key` (the key without the source), `owner` (the source where the key does not
/// hold it), `shown` (names in the file, each once), `updated` (the column updated_at, if there is one), `with_text` (the
/// table of free text, if there is one). `{table}` is the
/// table's name, `{match a b}` the condition that two relations agree in the key, `{records}` the select of the staged records.
struct MergeTemplate {
    private struct Column {
        let name: String
        let shown: String
        var blank = "null"
    }

    private let table: String
    private let lists: [String: [Column]]

    /// Whether there is a table of free text.
    var hasTexts: Bool { !column("texts").isEmpty }

    /// Whether the head has no lists.
    var isEmpty: Bool { lists.isEmpty }

    init(head: String) {
        var lists: [String: [Column]] = [:]
        var table = ""
        for line in head.split(separator: "\n") {
            let parts = line.dropFirst(3).split(separator: ":", maxSplits: 1).map(String.init)
            guard line.hasPrefix("-- "), parts.count == 2 else { continue }
            let words = parts[1].split(separator: ",").map { $0.split(separator: " ") }
            switch parts[0] {
            case "table": table = words.first?.first.map(String.init) ?? ""
            case "key", "columns", "texts", "before", "attribution":
                lists[parts[0], default: []] += words.map { word in
                    let name = String(word.first ?? "")
                    let shown = word.dropFirst().first.map { String($0.dropFirst().dropLast()) }
                    return Column(
                        name: name, shown: shown ?? name, blank: word.dropFirst(2).first.map(String.init) ?? "null")
                }
            default: continue
            }
        }
        self.table = table
        self.lists = lists
    }

    /// `text` with everything in braces filled in; `present` are the columns that the file gave.
    func filled(_ text: String, records: String, present: [String]) -> String {
        text.components(separatedBy: "{records}").map { part in
            var part = part
            // From the innermost braces outward.
            while let end = part.firstIndex(of: "}"), let start = part[..<end].lastIndex(of: "{") {
                let place = part[part.index(after: start)..<end]
                part.replaceSubrange(start...end, with: filling(String(place), present: Set(present)))
            }
            return part
        }.joined(separator: records)
    }

    private func filling(_ place: String, present: Set<String>) -> String {
        let parts = place.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else {
            let words = place.split(separator: " ").map(String.init)
            guard words.count == 3 else { return table }
            return column("key").map { "\(words[1]).\($0.name) = \(words[2]).\($0.name)" }.joined(separator: " and ")
        }
        return column(parts[0], present: present).map { column in
            parts[2].replacing("$", with: column.name).replacing("@", with: column.shown)
                .replacing("#", with: column.blank)
        }.joined(separator: parts[1])
    }

    private func column(_ list: String, present: Set<String> = []) -> [Column] {
        switch list {
        case "values": return column("columns") + column("texts")
        case "present": return column("values").filter { present.contains($0.shown) }
        case "lacking": return column("values").filter { !present.contains($0.shown) }
        case "own_key": return column("key").filter { $0.name != "source" }
        case "owner":
            return column("key").contains { $0.name == "source" } ? [] : [Column(name: "source", shown: "source")]
        case "updated": return column("columns").filter { $0.name == "updated_at" }
        case "with_text": return column("texts").isEmpty ? [] : [Column(name: "\(table)_text", shown: "")]
        case "shown":
            var seen: Set<String> = []
            return column("values").filter { seen.insert($0.shown).inserted }
        default: return lists[list] ?? []
        }
    }
}
