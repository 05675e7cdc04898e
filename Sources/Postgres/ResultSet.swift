internal import CLibPQ

/// A result of libpq, freed with the last row that points into it.
///
/// Sendable because a `PGresult` is never changed once made:
/// <https://www.postgresql.org/docs/15/libpq-threading.html>.
final class ResultSet: @unchecked Sendable {
    let handle: OpaquePointer

    /// Takes ownership of the pointer.
    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQclear(handle)
    }

    var status: ExecStatusType { PQresultStatus(handle) }
    var rowCount: Int { Int(PQntuples(handle)) }
    var columnCount: Int { Int(PQnfields(handle)) }

    /// Rows inserted, updated, deleted, copied or selected; 0 for a statement that counts none.
    var affectedRows: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

    /// The command the server says it ran, such as `COMMIT` – or `ROLLBACK`, when COMMIT met a failed transaction.
    var command: String { String(cString: PQcmdStatus(handle)) }

    func columnName(_ column: Int) -> String {
        PQfname(handle, Int32(column)).map { String(cString: $0) } ?? ""
    }

    func content(ofColumn column: Int) -> ColumnContent { ColumnContent(type: PQftype(handle, Int32(column))) }

    /// The first column of exactly that name; nil when there is none. No folding of case, unlike `PQfnumber`.
    func column(named name: String) -> Int? {
        (0..<columnCount).first { columnName($0) == name }
    }

    /// The value in the server's text form; nil is NULL.
    func text(row: Int, column: Int) -> String? {
        let (row, column) = (Int32(row), Int32(column))
        guard PQgetisnull(handle, row, column) == 0, let start = PQgetvalue(handle, row, column) else { return nil }
        let length = Int(PQgetlength(handle, row, column))
        return start.withMemoryRebound(to: UInt8.self, capacity: length) {
            String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
    }
}
