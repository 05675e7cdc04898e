import Postgres
import Records

/// Writes one record's values as a row of the staging table.
struct StagedRow {
    let kind: Kind
    let keepsText: Bool
    private let steps: [Step]

    /// A staged column with its canonical columns looked up once.
    private enum Step {
        case value(Int)
        case words(Int)
        case instant(Int, orElse: Timestamp)
        case name(Int, orElse: String)
        case duration(minutes: Int, start: Int?, end: Int?)
        case host(Int)
        case carriesWords(Int)
        case extra
    }

    init(_ kind: Kind, keepsText: Bool) {
        self.kind = kind
        self.keepsText = keepsText
        steps = kind.staged.compactMap { Self.step($0, kind) }
    }

    /// Names of the staging table's columns, in the order written.
    var columns: [Identifier] { (["ordinal", "line"] + kind.staged.map(\.name)).map { Identifier($0) } }

    /// Appends a whole row. `extra` is a JSON object, or nil.
    func append(
        _ values: borrowing RecordValues, ordinal: Int, line: Int, extra: [UInt8]?, to copy: inout CopyIn
    ) throws(PostgresError) {
        try copy.append(ordinal)
        try copy.append(line)
        for step in steps { try append(step, values, extra: extra, to: &copy) }
        try copy.endRow()
    }

    private static func step(_ column: StagedColumn, _ kind: Kind) -> Step? {
        switch column.origin {
        case .column:
            kind.index(of: column.name).map { kind.columns[$0].type == .words ? .words($0) : .value($0) }
        case .instant(let end):
            kind.index(of: column.name).map { .instant($0, orElse: end == .fromEver ? .negativeInfinity : .infinity) }
        case .name(let fallback): kind.index(of: column.name).map { .name($0, orElse: fallback) }
        case .duration(let minutes, let start, let end):
            kind.index(of: minutes).map {
                .duration(minutes: $0, start: start.flatMap(kind.index(of:)), end: end.flatMap(kind.index(of:)))
            }
        case .host(let name): kind.index(of: name).map { .host($0) }
        case .carriesWords(let name): kind.index(of: name).map { .carriesWords($0) }
        case .extra: .extra
        }
    }

    private func append(
        _ step: Step, _ values: borrowing RecordValues, extra: [UInt8]?, to copy: inout CopyIn
    ) throws(PostgresError) {
        switch step {
        case .value(let index): try append(values[index], to: &copy)
        case .words(let index): try append(keepsText ? values[index] : .null, to: &copy)
        case .instant(let index, let fallback): try copy.append(values[index].instant.map(Timestamp.init) ?? fallback)
        case .name(let index, let fallback):
            if values[index].isNull { try copy.append(fallback) } else { try append(values[index], to: &copy) }
        case .duration(let minutes, let start, let end):
            try copy.append(intervalMicroseconds: length(values, minutes: minutes, start: start, end: end))
        case .host(let index): try append(host(of: values[index]), to: &copy)
        case .carriesWords(let index): try copy.append(!values[index].isNull)
        case .extra: try append(extra: extra, to: &copy)
        }
    }

    private func length(_ values: borrowing RecordValues, minutes: Int, start: Int?, end: Int?) -> Int64? {
        if case .duration(let length) = values[minutes] { return length }
        guard let start, let end, let from = values[start].instant, let to = values[end].instant else { return nil }
        return to.microsecondsSinceUnixEpoch - from.microsecondsSinceUnixEpoch
    }

    /// Null where SQL sees the host by itself: in `acme.example` and behind `ana@`.
    private func host(of reference: Value) -> Value {
        switch reference {
        case .text(let bytes) where HostName.isHidden(in: bytes):
            HostName(Cell(bytes).string).map { .string($0.text) } ?? .null
        case .string(var text) where text.withUTF8(HostName.isHidden):
            HostName(text).map { .string($0.text) } ?? .null
        default: .null
        }
    }

    private func append(extra: [UInt8]?, to copy: inout CopyIn) throws(PostgresError) {
        guard let extra else { return try copy.appendNull() }
        // withUnsafeBufferPointer rethrows untyped, so the typed error is carried out by hand.
        var outcome: Result<Void, PostgresError> = .success(())
        extra.withUnsafeBufferPointer { bytes in
            do throws(PostgresError) { try copy.append(jsonb: bytes) } catch { outcome = .failure(error) }
        }
        try outcome.get()
    }

    private func append(_ value: Value, to copy: inout CopyIn) throws(PostgresError) {
        switch value {
        case .null: try copy.appendNull()
        case .text(let bytes): try copy.append(utf8: bytes)
        case .string(let text): try copy.append(text)
        case .instant(let instant): try copy.append(Timestamp(instant))
        case .number(let text): try copy.append(numeric: text)
        case .boolean(let boolean): try copy.append(boolean)
        case .list(let items): try copy.append(items)
        case .duration(let length): try copy.append(intervalMicroseconds: length)
        }
    }
}

extension Timestamp {
    init(_ instant: Instant) { self.init(microsecondsSinceUnixEpoch: instant.microsecondsSinceUnixEpoch) }
}
