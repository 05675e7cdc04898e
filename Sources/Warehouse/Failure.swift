public import Postgres

/// Why a command ends without having done its work: what happened, what to do about it, and the exit code.
///
/// Every room throws it where a person can act on the words; the command line prints it and exits with ``Kind``.
/// Neither text ever holds a cell of the user's data.
public struct Failure: Error, Equatable {
    /// What kind of failure it is; the raw value is the exit code, as `sysexits.h` numbers them.
    public enum Kind: Int32, Comparable, Sendable {
        /// Wrong use of the command line.
        case usage = 64
        /// Data refused: too many rejects, a failed check.
        case data = 65
        /// An input is missing or unreadable.
        case noInput = 66
        /// The database cannot be reached.
        case unavailable = 69
        /// A defect of ours.
        case defect = 70
        /// An output cannot be written.
        case cannotCreate = 73
        /// Reading or writing failed half-way.
        case inputOutput = 74
        /// Somebody else is at it, or it is worth a retry.
        case busy = 75
        /// Permission denied.
        case permission = 77
        /// Configuration, mapping or installation at fault.
        case configuration = 78

        /// Whether what is done next would meet it too, whatever it is: the server or a disk is at fault.
        public var endsWork: Bool { [.busy, .unavailable, .inputOutput].contains(self) }

        /// Whether a kind is less bad than another: a retry may mend it sooner, or less of the work is lost to it.
        public static func < (left: Kind, right: Kind) -> Bool {
            (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
        }

        /// From what the next try may mend, over one input, the output and the surroundings, to what only we can.
        private static let order: [Kind] = [
            .busy, .data, .noInput, .inputOutput, .cannotCreate, .unavailable, .permission, .configuration, .usage,
            .defect,
        ]
    }

    /// Decides the exit code.
    public let kind: Kind
    /// What happened, one sentence or two.
    public let message: String
    /// What to do about it; nil where nothing can be said.
    public let remedy: String?
    /// The error of the database it was made of, by which a lost transaction is repeated; nil where it has another reason.
    public let cause: PostgresError?

    /// - Parameters:
    ///   - kind: Decides the exit code.
    ///   - message: What happened.
    ///   - remedy: What to do about it.
    ///   - cause: The error of the database it was made of.
    public init(_ kind: Kind, _ message: String, remedy: String? = nil, cause: PostgresError? = nil) {
        self.kind = kind
        self.message = message
        self.remedy = remedy
        self.cause = cause
    }
}

extension Failure: CustomStringConvertible {
    /// The message, and the remedy on a line of its own.
    public var description: String {
        remedy.map { "\(message)\n\($0)" } ?? message
    }
}
