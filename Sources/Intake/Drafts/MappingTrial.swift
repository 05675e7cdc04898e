import Postgres
import Records
import Warehouse

/// What the first records of a file would become by a mapping.
public struct MappingTrial: Codable, Sendable {
    /// Records tried, those that the mapping leaves out not counted.
    public private(set) var read = 0
    /// Records of these that would be rejected.
    public private(set) var rejected = 0
    /// Where and why the first of them would be.
    public private(set) var faults: [String] = []
    /// By canonical column, the first value as it would be loaded; only of columns that hold no names or text.
    public private(set) var values: [String: String] = [:]
    /// Why the file would be refused before its first record; nil: it would not.
    public private(set) var refusal: String?

    private static let faultLimit = 5

    /// Tries `mapping` on the file at `path`, as `format` says; times without an offset are read in UTC.
    ///
    /// Throws `RecordsError` where the file cannot be read.
    init(_ mapping: Mapping, path: String, format: Mapping.Format) throws {
        let handle = try InputHandle(path: path)
        let member = try InputFile.members(of: handle).first ?? nil
        let input = try InputFile(handle: handle, member: member, format: format).settled()
        do {
            switch input.format.syntax ?? .csv {
            case .csv: try run(mapping, open: input.csv)
            case .ndjson, .json: try run(mapping) { try input.json(mapping.columnNames) }
            // The events of a calendar depend on zones, which the server knows.
            case .ics: return
            }
        } catch let refusal as Refusal {
            self.refusal = refusal.reason
        } catch let fault as HeaderFault {
            refusal = fault.message
        }
    }

    private mutating func run<Reader: RecordReader & ~Copyable>(
        _ mapping: Mapping, open: () throws -> Reader
    ) throws {
        var reader = try open()
        var plan = try RecordPlan(mapping, header: reader.header)
        plan.resolveZones { _ in .utc }
        var reading = CellReading(
            plan: plan, zone: .utc, reportingZone: .utc, spellings: [:], ownDomains: OwnDomains([]),
            programs: try InvitedPrograms())
        var record = RecordValues(mapping.kind)
        var unknownWords = UnknownWords()
        defer { faults += unknownWords.descriptions }
        for _ in 0..<FileHead.recordLimit {
            switch try reader.next() {
            case .end, .truncated, .unreadable: return
            case .fault(let fault): reject(fault.line, nil, Rejection.Rule(fault.rule))
            case .record:
                guard reading.takes(reader) else { continue }
                var fault = reading.read(reader, into: &record)
                if reading.hasMetOpenDayOrder {
                    reading.settle(on: try DayOrderSurvey(plan).order(of: open()))
                    fault = reading.read(reader, into: &record)
                }
                if let fault {
                    if fault.rule == .unknownWord, let word = plan.word(of: fault.column, in: reader) {
                        unknownWords.note(word, in: fault.column)
                    }
                    reject(
                        reader.line, fault.column, fault.rule,
                        expected: fault.rule == .badTimestamp ? plan.patterns(of: fault.column) : [])
                } else {
                    read += 1
                    note(record, mapping.kind)
                }
            }
        }
    }

    private mutating func reject(
        _ line: Int, _ column: String?, _ rule: Rejection.Rule, expected: [String] = []
    ) {
        read += 1
        rejected += 1
        guard faults.count < Self.faultLimit else { return }
        faults.append(
            Rejection(line: line, column: column, rule: rule, otherLine: nil, record: [], expected: expected)
                .description)
    }

    private mutating func note(_ record: borrowing RecordValues, _ kind: Kind) {
        for (index, column) in kind.columns.enumerated() where values[column.name] == nil && column.isImpersonal {
            values[column.name] = record[index].shown
        }
    }
}

extension Column {
    /// Whether its values neither name nor quote anybody, so that they can be shown.
    var isImpersonal: Bool {
        switch type {
        case .timestamp, .number, .minutes, .boolean: true
        case .word(let words): !words.isEmpty
        case .words, .name, .list: false
        }
    }
}

extension Value {
    /// The value for people; nil: it is empty, or a text.
    fileprivate var shown: String? {
        switch self {
        case .instant(let instant): Timestamp(instant).description
        case .number(let number): number
        case .boolean(let boolean): "\(boolean)"
        case .duration(let microseconds): "\(Double(microseconds) / 60_000_000) min"
        case .string(let word): word
        case .null, .text, .list: nil
        }
    }
}
