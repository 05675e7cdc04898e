/// What a gzip file holds, all its members one behind the other.
final class GzipStream: ByteStream {
    private let source: any ByteStream
    private let name: String
    private let limits: UnpackingLimits
    private let inflater = Inflater(.gzip)
    private var isBetweenMembers = false
    private var unpacked = 0

    init(_ source: any ByteStream, name: String, limits: UnpackingLimits) {
        self.source = source
        self.name = name
        self.limits = limits
    }

    var packedBytesRead: Int { source.packedBytesRead }

    /// Whether a file that begins with `bytes` is packed by gzip.
    static func isPacked(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int {
        while true {
            let hasInput = try inflater.refill(from: source)
            if isBetweenMembers {
                guard hasInput else { return 0 }
                try openMember()
            }
            guard let step = inflater.inflate(into: buffer) else {
                throw .cannotUnpack(name: name, reason: .damaged)
            }
            // Without input, something may still have been waiting for room.
            guard hasInput || step.isComplete || step.count > 0 else {
                throw .cannotUnpack(name: name, reason: .truncated)
            }
            isBetweenMembers = step.isComplete
            unpacked += step.count
            if let fault = limits.fault(unpacked: unpacked, packed: source.packedBytesRead) {
                throw .cannotUnpack(name: name, reason: fault)
            }
            if step.count > 0 { return step.count }
        }
    }

    private func openMember() throws(RecordsError) {
        guard inflater.unusedInput.first == 0x1f else { throw .cannotUnpack(name: name, reason: .trailingBytes) }
        inflater.restart()
        isBetweenMembers = false
    }
}
