import Foundation
public import Postgres
import Records
import Warehouse

extension KeptRejection {
    /// Writes the rejected records of `load` as they stood, under the header of their file, to a new file at `path` that
    /// only its owner may read.
    ///
    /// - Throws: `Failure` of kind `cannotCreate` when the file is there already or cannot be written.
    public static func write(_ load: Int, to path: String, over connection: Connection) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(.cannotCreate, "Cannot write \(EscapedText(path)): \(String(cString: strerror(errno))).")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let header: [UInt8]?? = try connection.rows("select header from ops.load where load_id = \(load)").first?[
            "header"]
        if let header = header ?? nil { try file.write(contentsOf: header + [UInt8(ascii: "\n")]) }
        try each(of: load, withRecords: true, over: connection) { rejection in
            try file.write(contentsOf: (rejection.record ?? []) + [UInt8(ascii: "\n")])
        }
        try file.close()
    }
}
