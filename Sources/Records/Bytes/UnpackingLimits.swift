/// How much may come out of a packed file; what exceeds it is refused while it is read.
public struct UnpackingLimits: Hashable, Sendable {
    /// Bytes of one unpacked input.
    public var byteCount: Int
    /// Unpacked bytes for each packed one, once there are more than ``freeByteCount``.
    public var ratio: Int
    /// Unpacked bytes that may come out at any ratio.
    public var freeByteCount: Int
    /// Members of one archive.
    public var memberCount: Int

    /// 64 GiB, 200 times the packed size behind the first 64 MiB, 10,000 members.
    public init(
        byteCount: Int = 64 << 30, ratio: Int = 200, freeByteCount: Int = 64 << 20, memberCount: Int = 10_000
    ) {
        self.byteCount = byteCount
        self.ratio = ratio
        self.freeByteCount = freeByteCount
        self.memberCount = memberCount
    }

    /// Which limit so many bytes exceed; nil: none.
    func fault(unpacked: Int, packed: Int) -> UnpackingFault? {
        if unpacked > byteCount { return .tooLarge(limit: byteCount) }
        if unpacked > freeByteCount, unpacked / ratio > packed { return .tooDense(limit: ratio) }
        return nil
    }
}
