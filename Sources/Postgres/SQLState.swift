/// A five-character SQLSTATE: what the server says went wrong, independent of its language and version.
///
/// Named here are the states something branches on; any other one is still a value.
/// See [Appendix A of the manual](https://www.postgresql.org/docs/15/errcodes-appendix.html).
public struct SQLState: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The five characters, for example `23505`.
    public let rawValue: String

    /// Takes the five characters as the server sent them; nothing is checked.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The same as ``init(rawValue:)``, so that a state can be written as a literal.
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    /// The first two characters, which group kindred states: `23` is every broken constraint.
    public var category: String { String(rawValue.prefix(2)) }

    /// The five characters.
    public var description: String { rawValue }

    /// A row breaks a unique constraint or index.
    public static let uniqueViolation: SQLState = "23505"
    /// A row points at one that does not exist, or one still pointed at is removed.
    public static let foreignKeyViolation: SQLState = "23503"
    /// NULL where the column forbids it.
    public static let notNullViolation: SQLState = "23502"
    /// A row breaks a check constraint.
    public static let checkViolation: SQLState = "23514"
    /// A row overlaps another against an exclusion constraint.
    public static let exclusionViolation: SQLState = "23P01"
    /// Text that is not a value of the type it is read as.
    public static let invalidTextRepresentation: SQLState = "22P02"
    /// Bytes that are not text of the encoding, NUL among them.
    public static let characterNotInRepertoire: SQLState = "22021"
    /// A setting was given a value it does not take.
    public static let invalidParameterValue: SQLState = "22023"
    /// A `repeatable read` or `serializable` transaction met a concurrent change.
    public static let serializationFailure: SQLState = "40001"
    /// Two transactions waited for one another, and this one was chosen to end.
    public static let deadlockDetected: SQLState = "40P01"
    /// A lock was not free within `lock_timeout`, or at all under `nowait`.
    public static let lockNotAvailable: SQLState = "55P03"
    /// A cancel request or `statement_timeout` ended the statement; so does a COPY the client gave up.
    public static let queryCanceled: SQLState = "57014"
    /// The session was ended by an administrator or a shutdown.
    public static let adminShutdown: SQLState = "57P01"
    /// The session was ended because another server process crashed.
    public static let crashShutdown: SQLState = "57P02"
    /// The server is starting, stopping or recovering.
    public static let cannotConnectNow: SQLState = "57P03"
    /// The session sat in an open transaction for longer than `idle_in_transaction_session_timeout`.
    public static let idleInTransactionTimeout: SQLState = "25P03"
    /// A command in a transaction that has already failed.
    public static let inFailedTransaction: SQLState = "25P02"
    /// A write in a transaction, or on a server, that only reads.
    public static let readOnlyTransaction: SQLState = "25006"
    /// Every connection slot of the server is taken.
    public static let tooManyConnections: SQLState = "53300"
    /// A disk of the server is full.
    public static let diskFull: SQLState = "53100"
    /// The server has no memory left for the statement.
    public static let outOfMemory: SQLState = "53200"
    /// The server failed to read or write a file.
    public static let ioError: SQLState = "58030"
    /// The server lacks a file of its own: a library that it cannot load, or a part of a table.
    public static let undefinedFile: SQLState = "58P01"
    /// The relation does not exist.
    public static let undefinedTable: SQLState = "42P01"
    /// A column does not exist.
    public static let undefinedColumn: SQLState = "42703"
    /// A value does not have the type that is wanted.
    public static let datatypeMismatch: SQLState = "42804"
    /// The role lacks the right.
    public static let insufficientPrivilege: SQLState = "42501"
    /// The database does not exist.
    public static let invalidCatalogName: SQLState = "3D000"

    /// Whether the session is gone, whatever the statement was: an administrator, a crash, a timeout while idle, or the line (class 08).
    public var endsSession: Bool {
        [.adminShutdown, .crashShutdown, .idleInTransactionTimeout, "57P05"].contains(self) || category == "08"
    }
}
