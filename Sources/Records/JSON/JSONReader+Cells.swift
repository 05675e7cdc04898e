extension JSONReader {
    /// The first byte of the current record, with its side loads.
    var record: UnsafePointer<UInt8> {
        if joined.isEmpty { return window.bytes }
        return joined.bytes
    }

    /// Finds what the columns lead to in the current record, which is good.
    mutating func readCells() {
        join()
        tree.read(record)
        text.clear(capacity: rawCount)
        cells.removeAll(keepingCapacity: true)
        for _ in tree.leaves { cells.append(CellExtent(start: 0, count: 0, form: .plain)) }
        for (column, leaf) in tree.leaves.enumerated() {
            cells[column] = isList[column] ? list(leaf) : scalar(leaf)
        }
    }

    /// Puts the objects that stand beside the record into it.
    private mutating func join() {
        for side in sides {
            guard let object = side.object(for: record) else { continue }
            let own = JSONEnvelope.member(Array(side.load.name.utf8), in: record, at: 0)
            if joined.isEmpty { joined.append(rawBytes) }
            if let own {
                let text = Array(UnsafeBufferPointer(start: joined.bytes, count: joined.count))
                joined.clear(capacity: text.count + object.count)
                joined.append(text[..<own.lowerBound] + object + text[own.upperBound...])
            } else {
                joined.removeLast()
                joined.append(Array(",\"\(side.load.name)\":".utf8) + object + Array("}".utf8))
            }
            joined.pad()
        }
    }

    private mutating func scalar(_ leaf: Int) -> CellExtent {
        guard let match = tree.matches.last(where: { $0.node == leaf }) else { return Self.nothing }
        let extent = match.extent
        switch record[extent.lowerBound] {
        case JSONTextSearch.quote: return string(extent.lowerBound + 1..<extent.upperBound - 1)
        case UInt8(ascii: "n"): return Self.nothing
        default: return CellExtent(start: extent.lowerBound, count: extent.count, form: .plain)
        }
    }

    private mutating func string(_ inside: Range<Int>) -> CellExtent {
        let bytes = UnsafeBufferPointer(start: record + inside.lowerBound, count: inside.count)
        guard bytes.contains(JSONTextSearch.backslash) else {
            return CellExtent(start: inside.lowerBound, count: inside.count, form: .plain)
        }
        let start = text.count
        text.append(resolving: bytes)
        return CellExtent(start: start, count: text.count - start, form: .unescaped)
    }

    /// A JSON array of all that the path leads to; nothing if it leads nowhere.
    private mutating func list(_ leaf: Int) -> CellExtent {
        let start = text.count
        for match in tree.matches where match.node == leaf {
            text.append(UInt8(ascii: text.count == start ? "[" : ","))
            for position in match.extent { text.append(record[position]) }
        }
        guard text.count > start else { return Self.nothing }
        text.append(UInt8(ascii: "]"))
        return CellExtent(start: start, count: text.count - start, form: .unescaped)
    }

    /// Where the elements of the array at `extent` lie.
    func elements(of extent: Range<Int>) -> [Range<Int>] {
        var elements: [Range<Int>] = []
        var position = record.skippingBlanks(from: extent.lowerBound + 1)
        while record[position] != UInt8(ascii: "]") {
            let end = record.skippingValue(from: position)
            elements.append(position..<end)
            position = record.skippingBlanks(from: end)
            if record[position] == UInt8(ascii: ",") { position = record.skippingBlanks(from: position + 1) }
        }
        return elements
    }

    /// The texts of the values at `extents`, without null.
    func texts(of extents: [Range<Int>]) -> [String] {
        let record = record
        return extents.compactMap { extent in
            let bytes = UnsafeBufferPointer(start: record + extent.lowerBound, count: extent.count)
            switch bytes.first {
            case UInt8(ascii: "n"): return nil
            case JSONTextSearch.quote:
                return JSONText.string(UnsafeBufferPointer(rebasing: bytes.dropFirst().dropLast()))
            default: return Cell(bytes).string
            }
        }
    }

    private static let nothing = CellExtent(start: 0, count: 0, form: .plain)
}
