import Records

/// The file of a load, and how its records lie in it.
struct InputFile {
    let path: String
    let format: Mapping.Format

    /// Its bytes, from the first one on.
    func source() throws -> ByteSource { try ByteSource(path: path) }

    /// Its syntax: the mapping's, else what its first bytes look like.
    func syntax() throws -> Mapping.Format.Syntax {
        if let syntax = format.syntax { return syntax }
        var first = [UInt8](repeating: 0, count: 512)
        let source = try source()
        let count = try first.withUnsafeMutableBytes { buffer throws(RecordsError) in try source.read(into: buffer) }
        var text = first[..<count]
        if text.starts(with: [0xef, 0xbb, 0xbf]) { text = text.dropFirst(3) }
        text = text.drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
        if text.starts(with: Array("BEGIN:VCALENDAR".utf8)) { return .ics }
        return text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") ? .json : .csv
    }

    /// Its records as CSV, the header read. Throws a ``Refusal`` where that is not good.
    func csv() throws -> CSVReader {
        var reader = CSVReader(try source(), delimiter: format.delimiter?.asciiValue ?? UInt8(ascii: ","))
        try reader.skipLines(format.skippedLines)
        switch try reader.readHeader() {
        case .record: return reader
        case .end: throw Refusal(reason: HeaderFault.empty.message)
        case .truncated(let line):
            throw Refusal(reason: "the header has a quote that opens on line \(line) and never closes. Correct it.")
        case .fault(let fault), .unreadable(let fault):
            throw Refusal(reason: "the header, line \(fault.line), is not good: \(Rejection.Rule(fault.rule).advice).")
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
