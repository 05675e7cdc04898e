extension SQLState {
    /// What the state means, in words of ours that hold no value of a row: the message where the server's own may quote one.
    var condition: String {
        Self.conditions[self] ?? Self.categories[category] ?? "the server refused the statement"
    }

    private static let conditions: [SQLState: String] = [
        .uniqueViolation: "a row breaks a unique constraint",
        .foreignKeyViolation: "a row breaks a foreign key",
        .notNullViolation: "a column that must have a value is null",
        .checkViolation: "a row breaks a check constraint",
        .exclusionViolation: "a row breaks an exclusion constraint",
        .invalidTextRepresentation: "text is not a value of the type it is read as",
        .characterNotInRepertoire: "bytes are not text of the database's encoding",
        .invalidParameterValue: "a parameter has a value it does not take",
        "22P03": "binary data does not have the form of its type",
        "22P04": "COPY data does not have the form of its format",
        "22P05": "a character has no equivalent in the database's encoding",
        "22001": "text is too long for its column",
        "22003": "a number is out of range",
        "22007": "text is not a date or time",
        "22008": "a date or time is out of range",
        "22009": "an offset from UTC is out of range",
        "22012": "division by zero",
        "22032": "text is not JSON",
        "21000": "a subquery gave more rows than one, or a row would be changed twice",
        "P0001": "a function raised an exception",
    ]

    private static let categories: [String: String] = [
        "21": "a subquery gave more rows than it may",
        "22": "a value does not fit its type",
        "23": "a row breaks a constraint",
        "38": "a function failed",
        "P0": "a function failed",
    ]
}
