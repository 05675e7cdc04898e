internal import Glibc

/// Makes UTF-8 of bytes in another encoding, by iconv.
///
/// A byte that the encoding does not have is written as 0xff and two hexadecimal digits: 0xff is in no UTF-8, so the
/// record that it stands in is a fault, while lines and all other records stay what they are.
final class TextDecoder {
    private let descriptor: iconv_t
    /// Bytes of one code unit, which is what an error takes away.
    private let unit: Int
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    private var input: [UInt8] = []
    private var output: [UInt8] = []
    private var served = 0
    private var isAtEnd = false

    private static let digits = Array("0123456789abcdef".utf8)

    /// Throws ``RecordsError/unknownEncoding(name:)``.
    init(_ encoding: String) throws(RecordsError) {
        // A slash would begin a suffix such as //TRANSLIT, which makes iconv lenient.
        let descriptor = encoding.contains("/") ? nil : iconv_open("UTF-8", encoding)
        guard let descriptor, descriptor != iconv_t(bitPattern: -1) else { throw .unknownEncoding(name: encoding) }
        self.descriptor = descriptor
        let name = encoding.uppercased()
        unit = name.hasPrefix("UTF-16") || name.hasPrefix("UCS-2") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
    }

    deinit {
        iconv_close(descriptor)
        block.deallocate()
    }

    /// Writes the next text into `buffer`; 0 at the end. `read` gives the bytes to decode.
    func read(
        into buffer: UnsafeMutableRawBufferPointer,
        from read: (UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int
    ) throws(RecordsError) -> Int {
        while served == output.count {
            if isAtEnd { return 0 }
            try refill(read)
            decode()
        }
        let count = min(buffer.count, output.count - served)
        buffer.copyBytes(from: output[served..<served + count])
        served += count
        return count
    }

    private func refill(_ read: (UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int) throws(RecordsError) {
        let added = try read(block)
        input += block[..<added]
        isAtEnd = added == 0
    }

    /// Decodes the input but for an incomplete character at its end.
    private func decode() {
        output.removeAll(keepingCapacity: true)
        served = 0
        var position = 0
        while position < input.count {
            let code = convert(&position)
            // Incomplete: the rest may follow.
            if code == EINVAL, !isAtEnd { break }
            if code == EILSEQ || code == EINVAL { mark(&position) }
        }
        input.removeFirst(position)
    }

    /// Appends what can be decoded from `position` on; gives the error that stopped it, or 0.
    private func convert(_ position: inout Int) -> Int32 {
        let start = output.count
        // No character of any encoding becomes longer than six bytes.
        output += repeatElement(0, count: (input.count - position) * 6 + 16)
        let (code, left, room) = input[position...].withUnsafeMutableBytes { source in
            output[start...].withUnsafeMutableBytes { target in Self.convert(descriptor, source, target) }
        }
        position = input.count - left
        output.removeLast(room)
        return code
    }

    private static func convert(
        _ descriptor: iconv_t, _ source: UnsafeMutableRawBufferPointer, _ target: UnsafeMutableRawBufferPointer
    ) -> (code: Int32, left: Int, room: Int) {
        var next = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var end = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var (left, room) = (source.count, target.count)
        let hasFailed = iconv(descriptor, &next, &left, &end, &room) == -1
        return (hasFailed ? errno : 0, left, room)
    }

    /// Writes one code unit that cannot be decoded byte by byte.
    private func mark(_ position: inout Int) {
        for byte in input[position..<min(position + unit, input.count)] {
            output += [0xff, Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 0xf)]]
        }
        position = min(position + unit, input.count)
        iconv(descriptor, nil, nil, nil, nil)
    }
}
