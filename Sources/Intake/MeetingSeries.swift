import Postgres
import Warehouse

/// The series of meetings that are leadership meetings, by their titles.
struct MeetingSeries: Sendable {
    /// Titles in small letters; `*` stands for any text.
    private let patterns: [[Substring]]
    /// The titles as they are set, for telling one setting from another.
    let text: String

    /// Those that the setting `meeting_series` names.
    init(_ settings: Settings, now: Timestamp) throws {
        self.init(try settings.get("meeting_series", now: now).value ?? "")
    }

    /// Those that the setting named last, from whatever week on.
    init(newestOf settings: Settings) throws {
        self.init(try settings.history("meeting_series").last?.value ?? "")
    }

    /// Titles separated by semicolons, in which `*` stands for any text.
    init(_ text: String) {
        self.text = text
        patterns = text.lowercased().split(separator: ";").map(\.trimmingBlanks).filter { !$0.isEmpty }
            .map { $0[...].split(separator: "*", omittingEmptySubsequences: false) }
    }

    var isEmpty: Bool { patterns.isEmpty }

    /// Whether a meeting of that title is one of them; capital and small letters count as the same.
    func holds(_ title: String) -> Bool {
        let title = title.trimmingBlanks.lowercased()
        return patterns.contains { Self.fits(title[...], $0) }
    }

    /// Whether `title` has all parts one after another, the first at its start and the last at its end.
    private static func fits(_ title: Substring, _ parts: [Substring]) -> Bool {
        guard let first = parts.first, let last = parts.last, title.hasPrefix(first) else { return false }
        if parts.count == 1 { return title == first }
        var rest = title.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
