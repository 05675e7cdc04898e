import Postgres
import Records

/// Finds out from a whole file whether day or month comes first in its time stamps, where the mapping allows both:
/// one reading for all of them, or none.
struct DayOrderSurvey {
    private let mapping: String
    private let columns: [OpenColumn]

    /// A survey of the columns whose order `plan` leaves open.
    init(_ plan: RecordPlan) {
        mapping = plan.mapping.name
        columns = plan.steps.flatMap(\.sources).compactMap(OpenColumn.init)
    }

    /// A stamp that can be read both ways.
    private struct Riddle {
        let line: Int
        let column: String
        let readings: [DayOrder: String]
    }

    /// The order in which all stamps can be read. Throws a ``Refusal`` where that is none, or both.
    func order<Reader: RecordReader & ~Copyable>(of file: consuming Reader) throws -> DayOrder {
        var file = file
        var decision: (order: DayOrder, line: Int)?
        var riddle: Riddle?
        while true {
            switch try file.next() {
            case .end, .truncated, .unreadable: return try decision?.order ?? order(riddle)
            case .fault: continue
            case .record: break
            }
            for column in columns {
                for cell in column.cells {
                    let cell = file[cell].trimmed
                    if cell.isEmpty || column.isReadable(cell, as: decision?.order) { continue }
                    let stamps = column.readings(of: cell)
                    if stamps.count == 2, riddle == nil {
                        riddle = Riddle(line: file.line, column: column.name, readings: stamps)
                    } else if stamps.count == 1, let order = stamps.keys.first {
                        if let decision { throw contradiction(decision, (order, file.line)) }
                        decision = (order, file.line)
                    }
                }
            }
        }
    }

    /// The order where no stamp decides. Throws where one could be read both ways.
    private func order(_ riddle: Riddle?) throws -> DayOrder {
        guard let riddle else { return .dayFirst }
        let readings = riddle.readings.sorted { $0.value < $1.value }
            .map { "\($0.value) with the \($0.key == .dayFirst ? "day" : "month") first" }
        throw refusal(
            "every time can be read both ways: \(riddle.column) on line \(riddle.line) is "
                + readings.joined(separator: ", "))
    }

    private func contradiction(
        _ first: (order: DayOrder, line: Int), _ second: (order: DayOrder, line: Int)
    ) -> Refusal {
        let (day, month) = first.order == .dayFirst ? (first.line, second.line) : (second.line, first.line)
        return refusal("line \(day) has the day first, line \(month) the month")
    }

    private func refusal(_ finding: String) -> Refusal {
        let reason = "day and month cannot be told apart: \(finding)."
        // A mapping of one's own is a file already.
        guard (try? MappingLibrary().names().contains(mapping)) == true else {
            return Refusal(reason: "\(reason) Keep only the formats that are right in the mapping, and load again.")
        }
        return Refusal(
            reason: "\(reason) Write the mapping to a file (earshot mappings show \(mapping) > mine.yaml), keep the "
                + "formats that are right, and load with --mapping ./mine.yaml.",
            next: "earshot mappings show \(mapping) > mine.yaml")
    }
}

/// Cells whose times have an open order of day and month.
private struct OpenColumn {
    let cells: [Int]
    /// Name for a refusal: as the file has it.
    let name: String
    private let formats: [DayOrder: TimestampFormats]
    private let bound: TimestampRange.Bound?

    init?(_ source: PlannedSource) {
        guard case .timestamp(let list, let bound) = source.reading, source.leavesDayOrderOpen else { return nil }
        let open = list.formats.indices.filter { source.openFormats[$0] }.map { list.formats[$0] }
        cells = source.cells
        name = source.shownName
        formats = Dictionary(grouping: open) { $0.dayOrder ?? .dayFirst }.mapValues(TimestampFormats.init)
        self.bound = bound
    }

    /// Whether the cell can be read in the order that was found, or in no need of one; nil: none was found yet.
    func isReadable(_ cell: Cell, as order: DayOrder?) -> Bool {
        if let order, let formats = formats[order], stamp(in: cell, formats) != nil { return true }
        return TimestampFormat.iso8601.parse(cell) != nil
    }

    /// The day that the cell means by each order in which it can be read; empty where both mean the same.
    func readings(of cell: Cell) -> [DayOrder: String] {
        let days = formats.compactMapValues { stamp(in: cell, $0).map { CalendarDate($0).description } }
        // 05/05 is the same day either way, and tells nothing.
        return Set(days.values).count == 1 && days.count == 2 ? [:] : days
    }

    private func stamp(in cell: Cell, _ formats: TimestampFormats) -> Stamp? {
        guard let bound else { return formats.parse(cell)?.stamp }
        return TimestampRange(cell).parse(bound, formats, likely: 0)?.stamp
    }
}

extension CalendarDate {
    /// The day that a clock showed, or one in UTC where the stamp has an offset.
    fileprivate init(_ stamp: Stamp) {
        let instant = stamp.instant(in: .utc, dates: .utc).instant
        let day = instant.microsecondsSinceUnixEpoch.quotientAndRemainder(dividingBy: 86_400_000_000)
        self.init(daysSinceUnixEpoch: Int(day.quotient) - (day.remainder < 0 ? 1 : 0))
    }
}
