import Postgres
import Records

/// The records of one file on their way into the staging table.
struct Staging: ~Copyable {
    /// Rows of one COPY: some errors of the server arrive only with its end, so it must not be too far away.
    private static let chunk = 100_000
    /// Records between two calls of the load's progress.
    private static let progressStep = 8_192

    let load: Load
    let source: ByteSource
    let plan: RecordPlan
    let header: RecordHeader
    private(set) var log = RejectionLog()
    private(set) var readCount = 0
    private(set) var filteredCount = 0
    private var reader: CSVReader
    private var reading: CellReading
    private var values: RecordValues
    private let row: StagedRow

    /// Opens the file, lays the mapping against its header and creates the staging table.
    init(_ load: Load) throws {
        let source = try ByteSource(path: load.request.path)
        var reader = Self.reader(of: source, load)
        let header = try Self.readHeader(&reader, skipping: load.request.effectiveMapping.format.skippedLines)
        let plan = try Self.plan(load.request.effectiveMapping, header)
        for step in load.kindScript.steps where step.name == "stage" { try load.connection.execute(step.sql) }
        self.load = load
        self.source = source
        self.header = header
        self.plan = plan
        self.reader = reader
        values = RecordValues(load.kind)
        row = StagedRow(load.kind, keepsText: load.request.keepsText)
        reading = CellReading(
            plan: plan, zone: load.zone, reportingZone: load.reportingZone, spellings: load.request.spellings)
    }

    private static func plan(_ mapping: Mapping, _ header: RecordHeader) throws -> RecordPlan {
        do {
            return try RecordPlan(mapping, header: header)
        } catch {
            throw Refusal(reason: error.message)
        }
    }

    var oddTimes: Int { reading.oddTimes }

    /// SHA-256 of the decoded bytes, in hexadecimal; of the whole file once it is filled.
    var sha256: String { source.sha256 }

    /// Copies every good record into the staging table and logs the others.
    mutating func fill() throws {
        var isAtEnd = false
        while !isAtEnd {
            _ = try load.connection.copyIn("staging", columns: row.columns) { copy in
                while !isAtEnd, copy.rowCount < Self.chunk, !log.mustBeWritten { isAtEnd = try !stageNext(&copy) }
            }
            try log.write(to: load.connection)
        }
        load.progress(source.bytesRead, source.byteCount, readCount)
    }

    /// False at the end of the file.
    private mutating func stageNext(_ copy: inout CopyIn) throws -> Bool {
        switch try reader.next() {
        case .end: return false
        case .truncated(let line):
            throw Refusal(
                reason:
                    "the file ends inside the quoted cell that opens on line \(line): it is truncated, or a closing "
                    + "quote is missing. Export it again, or correct that line.",
                read: readCount, rejected: log.count, sample: log.sample, byRule: log.byRule)
        case .unreadable(let fault):
            let rule = Rejection.Rule(fault.rule)
            throw Refusal(
                reason: "line \(fault.line) breaks the file, and nothing behind it can be read: \(rule.advice).",
                read: readCount, rejected: log.count, sample: log.sample, byRule: log.byRule)
        case .fault(let fault): reject(fault)
        case .record: try stageCurrent(&copy)
        }
        if readCount % Self.progressStep == 0 { load.progress(source.bytesRead, source.byteCount, readCount) }
        return true
    }

    private mutating func stageCurrent(_ copy: inout CopyIn) throws {
        if header.isRepeated(by: reader) { return reject(nil, .repeatedHeader) }
        guard reading.takes(reader) else { return filteredCount += 1 }
        if let fault = reading.read(reader, into: &values) { return reject(fault.column, fault.rule) }
        readCount += 1
        try row.append(values, ordinal: readCount, line: reader.line, extra: extra(), to: &copy)
    }

    private func extra() -> [UInt8]? {
        guard !plan.kept.isEmpty else { return nil }
        var object = JSONObjectText()
        for column in plan.kept {
            let cell = reader[column.cell].trimmed
            if !cell.isEmpty, !plan.isNull(cell) { object.append(column.name, cell.bytes) }
        }
        return object.bytes
    }

    private mutating func reject(_ fault: Fault) {
        // A fault may stand behind the last column that the header names.
        let column = fault.column.flatMap { header.names.indices.contains($0) ? header.names[$0] : nil }
        reject(column, Rejection.Rule(fault.rule))
    }

    private mutating func reject(_ column: String?, _ rule: Rejection.Rule) {
        readCount += 1
        log.append(
            Rejection(
                line: reader.line, column: column, rule: rule, otherLine: nil, record: Array(reader.rawBytes)))
    }

    /// Takes the records that collide with others out of the staging table and logs them with their bytes.
    mutating func rejectRefused() throws {
        let refused = try load.connection.rows(
            "select line, column_name, rule, other_line from refused order by line")
        guard !refused.isEmpty else { return }
        var raw = try bytes(ofLines: Set(refused.map { try $0["line"] }))
        for row in refused {
            let line: Int = try row["line"]
            let column: String? = try row["column_name"]
            guard let rule = Rejection.Rule(rawValue: try row["rule"]) else { continue }
            log.append(
                Rejection(
                    line: line, column: column.map(plan.shownName(of:)), rule: rule, otherLine: try row["other_line"],
                    record: raw.removeValue(forKey: line) ?? []))
            if log.mustBeWritten { try log.write(to: load.connection) }
        }
        try log.write(to: load.connection)
        try load.connection.execute("delete from staging using refused where staging.ordinal = refused.ordinal")
    }

    /// Reads the file again for the bytes of the records that begin on `lines`.
    private func bytes(ofLines lines: Set<Int>) throws -> [Int: [UInt8]] {
        var again = Self.reader(of: try ByteSource(path: load.request.path), load)
        _ = try Self.readHeader(&again, skipping: plan.mapping.format.skippedLines)
        var found: [Int: [UInt8]] = [:]
        while found.count < lines.count {
            switch try again.next() {
            case .end, .truncated, .unreadable: return found
            case .record, .fault: if lines.contains(again.line) { found[again.line] = Array(again.rawBytes) }
            }
        }
        return found
    }

    /// Throws a ``Refusal`` when too many records were rejected, or none was good.
    func checkLimit() throws {
        // Those that collide with others were found last.
        let sample = log.sample.sorted { $0.line < $1.line }
        let shown = sample.prefix(3).map(\.description)
        let reason: String
        if load.request.limit.isExceeded(rejected: log.count, read: readCount) {
            reason = "\(log.count) of \(readCount) records were rejected, more than allowed (--max-rejects)"
        } else if readCount > 0, log.count == readCount {
            reason = "none of the \(readCount) records was good"
        } else {
            return
        }
        throw Refusal(
            reason: ([reason + ":"] + shown).joined(separator: "\n  "), read: readCount, rejected: log.count,
            sample: sample, byRule: log.byRule)
    }

    private static func reader(of source: ByteSource, _ load: Load) -> CSVReader {
        CSVReader(source, delimiter: load.request.effectiveMapping.format.delimiter.asciiValue ?? UInt8(ascii: ","))
    }

    private static func readHeader(_ reader: inout CSVReader, skipping skipped: Int) throws -> RecordHeader {
        try reader.skipLines(skipped)
        switch try reader.readHeader() {
        case .record: return reader.header
        case .end: throw Refusal(reason: HeaderFault.empty.message)
        case .truncated(let line):
            throw Refusal(reason: "the header has a quote that opens on line \(line) and never closes. Correct it.")
        case .fault(let fault), .unreadable(let fault):
            throw Refusal(reason: "the header, line \(fault.line), is not good: \(Rejection.Rule(fault.rule).advice).")
        }
    }
}

extension RecordHeader {
    /// Whether the reader's current record is the header once more.
    func isRepeated(by record: borrowing CSVReader) -> Bool {
        guard count > 0, record[0].trimmed.bytes.elementsEqual(names[0].utf8) else { return false }
        for (index, name) in names.enumerated() where !record[index].trimmed.bytes.elementsEqual(name.utf8) {
            return false
        }
        return true
    }
}

extension Rejection.Rule {
    init(_ rule: Fault.Rule) {
        self =
            switch rule {
            case .tooFewCells: .tooFewCells
            case .tooManyCells: .tooManyCells
            case .textAfterClosingQuote: .textAfterClosingQuote
            case .invalidUTF8: .invalidUTF8
            case .nulByte: .nulByte
            case .recordTooLong: .recordTooLong
            case .undecodable: .undecodable
            case .malformedJSON: .malformedJSON
            case .loneSurrogate: .loneSurrogate
            case .nestedTooDeep: .nestedTooDeep
            case .notAnObject: .notAnObject
            case .missingArray: .missingArray
            }
    }
}
