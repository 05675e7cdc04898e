import Records

/// What a file shows at its beginning: its columns, and some of what stands in them.
public struct FileHead: Sendable {
    /// How many records are looked at.
    static let recordLimit = 200
    /// How many values of a column are kept.
    private static let sampleLimit = 100

    /// How the file is to be read: as asked for, and what its first bytes add to that.
    public private(set) var format: Mapping.Format
    /// Its columns, in its order; of JSON, the members that the records have.
    public private(set) var columns: [String]
    /// What each column shows; nothing of a calendar, whose times need zones to be known.
    private(set) var profiles: [ColumnProfile] = []
    /// How many records were looked at, at most ``recordLimit``.
    public private(set) var recordCount = 0

    /// The syntax of the file.
    public var syntax: Mapping.Format.Syntax { format.syntax ?? .csv }

    /// Looks at the file at `path`; `format` says what is known of it.
    ///
    /// Throws a ``Refusal`` where there is no header, or `RecordsError` where it cannot be read.
    public init(path: String, format: Mapping.Format = Mapping.Format()) throws {
        let handle = try InputHandle(path: path)
        let member = try InputFile.members(of: handle).first ?? nil
        try self.init(of: InputFile(handle: handle, member: member, format: format))
    }

    init(of input: InputFile) throws {
        var input = input
        if input.format.encoding == nil { input.format.encoding = try Self.encoding(of: input) }
        format = input.format
        input = try input.settled()
        format.syntax = input.format.syntax
        columns = []
        switch syntax {
        case .csv:
            // A line `sep=;` is skipped already, and none of a title.
            if input.format.skippedLines == 0 {
                format.skippedLines = try TitleLines(input).count
                // The delimiter is guessed anew without the lines above the header.
                input.format = format
                input = try input.settled()
            }
            try look(at: input.csv())
        case .ndjson, .json:
            try look(at: input.json(Self.members(of: input)))
            if recordCount == 1, format.records == nil, let records = try records(in: input) {
                format.syntax = .json
                format.records = records
                input.format = format
                recordCount = 0
                try look(at: input.json(Self.members(of: input)))
            }
        case .ics:
            columns = CalendarColumn.allCases.map(\.rawValue)
            profiles = columns.map { ColumnProfile(name: $0, values: [], sampleLimit: 0) }
        }
    }

    /// windows-1252 where the first bytes are none of UTF-8 and fit it; nil: UTF-8, or nothing that is known.
    private static func encoding(of input: InputFile) throws -> String? {
        let beginning = try input.source().beginning()
        switch FormatGuess(beginning) {
        case .csv, .ndjson, .json, .calendar: return EncodingGuess(beginning).needsWindows1252 ? "windows-1252" : nil
        default: return nil
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

    /// The member of the only object that holds the records: the array of objects with the most members.
    private func records(in input: InputFile) throws -> String? {
        var best: (name: String, count: Int)?
        for name in columns {
            var wrapped = input
            wrapped.format.syntax = .json
            wrapped.format.records = name
            let count = try Self.members(of: wrapped).count
            if count > max(1, best?.count ?? 0) { best = (name, count) }
        }
        return best?.name
    }

    private mutating func look<Reader: RecordReader & ~Copyable>(at file: consuming Reader) throws {
        var file = file
        columns = file.header.names
        var values: [[String]] = columns.map { _ in [] }
        loop: while recordCount < Self.recordLimit {
            switch try file.next() {
            case .fault: continue
            case .end, .truncated, .unreadable: break loop
            case .record: break
            }
            recordCount += 1
            for cell in columns.indices { values[cell].append(file.items(cell)?.first ?? file[cell].trimmed.string) }
        }
        profiles = columns.indices.map {
            ColumnProfile(name: columns[$0], values: values[$0], sampleLimit: Self.sampleLimit)
        }
    }
}
