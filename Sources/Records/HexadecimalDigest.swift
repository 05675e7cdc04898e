internal import Crypto

/// The SHA-256 of `bytes`, 64 hexadecimal digits in lower case.
public func sha256Text(of bytes: [UInt8]) -> String { hexadecimal(Array(SHA256.hash(data: bytes))) }

extension ByteSource {
    /// ``sha256`` as 64 hexadecimal digits in lower case.
    public var sha256Text: String { hexadecimal(sha256) }

    /// Reads what is left and gives ``sha256Text`` of the whole input.
    public func digestOfRest() throws(RecordsError) -> String {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 1)
        defer { block.deallocate() }
        while try read(into: block) > 0 {}
        return sha256Text
    }
}

private func hexadecimal(_ digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xf)]] }, as: UTF8.self)
}
