import Records

/// The file of a load, open, and how its records lie in it.
struct InputFile {
    let handle: InputHandle
    /// Name of the file in the archive that it is; nil: it is none, or has only one.
    var member: String?
    var format: Mapping.Format

    /// Names of the files in the archive that `handle` opened; a nil alone: it is no archive.
    static func members(of handle: InputHandle) throws -> [String?] {
        guard let archive = try handle.archive() else { return [nil] }
        return archive.members.map(\.name)
    }

    /// Its bytes, unpacked and as UTF-8, from the first one on.
    ///
    /// Throws a ``Refusal`` where an archive has not exactly the one file that is meant, or `RecordsError`.
    func source() throws -> ByteSource {
        guard let archive = try handle.archive() else { return try handle.source(encoding: format.encoding) }
        let members = archive.members.filter { member == nil || $0.name == member }
        guard members.count == 1 else {
            throw Refusal(reason: "the archive holds \(members.count) files instead of one. Unpack it first.")
        }
        return try archive.source(of: members[0], encoding: format.encoding)
    }

    /// The same file with everything settled that its format leaves open, by its first bytes.
    ///
    /// Throws a ``Refusal`` where it is of no syntax that can be read.
    func settled() throws -> InputFile {
        guard format.syntax == nil || (format.syntax == .csv && format.delimiter == nil) else { return self }
        let beginning = try source().beginning()
        var settled = self
        let syntax = try format.syntax ?? Self.syntax(FormatGuess(beginning))
        settled.format.syntax = syntax
        if syntax == .csv, format.delimiter == nil {
            let guess = DelimiterGuess(beginning, skippedLines: format.skippedLines)
            settled.format.delimiter = Character(Unicode.Scalar(guess.delimiter ?? UInt8(ascii: ",")))
            settled.format.skippedLines += guess.skippedLines
        }
        return settled
    }

    private static func syntax(_ guess: FormatGuess) throws -> Mapping.Format.Syntax {
        switch guess {
        case .csv, .empty: .csv
        case .ndjson: .ndjson
        case .json: .json
        case .calendar: .ics
        case .workbook:
            throw Refusal(reason: "it is a workbook of a spreadsheet program. Save the sheet as CSV (UTF-8).")
        case .html:
            throw Refusal(reason: "it is a web page, perhaps one that asks to log in. Download the export itself.")
        case .xml: throw Refusal(reason: "it is XML, which is not read. Export it as CSV or JSON.")
        case .pdf: throw Refusal(reason: "it is a PDF. Export the table behind it as CSV.")
        case .foreign(let what):
            throw Refusal(reason: "it is \(what). Export the table as CSV, JSON or iCalendar.")
        case .zip: throw Refusal(reason: "it is an archive in an archive. Unpack it first.")
        case .binary: throw Refusal(reason: "it is not a text file. Export it as CSV, JSON or iCalendar.")
        }
    }

    /// Its records as CSV, the header read. Throws a ``Refusal`` where that is not good.
    func csv() throws -> CSVReader {
        var reader = CSVReader(try source(), delimiter: format.delimiter?.asciiValue ?? UInt8(ascii: ","))
        reader.footer = format.footer.map { $0.isEmpty ? .behindEmptyLine : .startingWith($0) }
        reader.rowsBelowHeader = format.headerRows - 1
        try reader.skipLines(format.skippedLines)
        switch try reader.readHeader() {
        case .record: return reader
        case .end: throw Refusal(reason: HeaderFault.empty.message)
        case .truncated(let line):
            throw Refusal(reason: "the header has a quote that opens on line \(line) and never closes. Correct it.")
        case .fault(let fault), .unreadable(let fault):
            let rule = Rejection.Rule(fault.rule)
            throw Refusal(
                reason: "the header on line \(fault.line) cannot be read: \(rule.advice).", byRule: [rule.rawValue: 1])
        }
    }

    /// Its records as JSON objects, whose cells are what `columns` lead to: paths, or names of members.
    func json(_ columns: [String]) throws -> JSONReader {
        let shape = format.records.map { JSONShape.wrapped(in: [$0]) } ?? .automatic
        return JSONReader(
            try source(), columns: columns.map(JSONPath.init(column:)), shape: shape, sideLoads: format.sideLoads)
    }
}

extension JSONPath {
    /// What a mapping calls a column: a path, else the name of a member.
    init(column: String) {
        self = (try? JSONPath(column)) ?? JSONPath(name: column)
    }
}
