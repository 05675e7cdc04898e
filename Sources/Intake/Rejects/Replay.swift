import Digest
public import Postgres
import Records
import Warehouse

/// The rejected records of one load, to be loaded again: as that load would have, but for the mapping.
public struct Replay {
    /// Number of the load.
    public let load: Int
    /// How that load was done, but for its mapping and what its source is configured to.
    public let request: LoadRequest
    /// Name of its mapping; empty: canonical columns.
    public let mapping: String
    let file: Ledger.File
    let layout: RecordLayout
    let records: RejectedRecords

    /// Fetches the rejected records of `load`.
    ///
    /// - Throws: `Failure` of kind `data` where there is nothing to replay, with what to do instead.
    public init(of load: Int, over connection: Connection) throws {
        let row = try Self.replayed(load, over: connection)
        guard let kind = Kind(named: try row["kind"]) else { throw Failure(.defect, "A load has an unknown kind.") }
        guard try row["is_waiting"] else { throw try Self.nothing(load, over: connection) }
        var request = LoadRequest(kind: kind, path: try row["file_path"])
        request.source = try row["source"]
        request.zone = try row["zone"]
        request.observedAt = try row["observed_at"]
        // They were rejected once and may be again.
        request.limit = .share(1)
        request.isForced = true
        layout = RecordLayout(syntax: try row["syntax"], header: try row["header"], delimiter: try row["delimiter"])
        guard try !(row["is_refused"] as Bool), layout.standsAlone else { throw Self.loadAgain(load, request) }
        self.load = load
        self.request = request
        mapping = try row["mapping"]
        records = try Self.fetch(load, over: connection)
        file = Ledger.File(
            path: request.path, bytes: records.byteCount, modifiedAt: try row["file_modified_at"],
            sha256: records.sha256)
    }

    private static func replayed(_ load: Int, over connection: Connection) throws -> Row {
        let rows = try connection.rows(
            """
            select load.*, load.status = 'refused' as is_refused, waiting.load_id is not null as is_waiting
            from ops.load
            left join ops.rejected_load as waiting on waiting.load_id = load.load_id
            where load.load_id = \(load)
            """)
        guard let row = rows.first else {
            throw Failure(
                .data, "There is no load \(load).", remedy: "`earshot rejects list` shows those that have some.")
        }
        return row
    }

    private static func fetch(_ load: Int, over connection: Connection) throws -> RejectedRecords {
        let records = try RejectedRecords()
        try KeptRejection.each(of: load, withRecords: true, over: connection) { rejection in
            try records.append(
                RejectedRecords.Record(
                    line: rejection.line, isCut: rejection.rule == Rejection.Rule.recordTooLong.rawValue,
                    bytes: rejection.record ?? []))
        }
        return records
    }

    private static func nothing(_ load: Int, over connection: Connection) throws -> Failure {
        let later: Int? = try connection.rows(
            """
            with recursive replay as (
                select load_id from ops.load where replay_of = \(load) and status = 'loaded'
                union
                select load.load_id
                from ops.load
                join replay on load.replay_of = replay.load_id
            )
            select load_id from replay join ops.rejected_load using (load_id) limit 1
            """
        ).first?["load_id"]
        let remedy = later.map { "What was rejected again waits as load \($0): `earshot rejects replay \($0)`." }
        return Failure(.data, "No rejected records of load \(load) wait.", remedy: remedy)
    }

    private static func loadAgain(_ load: Int, _ request: LoadRequest) -> Failure {
        Failure(
            .data, "The rejected records of load \(load) cannot be read without the rest of their file.",
            remedy: "Mend the file and load it again: `\(request.command)`.")
    }

    /// The records from the first one on, as CSV under the header of their file, which has so many rows.
    func csv(headerRows: Int) throws -> RejectedReader<CSVReader> {
        let head = (layout.header ?? []) + [UInt8(ascii: "\n")]
        let delimiter = layout.delimiter ?? UInt8(ascii: ",")
        return try RejectedReader(records) { record throws(RecordsError) in
            let bytes = head + record
            var reader = CSVReader(ByteSource(bytes: bytes), delimiter: delimiter, blockSize: bytes.count + 1)
            reader.rowsBelowHeader = headerRows - 1
            _ = try reader.readHeader()
            return reader
        }
    }

    /// The records from the first one on, as JSON whose cells are what `columns` lead to.
    func json(_ columns: [String]) throws -> RejectedReader<JSONReader> {
        let paths = columns.map(JSONPath.init(column:))
        return try RejectedReader(records) { record throws(RecordsError) in
            JSONReader(ByteSource(bytes: record), columns: paths, shape: .records, blockSize: record.count + 1)
        }
    }
}
