import Postgres
import Records

/// Finds out from a whole file whether day or month comes first in its time stamps, where the mapping allows both:
/// one reading for all of them, or none.
struct DayOrderSurvey {
    private let plan: RecordPlan

    /// A survey of the columns whose order `plan` leaves open.
    init(_ plan: RecordPlan) { self.plan = plan }

    /// A stamp that can be read both ways.
    private struct Riddle {
        let line: Int
        let column: String
        let readings: [DayOrder: String]
    }

    /// The order in which all stamps can be read. Throws a ``Refusal`` where that is none, or both.
    func order<Reader: RecordReader & ~Copyable>(of file: consuming Reader) throws -> DayOrder {
        var file = file
        var lines: [DayOrder: Int] = [:]
        var riddle: Riddle?
        loop: while true {
            switch try file.next() {
            case .end, .truncated, .unreadable: break loop
            case .fault: continue
            case .record: break
            }
            for step in plan.stepsWithOpenDayOrder {
                for cell in step.cells {
                    let stamps = readings(of: file[cell].trimmed, step)
                    if stamps.count == 2, riddle == nil {
                        riddle = Riddle(line: file.line, column: step.shownName, readings: stamps)
                    } else if stamps.count == 1, let order = stamps.keys.first, lines[order] == nil {
                        lines[order] = file.line
                    }
                }
            }
        }
        switch (lines[.dayFirst], lines[.monthFirst], riddle) {
        case (let day?, let month?, _): throw refusal("line \(day) has the day first, line \(month) the month")
        case (_?, nil, _): return .dayFirst
        case (nil, _?, _): return .monthFirst
        case (nil, nil, let riddle?):
            let readings = riddle.readings.sorted { $0.value < $1.value }
                .map { "\($0.value) with the \($0.key == .dayFirst ? "day" : "month") first" }
            throw refusal(
                "every time can be read both ways: \(riddle.column) on line \(riddle.line) is "
                    + readings.joined(separator: ", "))
        case (nil, nil, nil): return .dayFirst
        }
    }

    private func refusal(_ finding: String) -> Refusal {
        Refusal(
            reason:
                "day and month cannot be told apart: \(finding). Write the mapping to a file (earshot mappings show "
                + "\(plan.mapping.name)), keep the formats that are right, and load with --mapping FILE.",
            next: "earshot mappings show \(plan.mapping.name)")
    }

    /// The day that the cell means by each order in which it can be read; empty where something else reads it.
    private func readings(of cell: Cell, _ step: RecordPlan.Step) -> [DayOrder: String] {
        guard !cell.isEmpty, case .timestamp(let formats) = step.field.reading,
            TimestampFormat.iso8601.parse(cell) == nil
        else {
            return [:]
        }
        var days: [DayOrder: String] = [:]
        for format in formats where formats.contains(where: format.swapsDayAndMonth) {
            guard let order = format.dayOrder, days[order] == nil, let stamp = format.parse(cell) else { continue }
            days[order] = CalendarDate(stamp).description
        }
        // 05/05 is the same day either way, and tells nothing.
        return Set(days.values).count == 1 && days.count == 2 ? [:] : days
    }
}

extension RecordPlan {
    /// Steps that read times in formats of both orders of day and month.
    var stepsWithOpenDayOrder: [Step] {
        steps.filter { step in
            guard case .timestamp(let formats) = step.field.reading else { return false }
            return formats.contains { formats.contains(where: $0.swapsDayAndMonth) }
        }
    }

    /// Whether the mapping leaves to the file which of day and month comes first.
    var leavesDayOrderOpen: Bool { !stepsWithOpenDayOrder.isEmpty }
}

extension CalendarDate {
    /// The day that a clock showed, or one in UTC where the stamp has an offset.
    fileprivate init(_ stamp: Stamp) {
        let instant = stamp.instant(in: .utc, dates: .utc).instant
        let day = instant.microsecondsSinceUnixEpoch.quotientAndRemainder(dividingBy: 86_400_000_000)
        self.init(daysSinceUnixEpoch: Int(day.quotient) - (day.remainder < 0 ? 1 : 0))
    }
}
