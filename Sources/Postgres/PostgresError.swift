/// What failed between us and the server, and what became of the work.
///
/// It is safe to print: it holds no value of a row or a bind, and neither DETAIL, CONTEXT, HINT nor a password.
/// The server's primary message is kept only where it cannot quote a value; elsewhere the condition is told in words of ours.
public struct PostgresError: Error, Hashable, Sendable {
    /// Which step failed.
    public enum Kind: Hashable, Sendable {
        /// No session came about: target, network, authentication or a busy server.
        case connect
        /// The session ended while in use, or had ended before.
        case connectionLost
        /// No reply came within the deadline; the session was closed, because what follows could no longer be told apart.
        case deadline
        /// The server refused the statement; ``PostgresError/sqlState`` says why.
        case server
        /// A value of the result could not be read as the type asked for; column and row are named.
        case decoding
        /// A bind, an identifier or a field that cannot be sent as it is.
        case encoding
        /// COPY ended well but with another number of rows than were sent, or a row was left unfinished.
        case copy
        /// The call does not fit the state of the session, such as a transaction inside a transaction: a mistake of the program.
        case misuse
    }

    /// What became of the work the failing command belonged to.
    public enum Outcome: Hashable, Sendable {
        /// The failing step reached no server: it was not sent, or concerned only our side, such as reading a row.
        case notSent
        /// The server has undone it, or will on noticing that the session is gone.
        case rolledBack
        /// It may be durable or not: the reply to what would have committed it is lost. Look before repeating.
        case inDoubt
    }

    /// Which step failed.
    public let kind: Kind
    /// What became of the work.
    public let outcome: Outcome
    /// What the server says is wrong; nil when the failure was noticed on our side.
    public let sqlState: SQLState?
    /// One sentence without a full stop, safe to print.
    public let message: String
    /// The schema, table, column and constraint the server names; each nil when it names none.
    public let place: Place

    /// The constraint that broke; nil when none did.
    public var constraint: String? { place.constraint }

    /// The database objects an error names, as the server reports them beside its message.
    public struct Place: Hashable, Sendable {
        /// Schema of the table or type.
        public var schema: String?
        /// Table the failing row belongs to.
        public var table: String?
        /// Column the failing value belongs to.
        public var column: String?
        /// Constraint that broke, also where an index stands for it.
        public var constraint: String?
    }

    init(
        _ kind: Kind,
        _ outcome: Outcome,
        _ message: String,
        sqlState: SQLState? = nil,
        place: Place = Place()
    ) {
        self.kind = kind
        self.outcome = outcome
        self.sqlState = sqlState
        self.message = message
        self.place = place
    }
}

extension PostgresError: CustomStringConvertible {
    /// Message, place, SQLSTATE and, where something was sent, what became of the work; in one line.
    public var description: String {
        var parts = [message]
        if let constraint { parts.append("constraint \(constraint)") }
        if let table = place.table {
            parts.append("table " + [place.schema, table].compactMap(\.self).joined(separator: "."))
        }
        if let column = place.column { parts.append("column \(column)") }
        if let sqlState { parts.append("SQLSTATE \(sqlState)") }
        switch outcome {
        case .notSent: break
        case .rolledBack: parts.append("nothing was changed")
        case .inDoubt: parts.append("it is not known whether the change was kept")
        }
        return parts.joined(separator: "; ")
    }
}
