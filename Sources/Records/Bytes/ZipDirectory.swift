/// The directory at the end of a zip archive.
struct ZipDirectory {
    static let localHeaderCount = 30
    private static let endCount = 22
    private static let locatorCount = 20
    private static let end64Count = 56
    private static let entryCount = 46
    private static let longestComment = 0xffff
    private static let sizeLimit = 64 << 20

    private(set) var members: [ZipMember] = []

    private let name: String
    private let fileCount: Int

    init(_ file: OpenFile, _ limits: UnpackingLimits) throws(RecordsError) {
        name = file.name
        fileCount = file.identity.byteCount
        let place = try Self.place(file)
        if place.count > limits.memberCount {
            throw .cannotUnpack(name: name, reason: .tooManyMembers(limit: limits.memberCount))
        }
        guard place.size <= Self.sizeLimit, place.start <= fileCount - place.size else { throw damaged }
        let bytes = try file.bytes(in: place.start..<place.start + place.size)
        guard bytes.count == place.size else { throw damaged }
        var position = 0
        for _ in 0..<place.count { position = try takeEntry(bytes, position) }
        try checkOverlaps(directoryStart: place.start)
    }

    private var damaged: RecordsError { .cannotUnpack(name: name, reason: .damaged) }

    private static func place(_ file: OpenFile) throws(RecordsError) -> (start: Int, size: Int, count: Int) {
        let fileCount = file.identity.byteCount
        let tailStart = max(0, fileCount - endCount - longestComment)
        let tail = try file.bytes(in: tailStart..<fileCount)
        let end = tail.indices.reversed().first { start in
            start + endCount <= tail.count && tail[start...].starts(with: Array("PK\u{5}\u{6}".utf8))
                && start + endCount + tail.integer(at: start + 20, bytes: 2) == tail.count
        }
        guard let end else { throw .cannotUnpack(name: file.name, reason: .truncated) }
        if tail.integer(at: end + 4, bytes: 2) != 0, tail.integer(at: end + 4, bytes: 2) != 0xffff {
            throw .cannotUnpack(name: file.name, reason: .unsupported)
        }
        if let place = try place64(file, tailStart + end) { return place }
        return (
            tail.integer(at: end + 16, bytes: 4), tail.integer(at: end + 12, bytes: 4),
            tail.integer(at: end + 10, bytes: 2)
        )
    }

    /// What the zip64 directory says, if there is one in front of the end of the other.
    private static func place64(
        _ file: OpenFile, _ end: Int
    ) throws(RecordsError) -> (start: Int, size: Int, count: Int)? {
        guard end >= locatorCount else { return nil }
        let locator = try file.bytes(in: end - locatorCount..<end)
        guard locator.starts(with: Array("PK\u{6}\u{7}".utf8)) else { return nil }
        let start = locator.integer(at: 8, bytes: 8)
        guard start <= end - end64Count else { throw .cannotUnpack(name: file.name, reason: .damaged) }
        let end64 = try file.bytes(in: start..<start + end64Count)
        guard end64.count == end64Count, end64.starts(with: Array("PK\u{6}\u{6}".utf8)) else {
            throw .cannotUnpack(name: file.name, reason: .damaged)
        }
        return (
            end64.integer(at: 48, bytes: 8), end64.integer(at: 40, bytes: 8), end64.integer(at: 32, bytes: 8)
        )
    }

    /// Takes the entry at `position`; gives the position behind it.
    private mutating func takeEntry(_ bytes: [UInt8], _ position: Int) throws(RecordsError) -> Int {
        guard position + Self.entryCount <= bytes.count, bytes[position...].starts(with: Array("PK\u{1}\u{2}".utf8))
        else { throw damaged }
        let nameEnd = position + Self.entryCount + bytes.integer(at: position + 28, bytes: 2)
        let extraEnd = nameEnd + bytes.integer(at: position + 30, bytes: 2)
        let end = extraEnd + bytes.integer(at: position + 32, bytes: 2)
        guard end <= bytes.count else { throw damaged }
        let memberName = String(decoding: bytes[position + Self.entryCount..<nameEnd], as: UTF8.self)
        if memberName.hasSuffix("/") || memberName.hasPrefix("__MACOSX/") { return end }
        let shown = "\(name)!\(memberName)"
        if bytes.integer(at: position + 8, bytes: 2) & 1 != 0 {
            throw .cannotUnpack(name: shown, reason: .encrypted)
        }
        let method = bytes.integer(at: position + 10, bytes: 2)
        let isLink = bytes[position + 5] == 3 && bytes.integer(at: position + 40, bytes: 2) & 0xf000 == 0xa000
        guard method == 0 || method == 8, !isLink else { throw .cannotUnpack(name: shown, reason: .unsupported) }
        let sizes = try sizes(bytes, position, nameEnd..<extraEnd)
        guard sizes.packed <= fileCount, sizes.offset <= fileCount - sizes.packed,
            method == 8 || sizes.packed == sizes.unpacked
        else { throw damaged }
        members.append(
            ZipMember(
                name: memberName, byteCount: sizes.unpacked, packedByteCount: sizes.packed,
                checksum: UInt32(bytes.integer(at: position + 16, bytes: 4)), isDeflated: method == 8,
                offset: sizes.offset))
        return end
    }

    /// Those of the sizes that do not fit into four bytes stand in an extra field, in this order.
    private func sizes(
        _ bytes: [UInt8], _ position: Int, _ extra: Range<Int>
    ) throws(RecordsError) -> (unpacked: Int, packed: Int, offset: Int) {
        var values = [24, 20, 42].map { bytes.integer(at: position + $0, bytes: 4) }
        guard values.contains(0xffff_ffff) else { return (values[0], values[1], values[2]) }
        var field = extra.lowerBound
        while field + 4 <= extra.upperBound {
            let count = bytes.integer(at: field + 2, bytes: 2)
            if bytes.integer(at: field, bytes: 2) == 1 {
                var next = field + 4
                for index in values.indices where values[index] == 0xffff_ffff {
                    guard next + 8 <= min(field + 4 + count, extra.upperBound) else { throw damaged }
                    values[index] = bytes.integer(at: next, bytes: 8)
                    next += 8
                }
                return (values[0], values[1], values[2])
            }
            field += 4 + count
        }
        return (values[0], values[1], values[2])
    }

    /// Members that share bytes let a small archive grow without end.
    private func checkOverlaps(directoryStart: Int) throws(RecordsError) {
        var end = 0
        for member in members.sorted(by: { $0.offset < $1.offset }) {
            guard member.offset >= end else { throw damaged }
            end = member.offset + Self.localHeaderCount + member.packedByteCount
        }
        if end > directoryStart { throw damaged }
    }
}
