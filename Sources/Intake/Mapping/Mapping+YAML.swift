import Digest
import Records
import Yams

extension Mapping {
    private static let keys = [
        "name", "kind", "recognized_by", "format", "delimiter", "skip_lines", "header_rows", "footer", "encoding",
        "records", "side_loads", "source", "zone", "nulls", "only", "except", "only_meeting_series", "skip_without",
        "past_only", "withdraw", "extra", "fields",
    ]

    /// The mapping that a YAML text describes.
    ///
    /// `file` is its name for messages. Throws a ``MappingError`` that names the line: what is no YAML, an unknown
    /// key, kind, column or unit, a required column without a field.
    public init(yaml text: String, file: String) throws(MappingError) {
        let section = try YAMLSection(Self.parse(text, file: file), file: file, keys: Self.keys)
        guard let name = try section.string("name") else { throw section.error("name", "is missing") }
        guard let kindName = try section.string("kind"), let kind = Kind(named: kindName) else {
            throw section.error("kind", "expected one of \(Kind.all.map(\.name).joined(separator: ", "))")
        }
        self.init(
            name: name, kind: kind, format: try Self.format(section), source: try section.string("source"),
            zone: try section.string("zone"), nulls: Set(try section.strings("nulls") ?? []),
            only: try Self.filters("only", section), except: try Self.filters("except", section),
            neededColumns: try Self.columns("skip_without", section, of: kind),
            pastColumns: try Self.columns("past_only", section, of: kind),
            marks: try section.alternatives("recognized_by"), extra: try Self.extra(section),
            fields: try Self.fields(section, of: kind), sha256: SHA256.text(of: text.utf8))
        seriesColumns = try Self.columns("only_meeting_series", section, of: kind)
        withdrawal = try Self.withdrawal(section, of: kind)
    }

    private static func parse(_ text: String, file: String) throws(MappingError) -> Node {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw MappingError(file: file, line: nil, message: "is empty")
            }
            return node
        } catch let error as MappingError {
            throw error
        } catch let error as YamlError {
            throw MappingError(file: file, line: error.line(of: text), message: error.complaint)
        } catch {
            throw MappingError(file: file, line: nil, message: "is not valid YAML")
        }
    }

    private static func format(_ section: YAMLSection) throws(MappingError) -> Format {
        var format = Format()
        format.syntax = try section.word("format", as: Format.Syntax.self)
        if let delimiter = try section.string("delimiter") {
            guard delimiter.utf8.count == 1, let character = delimiter.first, !"\"\r\n".contains(character) else {
                throw section.error("delimiter", "expected one ASCII character")
            }
            format.delimiter = character
        }
        format.skippedLines = try section.integer("skip_lines") ?? 0
        format.headerRows = try section.integer("header_rows") ?? 1
        if format.headerRows == 0 { throw section.error("header_rows", "expected one row at least") }
        format.footer = try section.string("footer")
        format.encoding = try section.string("encoding")
        format.records = try section.string("records")
        format.sideLoads = try sideLoads(section)
        return format
    }

    private static func sideLoads(_ section: YAMLSection) throws(MappingError) -> [JSONSideLoad] {
        guard let node = section.node("side_loads") else { return [] }
        let arrays = try YAMLSection(anyKeysOf: node, file: section.file)
        var sideLoads: [JSONSideLoad] = []
        for array in arrays.names {
            guard let entry = arrays.node(array) else { throw arrays.error(array, "expected key, reference and as") }
            let join = try YAMLSection(entry, file: section.file, keys: ["key", "reference", "as"])
            guard let key = try join.string("key"), let reference = try join.string("reference"),
                let name = try join.string("as")
            else {
                throw arrays.error(array, "expected key, reference and as")
            }
            sideLoads.append(JSONSideLoad(array: array, key: key, reference: reference, name: name))
        }
        return sideLoads
    }

    /// The canonical columns that `key` names.
    private static func columns(
        _ key: String, _ section: YAMLSection, of kind: Kind
    ) throws(MappingError) -> Set<String> {
        let names = try section.strings(key) ?? []
        if let unknown = names.first(where: { kind.index(of: $0) == nil }) {
            throw section.error(key, "\(kind.name) have no column \(unknown)")
        }
        return Set(names)
    }

    private static func withdrawal(_ section: YAMLSection, of kind: Kind) throws(MappingError) -> Withdrawal? {
        guard let node = section.node("withdraw") else { return nil }
        guard kind.canWithdraw else { throw section.error("withdraw", "\(kind.name) cannot be withdrawn") }
        let entry = try YAMLSection(node, file: section.file, keys: ["set", "declined_by"])
        guard let set = entry.node("set") else {
            throw entry.error("set", "is missing; expected columns and their words")
        }
        let words = try YAMLSection(set, file: section.file, keys: kind.columns.map(\.name))
        var values: [String: String] = [:]
        for name in words.names { values[name] = try words.string(name) }
        return Withdrawal(values: values, declinedColumn: try entry.string("declined_by"))
    }

    private static func filters(
        _ key: String, _ section: YAMLSection
    ) throws(MappingError) -> [String: Set<String>] {
        guard let node = section.node(key) else { return [:] }
        let columns = try YAMLSection(anyKeysOf: node, file: section.file)
        var filters: [String: Set<String>] = [:]
        for column in columns.names { filters[column] = Set(try columns.strings(column) ?? [""]) }
        return filters
    }

    private static func extra(_ section: YAMLSection) throws(MappingError) -> Extra {
        guard let names = try section.strings("extra") else { return .drop }
        switch names {
        case ["keep"]: return .keepAll
        case ["drop"]: return .drop
        default: return .keep(names)
        }
    }

    private static func fields(_ section: YAMLSection, of kind: Kind) throws(MappingError) -> [Field] {
        guard let node = section.node("fields") else { throw section.error("fields", "is missing") }
        let entries = try YAMLSection(node, file: section.file, keys: kind.columns.map(\.name))
        var fields: [Field] = []
        for column in kind.columns {
            if let entry = entries.node(column.name) {
                fields.append(try Field(entry, column: column, kind: kind, file: section.file))
            } else if column.isRequired {
                throw section.error("fields", "\(column.name) is required for \(kind.name)")
            }
        }
        return fields
    }
}

extension YamlError {
    /// The line of `text` that is at fault; what breaks off at the end is reported behind the last one.
    fileprivate func line(of text: String) -> Int? {
        mark.map { min($0.line, text.split(separator: "\n", omittingEmptySubsequences: false).count) }
    }

    fileprivate var complaint: String {
        guard case .duplicatedKeysInMapping(let keys, _) = self else { return "is not valid YAML" }
        return "the key \(keys.sorted().joined(separator: ", ")) stands there twice"
    }

    private var mark: Mark? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark
        case .duplicatedKeysInMapping(_, let context): context.mark
        default: nil
        }
    }
}
