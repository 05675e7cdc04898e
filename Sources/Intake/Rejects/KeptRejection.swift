public import Postgres
import Records
import Warehouse

/// A rejected record as the ledger keeps it.
public struct KeptRejection: Sendable {
    /// Line of the file on which the record begins, from 1.
    public let line: Int
    /// The column at fault, as the file names it; nil: the record as a whole.
    public let column: String?
    /// Name of the rule that was broken.
    public let rule: String
    /// What is expected instead, and what to do.
    public let message: String
    /// The bytes of the record as they stood in the file; nil: not asked for.
    public let record: [UInt8]?

    private static let pageSize = 1_000
    /// Records may have 8 MiB.
    private static let pageSizeWithRecords = 16

    /// Hands out those of a load in the order of the file, in constant memory.
    ///
    /// - Parameters:
    ///   - load: Number of the load.
    ///   - withRecords: Whether to bring the bytes too.
    /// - Throws: `Failure` of kind `data` when there are none; the errors of `receive`.
    public static func each(
        of load: Int, withRecords: Bool, over connection: Connection, _ receive: (KeptRejection) throws -> Void
    ) throws {
        let size = withRecords ? pageSizeWithRecords : pageSize
        var last = 0
        while true {
            let page = try connection.rows(
                """
                select ordinal, line, column_name, rule, message, case when \(withRecords) then record end as record
                from ops.rejection
                where load_id = \(load) and ordinal > \(last)
                order by ordinal
                limit \(size)
                """)
            if page.isEmpty, last == 0 {
                throw Failure(
                    .data, "There are no rejected records of a load \(load).",
                    remedy: "`earshot rejects list` shows what waits.")
            }
            for row in page { try receive(KeptRejection(row)) }
            guard page.count == size, let end = page.last else { return }
            last = try end["ordinal"]
        }
    }

    private init(_ row: Row) throws {
        line = try row["line"]
        column = try row["column_name"]
        rule = try row["rule"]
        message = try row["message"]
        record = try row["record"]
    }
}

extension KeptRejection: Encodable {
    private enum CodingKeys: String, CodingKey {
        case line, column, rule, message, record
    }

    /// Encodes it with the record, where it is there, as ``EscapedText``.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(line, forKey: .line)
        try values.encode(column, forKey: .column)
        try values.encode(rule, forKey: .rule)
        try values.encode(message, forKey: .message)
        try values.encodeIfPresent(record.map { EscapedText(bytes: $0).description }, forKey: .record)
    }
}
