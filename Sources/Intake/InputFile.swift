import Records

/// The file of a load, and how its records lie in it.
struct InputFile {
    let path: String
    let format: Mapping.Format

    /// Its bytes, from the first one on.
    func source() throws -> ByteSource { try ByteSource(path: path) }

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
}
