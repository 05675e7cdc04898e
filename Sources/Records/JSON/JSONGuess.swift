/// Decides what the first object of a file is.
struct JSONGuess {
    let bytes: UnsafePointer<UInt8>
    let count: Int
    let asked: Set<[UInt8]>

    /// The most objects around the array of records.
    private static let wrappingLimit = 3

    /// The names that lead to the array of records in the object at `start`; nil when the object is a record.
    func wrapping(at start: Int, depth: Int = 1) -> [String]? {
        let members = JSONOutline(bytes, count: count, at: start).members
        let own = score(members)
        if members.count == 1, let only = members.first, bytes[only.value] == UInt8(ascii: "{"), own == 0,
            depth < Self.wrappingLimit, let inner = wrapping(at: only.value, depth: depth + 1)
        {
            return [only.name] + inner
        }
        let arrays = members.compactMap { member in elements(member.value).map { (name: member.name, score: $0) } }
        let best = arrays.max { ($0.score ?? 0, rank($0.name)) < ($1.score ?? 0, rank($1.name)) }
        guard let best else { return nil }
        if let score = best.score, score > own { return [best.name] }
        let isUsual = JSONShape.usualNames.contains(best.name)
        // An empty page may share a name with its records: "type", "count".
        let mayShare = best.score == nil && !asked.isEmpty ? 1 : 0
        let hasKey = asked.isEmpty && members.contains { ["id", "key"].contains($0.name) }
        return isUsual && own <= mayShare && !hasKey ? [best.name] : nil
    }

    /// How many asked names the first element of the array at `start` has; nil when the array is empty.
    /// The whole is nil when there is no array of objects.
    private func elements(_ start: Int) -> Int?? {
        guard bytes[start] == UInt8(ascii: "[") else { return nil }
        let first = bytes.skippingBlanks(from: start + 1)
        switch bytes[first] {
        case UInt8(ascii: "]"): return .some(nil)
        case UInt8(ascii: "{"):
            let members = JSONOutline(bytes, count: count, at: first).members
            if members.count == 1, let only = members.first, bytes[only.value] == UInt8(ascii: "{"), score(members) == 0
            {
                return score(JSONOutline(bytes, count: count, at: only.value).members)
            }
            return score(members)
        default: return nil
        }
    }

    private func score(_ members: [(name: String, value: Int)]) -> Int {
        members.count { asked.contains(Array($0.name.utf8)) }
    }

    private func rank(_ name: String) -> Int {
        JSONShape.usualNames.firstIndex(of: name).map { -$0 } ?? -JSONShape.usualNames.count
    }
}
