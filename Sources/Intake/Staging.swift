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
                load.request.effectiveMapping, header: header, isLine: line != nil, meetingSeries: load.meetingSeries)
            plan.bound(by: load.bounds)
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

    /// The member by which the file says that there are more records than it holds; nil: none does. Known once it is filled.
    var continuation: String? { reader.continuation }

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
        var verdict = reading.judge(reader, into: &values, present: load.observedAt)
        if reading.hasMetOpenDayOrder {
            // Only the whole file tells, and most files have no such time.
            reading.settle(on: try DayOrderSurvey(plan).order(of: open()))
            verdict = reading.judge(reader, into: &values, present: load.observedAt)
        }
        switch verdict {
        case .leftOut: try leaveOut(&copy)
        case .bad(let column, let rule):
            if rule == .unknownWord, let column, let word = plan.word(of: column, in: reader) {
                log.note(unknownWord: word, in: column)
            }
            reject(column, rule, expected: rule == .badTimestamp ? column.map(plan.patterns(of:)) ?? [] : [])
        case .good:
            readCount += 1
            try row.append(values, ordinal: readCount, line: reader.line, extra: extra(), to: &copy)
        }
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
            var values: [UnsafeBufferPointer<UInt8>] = []
            for index in column.cells {
                let cell = reader[index].trimmed
                if !cell.isEmpty, !plan.nulls.contains(cell) { values.append(cell.bytes) }
            }
            if column.cells.count > 1, !values.isEmpty {
                object.append(member: column.member, values)
            } else if let value = values.first {
                object.append(member: column.member, value)
            }
        }
        return object.bytes
    }

    private mutating func reject(_ fault: Fault) {
        // A fault may stand behind the last column that the header names.
        let names = reader.header.names
        let column = fault.column.flatMap { names.indices.contains($0) ? names[$0] : nil }
        reject(column, Rejection.Rule(fault.rule))
    }

    private mutating func reject(_ column: String?, _ rule: Rejection.Rule, expected: [String] = []) {
        readCount += 1
        log.append(
            Rejection(
                line: reader.line, column: column, rule: rule, otherLine: nil, record: Array(reader.rawBytes),
                expected: expected))
    }

    /// Takes the records that only several rows, or the tables, show to be bad out of the staging table and logs them with
    /// their bytes; of a file that is refused for them, the first ones.
    mutating func rejectRefused() throws {
        let counts = try load.connection.rows("select rule, count(*) as number from refused group by rule")
        var uncounted: [String: Int] = [:]
        for row in counts { uncounted[try row["rule"]] = try row["number"] }
        let total = uncounted.values.reduce(0, +)
        guard total > 0 else { return }
        let totals = uncounted[Rejection.Rule.totalsRow.rawValue] ?? 0
        let isRefused = isTooMany(log.count + total, lost: log.lostCount + total - totals)
        let refused = try load.connection.rows(
            """
            select ordinal, line, column_name, rule, other_line from refused order by ordinal
            limit \(isRefused ? RejectionLog.sampleLimit : total)
            """)
        var raw = try bytes(of: Set(refused.map { try $0["ordinal"] }))
        for row in refused {
            let column: String? = try row["column_name"]
            guard let rule = Rejection.Rule(rawValue: try row["rule"]) else { continue }
            uncounted[rule.rawValue, default: 0] -= 1
            log.append(
                Rejection(
                    line: try row["line"], column: column.map(plan.shownName(of:)), rule: rule,
                    otherLine: try row["other_line"], record: raw.removeValue(forKey: try row["ordinal"]) ?? []))
            if log.mustBeWritten { try log.write(to: load.connection) }
        }
        try log.write(to: load.connection)
        for (rule, number) in uncounted where number > 0 { log.count(number, rule: rule) }
        try load.connection.execute("delete from staging using refused where staging.ordinal = refused.ordinal")
    }

    /// Whether so many rejections refuse the file. A line that is no record counts only against a limit that was asked for.
    private func isTooMany(_ count: Int, lost: Int) -> Bool {
        let limit = load.request.limit
        return limit.isExceeded(rejected: limit == .standard ? lost : count, read: readCount)
    }

    /// Reads the file again for the bytes of the records with these ordinals.
    private func bytes(of ordinals: Set<Int>) throws -> [Int: [UInt8]] {
        var again = try open()
        var values = RecordValues(load.kind)
        var (reading, ordinal) = (reading, 0)
        var found: [Int: [UInt8]] = [:]
        while found.count < ordinals.count {
            switch try again.next() {
            case .end, .truncated, .unreadable: return found
            case .fault: if !again.isLineOfDelimiters { ordinal += 1 }
            case .record:
                if again.isRowOfEmptyCells { continue }
                if case .leftOut = reading.judge(again, into: &values, present: load.observedAt) {
                    guard case .always = reading.readWithdrawal(again, into: &values) else { continue }
                }
                ordinal += 1
                if ordinals.contains(ordinal) { found[ordinal] = Array(again.rawBytes) }
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
        let shown = log.firstLines
        let reason: String
        if log.count == readCount, let name = missingName {
            throw Refusal(
                reason:
                    "none of the \(readCount) records, the first on line \(sample.first?.line ?? 1), has \(name). Name "
                    + "the right column in a mapping (--mapping), or the member that holds the records (records).",
                read: readCount, rejected: log.count, sample: sample, byRule: log.byRule,
                next: load.request.surveyCommand)
        }
        if isTooMany(log.count, lost: log.lostCount) {
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
            case .repeatedName: .repeatedName
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
