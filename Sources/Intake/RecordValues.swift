/// The values of one record, one a canonical column; good as long as the record is the reader's current one.
struct RecordValues: ~Copyable {
    private let kind: Kind
    private var values: [Value]

    init(_ kind: Kind) {
        self.kind = kind
        values = Array(repeating: .null, count: kind.columns.count)
    }

    subscript(index: Int) -> Value {
        get { values[index] }
        set { values[index] = newValue }
    }

    subscript(name: String) -> Value {
        kind.index(of: name).map { values[$0] } ?? .null
    }
}
