internal import Foundation
internal import Postgres

/// Figures and statuses as people read them; numbers in English, whatever the machine's locale.
enum Wording {
    /// A value with its unit: `26 %`, `1,176`, `5.7 days`.
    static func value(_ value: Double, unit: String) -> String {
        switch unit {
        case "share": percent(value)
        case "count": value == value.rounded() ? count(Int(value)) : decimal(value)
        case "hours": abs(value) < 48 ? "\(decimal(value)) h" : "\(decimal(value / 24)) days"
        case "days": "\(decimal(value)) days"
        case "minutes": "\(decimal(value)) min"
        case "index", "score": String(format: "%.0f", value)
        case "ratio": abs(value) < 10 ? decimal(value) : String(format: "%.0f", value)
        default: decimal(value)
        }
    }

    /// A difference with its sign: `+3.0 pts` (percentage points), `-2`; `=` where rounding leaves nothing.
    static func change(_ change: Double, unit: String) -> String {
        let words =
            switch unit {
            case "share": "\(decimal(abs(change) * 100)) pts"
            case "index", "score": decimal(abs(change))
            default: value(abs(change), unit: unit)
            }
        guard words.contains(where: { ("1"..."9").contains($0) }) else { return "=" }
        return (change < 0 ? "-" : "+") + words
    }

    /// A number with one decimal.
    static func decimal(_ number: Double) -> String { String(format: "%.1f", number) }

    /// A share as percent; a decimal where it is below 10 % or would otherwise read as 100 %.
    static func percent(_ share: Double) -> String {
        let percent = share * 100
        if percent == 0 { return "0 %" }
        if abs(percent) >= 10, percent < 99.5 || percent == 100 { return String(format: "%.0f %%", percent) }
        return percent < 100 && percent > 99.9 ? "99.9 %" : String(format: "%.1f %%", percent)
    }

    /// A whole number in groups of three.
    static func count(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var grouped = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { grouped += "," }
            grouped.append(digit)
        }
        return (number < 0 ? "-" : "") + grouped
    }

    /// A count and its noun: `1 time`, `3 times`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A day such as `2026-03-02` in words: `2 March 2026`.
    static func day(_ day: String) -> String {
        guard let date = CalendarDate(day)?.components else { return day }
        return "\(date.day) \(months[date.month - 1]) \(date.year)"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// Why there is no value, for every status that means so; nil where there is one.
    static func absence(_ status: String) -> String? {
        switch status {
        case "ok", "voice_only", "relative_voice": nil
        case "empty_denominator": "no value: there was nothing to count"
        case "insufficient_n": "no value: too few records to say"
        case "not_reached": "not reached: too many still wait"
        case "missing_input": "no value: its input is missing"
        case "suppressed": "not shown: the group is too small"
        case "warming_up": "no value yet: too few earlier weeks"
        default: "no value (\(status))"
        }
    }

    /// What to bear in mind about a value; nil: nothing.
    static func caution(_ status: String) -> String? {
        switch status {
        case "voice_only": "judged by conversations alone, since too little feedback came"
        case "relative_voice": "nothing was promised: conversations are judged by how fairly they were spread"
        default: nil
        }
    }

    /// Several things in a row: `a`, `a and b`, `a, b and c`.
    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) and \(last)"
    }

    /// A name that comes from outside, unable to move the cursor or turn the reading direction of a terminal.
    static func name(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map { isPlain($0) ? $0 : "\u{FFFD}" }))
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: true
        }
    }

}
