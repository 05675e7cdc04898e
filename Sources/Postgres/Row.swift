/// A row of a result, its values read by column and as the type the place asks for.
///
/// ```swift
/// let start: CalendarDate = try row["week_start"]
/// let share: Double? = try row["share"]
/// ```
/// A row keeps its whole result in memory for as long as it lives.
public struct Row: Sendable {
    let result: ResultSet
    /// The row's place in its result, from 0.
    public let index: Int

    /// The names of the columns, in order.
    public var columns: [String] { (0..<result.columnCount).map(result.columnName) }

    /// The value of a column, by its exact name.
    ///
    /// - Throws: ``PostgresError`` of kind `decoding`, naming column and row but no value, when there is no such column,
    ///   it is NULL and the type cannot be nil, or its text is not of the type.
    public subscript<Value: ColumnDecodable>(name: String) -> Value {
        get throws(PostgresError) {
            guard let column = result.column(named: name) else { throw error("there is no column \(name)") }
            return try self[column]
        }
    }

    /// The value of a column, by its place from 0; fails as the access by name does.
    public subscript<Value: ColumnDecodable>(column: Int) -> Value {
        get throws(PostgresError) {
            guard column >= 0, column < result.columnCount else { throw error("there is no column \(column)") }
            let text = result.text(row: index, column: column)
            if let value = Value.decode(columnText: text) { return value }
            let fault = text == nil ? "is null" : "is not a \(Value.self)"
            throw error("column \(result.columnName(column)) \(fault) in row \(index + 1)")
        }
    }

    /// The same as the subscript, where the type is easier to name than to infer.
    public func value<Value: ColumnDecodable>(_ name: String, as type: Value.Type = Value.self) throws(PostgresError)
        -> Value
    {
        try self[name]
    }

    private func error(_ message: String) -> PostgresError {
        PostgresError(.decoding, .notSent, message)
    }
}
