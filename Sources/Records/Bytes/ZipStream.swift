internal import CZlib

/// What a member of a zip archive holds.
final class ZipStream: ByteStream {
    private let source: FileStream
    private let name: String
    private let member: ZipMember
    private let limits: UnpackingLimits
    /// Nil: the member is stored as it is.
    private let inflater: Inflater?
    private var checksum: UInt = 0
    private var unpacked = 0
    private var isAtEnd = false

    init(_ source: FileStream, _ member: ZipMember, name: String, limits: UnpackingLimits) {
        self.source = source
        self.member = member
        self.name = name
        self.limits = limits
        inflater = member.isDeflated ? Inflater(.none) : nil
    }

    var packedBytesRead: Int { source.packedBytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int {
        let count =
            if let inflater { try inflate(inflater, into: buffer) } else { try source.read(into: buffer) }
        unpacked += count
        checksum = crc32_z(checksum, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), count)
        if let fault = limits.fault(unpacked: unpacked, packed: source.packedBytesRead) {
            throw .cannotUnpack(name: name, reason: fault)
        }
        if count == 0, unpacked != member.byteCount || checksum != UInt(member.checksum) {
            throw .cannotUnpack(name: name, reason: .damaged)
        }
        return count
    }

    private func inflate(
        _ inflater: Inflater, into buffer: UnsafeMutableRawBufferPointer
    ) throws(RecordsError) -> Int {
        while !isAtEnd {
            let hasInput = try inflater.refill(from: source)
            guard let step = inflater.inflate(into: buffer) else {
                throw .cannotUnpack(name: name, reason: .damaged)
            }
            // Without input, something may still have been waiting for room.
            guard hasInput || step.isComplete || step.count > 0 else {
                throw .cannotUnpack(name: name, reason: .truncated)
            }
            isAtEnd = step.isComplete
            if step.count > 0 { return step.count }
        }
        return 0
    }
}
