extension SQL: ExpressibleByStringInterpolation {
    /// A statement without binds.
    public init(stringLiteral value: String) {
        self.init(verbatim: value)
    }

    /// A statement with the binds of its interpolations.
    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// Gathers a statement literal and its interpolations.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql = SQL(verbatim: "")

        /// An empty statement.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Text of the literal itself.
        public mutating func appendLiteral(_ literal: String) {
            sql.append(text: literal)
        }

        /// A value, sent as a bind.
        public mutating func appendInterpolation(_ value: some Bindable) {
            sql.append(bind: value.bind)
        }

        /// A value or NULL, sent as a bind.
        public mutating func appendInterpolation<Value: Bindable>(_ value: Value?) {
            sql.append(bind: value.bind)
        }

        /// A name, quoted.
        public mutating func appendInterpolation(_ identifier: Identifier) {
            sql.append(identifier: identifier)
        }

        /// Names, each quoted, separated by commas: a column list.
        public mutating func appendInterpolation(_ identifiers: [Identifier]) {
            for (index, identifier) in identifiers.enumerated() {
                if index > 0 { sql.append(text: ", ") }
                sql.append(identifier: identifier)
            }
        }

        /// Another statement or part of one, with its binds.
        public mutating func appendInterpolation(_ part: SQL) {
            sql.append(part)
        }

        /// Text known at compile time, as it is.
        public mutating func appendInterpolation(raw text: StaticString) {
            sql.append(text: text.description)
        }
    }
}
