import Digest
import Foundation
import Records

/// Rejected records on their way back from the ledger, in a temporary file that has no name.
final class RejectedRecords {
    /// One of them.
    struct Record {
        /// Line of its own file on which it begins, from 1.
        let line: Int
        /// Whether only its beginning was kept.
        let isCut: Bool
        let bytes: [UInt8]
    }

    /// Records in it.
    private(set) var count = 0
    /// Bytes of all records together.
    private(set) var byteCount = 0
    private let file: UnsafeMutablePointer<FILE>
    private var hash = SHA256()

    init() throws {
        guard let file = tmpfile() else { throw CocoaError(.fileWriteUnknown) }
        self.file = file
    }

    deinit {
        fclose(file)
    }

    /// SHA-256 of their bytes, in hexadecimal.
    var sha256: String { hash.text }

    /// Adds one behind the others.
    func append(_ record: Record) throws {
        let head = [record.line, record.isCut ? 1 : 0, record.bytes.count]
        guard fwrite(head, MemoryLayout<Int>.size, head.count, file) == head.count,
            fwrite(record.bytes, 1, record.bytes.count, file) == record.bytes.count
        else { throw CocoaError(.fileWriteOutOfSpace) }
        record.bytes.withUnsafeBytes { hash.update($0) }
        count += 1
        byteCount += record.bytes.count
    }

    /// Begins again with the first one.
    func rewind() {
        Foundation.rewind(file)
    }

    /// The next one; nil behind the last.
    func next() -> Record? {
        var head = [0, 0, 0]
        guard fread(&head, MemoryLayout<Int>.size, head.count, file) == head.count else { return nil }
        var bytes = [UInt8](repeating: 0, count: head[2])
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else { return nil }
        return Record(line: head[0], isCut: head[1] == 1, bytes: bytes)
    }
}
