import Records

/// What a file shows at its beginning: its columns, and some of what stands in them.
public struct FileHead: Sendable {
    /// How many records are looked at.
    private static let recordLimit = 200
    /// How many values of a column are kept.
    private static let sampleLimit = 20

    /// The syntax of the file.
    public let syntax: Mapping.Format.Syntax
    /// Its columns, in its order; of JSON, the members that the records have.
    public private(set) var columns: [String]
    /// Different values of each column, in the file's order, without empty ones; none of a calendar, whose times need
    /// zones to be known.
    public private(set) var samples: [[String]] = []

    /// Looks at the file at `path`; `format` says what is known of it.
    ///
    /// Throws a ``Refusal`` where there is no header, or `RecordsError` where it cannot be read.
    public init(path: String, format: Mapping.Format = Mapping.Format()) throws {
        let member = try InputFile.members(of: path).first ?? nil
        try self.init(of: InputFile(path: path, member: member, format: format))
    }

    init(of input: InputFile) throws {
        let input = try input.settled()
        syntax = input.format.syntax ?? .csv
        columns = []
        switch syntax {
        case .csv: try look(at: input.csv())
        case .ndjson, .json: try look(at: input.json(Self.members(of: input)))
        case .ics:
            columns = CalendarColumn.allCases.map(\.rawValue)
            samples = columns.map { _ in [] }
        }
    }

    /// Names of the members that the first records have.
    private static func members(of input: InputFile) throws -> [String] {
        var reader = try input.json([])
        for _ in 0..<recordLimit {
            switch try reader.next() {
            case .record, .fault: continue
            case .end, .truncated, .unreadable: return reader.unaskedNames
            }
        }
        return reader.unaskedNames
    }

    private mutating func look<Reader: RecordReader & ~Copyable>(at file: consuming Reader) throws {
        var file = file
        columns = file.header.names
        samples = columns.map { _ in [] }
        for _ in 0..<Self.recordLimit {
            switch try file.next() {
            case .fault: continue
            case .end, .truncated, .unreadable: return
            case .record: break
            }
            for cell in columns.indices where samples[cell].count < Self.sampleLimit {
                let text = file.items(cell)?.first ?? file[cell].trimmed.string
                if !text.isEmpty, !samples[cell].contains(text) { samples[cell].append(text) }
            }
        }
    }
}
