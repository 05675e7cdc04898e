import Records

/// Finds the columns that a mapping names among those that a file has.
///
/// The name as it stands comes first, then whatever differs by case alone. Where a mapping's name holds `{zone}`, any
/// text may stand in its place, which names a time zone.
struct ColumnSearch {
    /// A column found.
    struct Match: Hashable {
        /// Its place in the header, from 0.
        let cell: Int
        /// The zone in its name; nil: the mapping asks for none.
        var zone: String?
    }

    let header: RecordHeader
    private let byFoldedName: [String: [Int]]

    init(_ header: RecordHeader) {
        self.header = header
        byFoldedName = Dictionary(grouping: header.names.indices) { header.names[$0].lowercased() }
    }

    /// The columns of that name, in the file's order; empty when it has none.
    func columns(named name: String) -> [Match] {
        if let place = name.firstRange(of: "{zone}") {
            return zoned(before: name[..<place.lowerBound], after: name[place.upperBound...])
        }
        let exact = header.columns(named: name)
        return (exact.isEmpty ? byFoldedName[name.lowercased()] ?? [] : exact)
            .map { Match(cell: $0, zone: header.zones[$0]) }
    }

    private func zoned(before: Substring, after: Substring) -> [Match] {
        let (before, after) = (before.lowercased(), after.lowercased())
        return header.names.enumerated().compactMap { cell, name in
            let folded = name.lowercased()
            guard folded.count > before.count + after.count, folded.hasPrefix(before), folded.hasSuffix(after) else {
                return nil
            }
            return Match(cell: cell, zone: String(name.dropFirst(before.count).dropLast(after.count)))
        }
    }
}
