import Records

/// How the times of a column are written, by what its first records show.
enum TimestampGuess: Hashable {
    /// ISO 8601, which needs no pattern.
    case iso8601
    /// One of these patterns each; two that differ only in the order of day and month are left to the whole file.
    case patterns([String])
    /// Time since 1970-01-01T00:00:00Z.
    case epoch(DurationUnit)

    /// What reads every one of `samples`; nil: nothing does, or there is none.
    init?(_ samples: [String]) {
        guard !samples.isEmpty else { return nil }
        if samples.allSatisfy({ Self.reads(.iso8601, $0) }) {
            self = .iso8601
        } else if let unit = Self.epochUnit(of: samples) {
            self = .epoch(unit)
        } else if let patterns = Self.patterns(reading: samples) {
            self = .patterns(patterns)
        } else {
            return nil
        }
    }

    /// Which of day and month comes first in all of its patterns where both are numbers; nil: both orders fit, or none is asked for.
    var dayOrder: DayOrder? {
        guard case .patterns(let patterns) = self else { return nil }
        let orders = Set(Self.formats(of: patterns).compactMap(\.dayOrder))
        return orders.count == 1 ? orders.first : nil
    }

    /// The same without patterns of the other order, where one of this order reads the same times.
    func settled(on order: DayOrder) -> TimestampGuess {
        guard case .patterns(let patterns) = self else { return self }
        let formats = Self.formats(of: patterns)
        return .patterns(
            zip(patterns, formats).filter { _, format in
                format.dayOrder == nil || format.dayOrder == order
                    || !formats.contains(where: format.swapsDayAndMonth)
            }.map(\.0))
    }

    private static func formats(of patterns: [String]) -> [TimestampFormat] {
        patterns.compactMap { pattern in candidates.first { $0.pattern == pattern }?.format }
    }

    /// Seconds, milliseconds or microseconds are told apart by their length: 10, 13 or 16 digits from 2001 to 2286.
    private static func epochUnit(of samples: [String]) -> DurationUnit? {
        let lengths = Set(samples.map { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? $0.utf8.count : 0 })
        switch lengths {
        case [10]: return .seconds
        case [13]: return .milliseconds
        default: return nil
        }
    }

    /// The fewest patterns, three at most, of which one reads each sample, with those that swap day and month.
    private static func patterns(reading samples: [String]) -> [String]? {
        var left = samples.filter { !reads(.iso8601, $0) }
        var chosen: [Candidate] = []
        while !left.isEmpty, chosen.count < 3 {
            let counts = candidates.map { candidate in left.count { reads(candidate.format, $0) } }
            guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else { return nil }
            chosen.append(candidates[place])
            left.removeAll { reads(candidates[place].format, $0) }
        }
        guard left.isEmpty else { return nil }
        let swapped = candidates.filter { candidate in
            !chosen.contains { $0.pattern == candidate.pattern }
                && chosen.contains { chosen in
                    chosen.format.swapsDayAndMonth(of: candidate.format)
                        && samples.allSatisfy { !reads(chosen.format, $0) || reads(candidate.format, $0) }
                }
        }
        return (chosen + swapped).map(\.pattern)
    }

    private static func reads(_ format: TimestampFormat, _ sample: String) -> Bool {
        Cell.with(sample) { format.parse($0) != nil }
    }

    private struct Candidate {
        let pattern: String
        let format: TimestampFormat
    }

    /// The commonest first.
    private static let candidates: [Candidate] = {
        let days = [
            "d/M/yyyy", "M/d/yyyy", "d/M/yy", "M/d/yy", "d.M.yyyy", "d.M.yy", "d-M-yyyy", "M-d-yyyy", "yyyy/M/d",
            "yyyy.M.d", "yyyy-M-d", "d/MMM/yy", "d/MMM/yyyy", "d-MMM-yy", "d-MMM-yyyy", "MMM/d/yy", "d MMM yyyy",
            "d. MMM yyyy", "d 'de' MMM 'de' yyyy", "MMM d, yyyy", "MMM d yyyy", "EEE, MMM d, yyyy", "EEE, d MMM yyyy",
            "EEE d MMM yyyy", "yyyy'年'M'月'd'日'", "yyyyMMdd",
        ]
        let times = [
            "", " H:mm", " H:mm:ss", " h:mm a", " h:mm:ss a", ", H:mm", ", H:mm:ss", ", h:mm a", ", h:mm:ss a",
            "'T'H:mm", "'T'H:mm:ss", " H:mm 'Uhr'", " H:mm:ss X", " h:mma", "HHmmss",
        ]
        return days.flatMap { day in
            times.compactMap { time in
                guard let format = try? TimestampFormat(pattern: day + time, names: .western) else { return nil }
                return Candidate(pattern: day + time, format: format)
            }
        }
    }()
}
