/// One of the eight kinds of records: its canonical columns, and the columns of its staging table.
///
/// A kind is a value made of tables, not code: `sql/loads/<name>.sql` says what becomes of the staged rows.
public struct Kind: Sendable {
    /// Name on the command line, in the ledger, and of its file in `sql/loads`.
    public let name: String
    /// Canonical columns; as the README lists them.
    public let columns: [Column]
    /// Columns of the staging table behind `ordinal` and `line`, in order.
    let staged: [StagedColumn]
    /// Finds what is wrong with the values of one record beyond each cell's own rule.
    let check: @Sendable (borrowing RecordValues) -> CellFault?

    init(
        _ name: String, columns: [Column], staged: [StagedColumn],
        check: @escaping @Sendable (borrowing RecordValues) -> CellFault? = { _ in nil }
    ) {
        self.name = name
        self.columns = columns
        self.staged = staged
        self.check = check
    }

    /// All kinds, in the order in which a folder of files is best loaded.
    public static let all: [Kind] = [
        .people, .customers, .segments, .interviews, .meetings, .tickets, .feedback, .actions,
    ]

    /// The kind called `name`; nil: there is none.
    public init?(named name: String) {
        guard let kind = Self.all.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// Whether a record can say that an earlier one no longer holds: `sql/loads/<name>.sql` has a step `left out`.
    var canWithdraw: Bool { ["interviews", "meetings"].contains(name) }

    /// Place of the canonical column `name` among ``columns``; nil: the kind has none of that name.
    public func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }
}
