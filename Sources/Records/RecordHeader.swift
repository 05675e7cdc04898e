/// The names of a file's columns, in its order; where a file has none, those that were asked for.
public struct RecordHeader: Hashable, Sendable {
    /// The names, without blanks at both ends; a name may stand there several times or be empty.
    public let names: [String]

    /// Zones that the header names for the times in a column, by column.
    public private(set) var zones: [Int: String] = [:]

    private let columnsByName: [String: [Int]]

    /// A header of these names.
    public init(names: [String]) {
        self.names = names
        columnsByName = Dictionary(grouping: names.indices) { names[$0] }
    }

    /// Notes the zone that a further row of the header names for `column`, as Qualtrics does:
    /// `{"ImportId":"startDate","timeZone":"America/Denver"}`.
    mutating func noteZone(in text: String, of column: Int) {
        guard let start = text.firstRange(of: #""timeZone":""#)?.upperBound,
            let end = text[start...].firstIndex(of: "\"")
        else { return }
        zones[column] = String(text[start..<end])
    }

    /// How many columns there are.
    public var count: Int { names.count }

    /// The columns of that name, from 0, in the file's order; empty when it is absent. Capital and small letters differ.
    public func columns(named name: String) -> [Int] { columnsByName[name] ?? [] }

    /// The first column of that name, from 0; nil when it is absent.
    public func column(named name: String) -> Int? { columnsByName[name]?.first }
}
