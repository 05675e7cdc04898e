import Postgres
import Records

/// The records of one file on their way into the staging table.
struct Staging<Reader: RecordReader & ~Copyable>: ~Copyable {
    let load: Load
    let plan: RecordPlan
    /// How the records lie in the file.
    let layout: RecordLayout
    private(set) var log = RejectionLog()
    private(set) var readCount = 0
    private(set) var filteredCount = 0
    /// Records that the mapping leaves out and that take back what is known, if anything is; staged with ordinals below zero.
    private var withdrawalCount = 0
    private var hasWithdrawals = false
    private let open: () throws -> Reader
    fileprivate var reader: Reader
    private var reading: CellReading
    private var values: RecordValues
    private let row: StagedRow

    /// Opens the file, lays the mapping against its header and creates the staging table.
    ///
    /// `open` opens the file of that syntax from its start, its header read; it is called again where the file is read
    /// again.
    init(_ load: Load, _ syntax: Mapping.Format.Syntax, open: @escaping () throws -> Reader) throws {
        let programs = try InvitedPrograms()
        let reader = try open()
        let plan = try Self.plan(load, reader.header, line: reader.hasHeaderLine ? reader.line : nil)
        for step in load.kindScript.steps where step.name == "stage" { try load.connection.execute(step.sql) }
        self.load = load
        self.plan = plan
        layout = RecordLayout(syntax, reader)
        self.open = open
        self.reader = reader
        values = RecordValues(load.kind)
        row = StagedRow(load.kind, keepsText: load.request.keepsText)
        reading = CellReading(
            plan: plan, zone: load.zone, reportingZone: load.reportingZone, spellings: load.request.spellings,
            ownDomains: load.ownDomains, programs: programs)
    }

    private static func plan(_ load: Load, _ header: RecordHeader, line: Int?) throws -> RecordPlan {
        do {
            var plan = try RecordPlan(
                load.request.effectiveMapping, header: header, meetingSeries: load.meetingSeries)
            try plan.resolveZones { try Zone(named: $0, on: load.connection) }
            return plan
        } catch let fault as HeaderFault {
            let place = line.map { "line \($0): " } ?? ""
            throw Refusal(
                reason: place + fault.message + (try load.request.adviceOnTitleLines()),
                next: load.request.surveyCommand)
        }
    }

    var source: ByteSource { reader.source }

    var oddTimes: Int { reading.oddTimes }

    /// SHA-256 of the decoded bytes, in hexadecimal; of the whole file once it is filled.
    var sha256: String { source.sha256 }

    /// Canonical and staged columns that the file gave, once it is filled.
    var present: [String] {
        let given = plan.present { reader.hasMet($0) }
        return !hasWithdrawals ? given : given + plan.withdrawnColumns.filter { !given.contains($0) }
    }

    /// Occurrences of series that lie before the years in which series are followed.
    var beforeWindowCount: Int { reader.beforeWindowCount }

    /// Columns of the file that go nowhere, once it is filled.
    var ignored: [String] { reader.hasHeaderLine ? plan.ignored : reader.unaskedNames }

    /// Copies every good record into the staging table and logs the others.
    mutating func fill() throws {
        var isAtEnd = false
        while !isAtEnd {
            _ = try load.connection.copyIn("staging", columns: row.columns) { copy in
                while !isAtEnd, copy.rowCount < Pace.chunk, !log.mustBeWritten { isAtEnd = try !stageNext(&copy) }
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
                    "the file ends inside the \(reader.hasHeaderLine ? "quoted cell" : "record") that opens on line \(line): it is truncated, or what "
                    + "closes it is missing. Export it again, or correct that line.",
                read: readCount, rejected: log.count, sample: log.sample, byRule: log.byRule)
        case .unreadable(let fault):
            let rule = Rejection.Rule(fault.rule)
            throw Refusal(
                reason: "line \(fault.line) breaks the file, and nothing behind it can be read: \(rule.advice).",
                read: readCount, rejected: log.count, sample: log.sample, byRule: log.byRule)
        case .fault(let fault): if !reader.isLineOfDelimiters { reject(fault) }
        case .record: if !reader.isRowOfEmptyCells { try stageCurrent(&copy) }
        }
        if readCount % Pace.progressStep == 0 { load.progress(source.bytesRead, source.byteCount, readCount) }
        return true
    }

    private mutating func stageCurrent(_ copy: inout CopyIn) throws {
        if reader.repeatsHeader { return reject(nil, .repeatedHeader) }
        guard reading.takes(reader) else { return try leaveOut(&copy) }
        var fault = reading.read(reader, into: &values)
        if reading.hasMetOpenDayOrder {
            // Only the whole file tells, and most files have no such time.
            reading.settle(on: try DayOrderSurvey(plan).order(of: open()))
            fault = reading.read(reader, into: &values)
        }
        if let fault { return reject(fault.column, fault.rule) }
        if plan.leavesOut(values, present: load.observedAt) { return try leaveOut(&copy) }
        readCount += 1
        try row.append(values, ordinal: readCount, line: reader.line, extra: extra(), to: &copy)
    }

    /// Stages the current record, which is left out, if it takes back what another one says.
    private mutating func leaveOut(_ copy: inout CopyIn) throws {
        let ordinal: Int
        switch reading.readWithdrawal(reader, into: &values) {
        case nil: return filteredCount += 1
        case .known:
            withdrawalCount += 1
            ordinal = -withdrawalCount
        case .always:
            readCount += 1
            ordinal = readCount
        }
        hasWithdrawals = true
        try row.append(values, ordinal: ordinal, line: reader.line, extra: extra(), to: &copy)
    }

    /// Drops the staged records that only take back what is known, where nothing is, and stages those that a cancelled series
    /// takes back; the others count as read.
    mutating func settleWithdrawals() throws {
        guard plan.canWithdraw else { return }
        readCount += try load.kindScript.count("withdrawn series", on: load.connection)
        guard withdrawalCount > 0 else { return }
        let dropped = try load.kindScript.count("left out", on: load.connection)
        filteredCount += dropped
        readCount += withdrawalCount - dropped
    }

    private func extra() -> [UInt8]? {
        guard !plan.kept.isEmpty else { return nil }
        var object = JSONObjectText()
        for column in plan.kept {
            let cell = reader[column.cell].trimmed
            if !cell.isEmpty, !plan.nulls.contains(cell) { object.append(member: column.member, cell.bytes) }
        }
        return object.bytes
    }

    private mutating func reject(_ fault: Fault) {
        // A fault may stand behind the last column that the header names.
        let names = reader.header.names
        let column = fault.column.flatMap { names.indices.contains($0) ? names[$0] : nil }
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
        var again = try open()
        var found: [Int: [UInt8]] = [:]
        while found.count < lines.count {
            switch try again.next() {
            case .end, .truncated, .unreadable: return found
            case .record, .fault: if lines.contains(again.line) { found[again.line] = Array(again.rawBytes) }
            }
        }
        return found
    }

    /// Throws a ``Refusal`` when of several columns only the key is known, and the key alone puts no record into a week: a
    /// table of something else, such as the comments on tickets. A mapping may say that the key is all there is.
    func checkColumns() throws {
        let needsDay = load.kindScript.steps.contains { $0.name == "undated" }
        guard needsDay, load.request.mapping == nil, readCount > 0, !ignored.isEmpty, present.count == 1 else { return }
        throw Refusal(
            reason:
                "only \(present[0]) is known among its \(ignored.count + 1) columns, and puts no record into a week. Name "
                + "the others in a mapping (--mapping); one that names \(present[0]) alone loads the file as it is.",
            read: readCount, rejected: log.count, sample: log.sample, byRule: log.byRule,
            next: load.request.surveyCommand)
    }

    /// Throws a ``Refusal`` when too many records were rejected, or none was good.
    func checkLimit() throws {
        // Those that collide with others were found last.
        let sample = log.sample.sorted { $0.line < $1.line }
        let shown = sample.prefix(3).map(\.description)
        let reason: String
        if log.count == readCount, let name = missingName {
            throw Refusal(
                reason:
                    "none of the \(readCount) records, the first on line \(sample.first?.line ?? 1), has \(name). Name "
                    + "the right column in a mapping (--mapping), or the member that holds the records (records).",
                read: readCount, rejected: log.count, sample: sample, byRule: log.byRule,
                next: load.request.surveyCommand)
        }
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
}

extension Staging where Reader: ~Copyable {
    /// What a required column is called that no record has; nil: each one stands in some record.
    fileprivate var missingName: String? {
        guard readCount > 0 else { return nil }
        let missing = plan.steps.first { step in
            step.column.isRequired
                && !step.sources.contains { $0.constant != nil || $0.cells.contains { reader.hasMet($0) } }
        }
        return missing.map(\.shownName)
    }
}

/// How much is done at a time.
private enum Pace {
    /// Rows of one COPY: some errors of the server arrive only with its end, so it must not be too far away.
    static let chunk = 100_000
    /// Records between two calls of the load's progress.
    static let progressStep = 8_192
}

extension RecordReader where Self: ~Copyable {
    /// Whether all cells of the current record are empty: a row that a spreadsheet left behind.
    fileprivate var isRowOfEmptyCells: Bool {
        delimiter != nil && header.names.indices.allSatisfy { self[$0].trimmed.isEmpty }
    }

    /// Whether the line of the current fault is nothing but what parts cells.
    fileprivate var isLineOfDelimiters: Bool {
        rawBytes.allSatisfy { $0 == delimiter || $0 == 0x20 || $0 == 0x09 } && rawBytes.contains { $0 == delimiter }
    }

    /// Whether the current record is the header once more, as where files were appended to one another.
    fileprivate var repeatsHeader: Bool {
        guard hasHeaderLine, let first = header.names.first, self[0].trimmed.bytes.elementsEqual(first.utf8) else {
            return false
        }
        for (index, name) in header.names.enumerated() where !self[index].trimmed.bytes.elementsEqual(name.utf8) {
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
            case .malformedLine: .malformedLine
            case .unterminatedComponent: .unterminatedComponent
            case .notACalendar: .notACalendar
            case .missingProperty: .missingValue
            case .unreadableProperty: .unreadableProperty
            case .unknownZone: .unknownZone
            case .unreadableRecurrence: .unreadableRecurrence
            case .tooManyOccurrences: .tooManyOccurrences
            case .endsBeforeStart: .endsBeforeItStarts
            }
    }
}
