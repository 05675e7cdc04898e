internal import CLibPQ

extension PostgresError {
    /// The error a result reports, or nil when it reports none.
    ///
    /// - Parameter lossOutcome: what became of the work when the session itself is gone; otherwise the server has rolled it back.
    init?(result: OpaquePointer, lossOutcome: Outcome) {
        switch PQresultStatus(result) {
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: break
        default: return nil
        }
        func field(_ code: Character) -> String? {
            guard let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else { return nil }
            return String(cString: text)
        }
        guard let state = field("C").map(SQLState.init(rawValue:)) else {
            self.init(.connectionLost, lossOutcome, "the connection to the server was lost")
            return
        }
        self.init(
            state.endsSession ? .connectionLost : .server,
            state.endsSession ? lossOutcome : .rolledBack,
            Self.safeMessage(field("M") ?? "", state),
            sqlState: state,
            place: Place(schema: field("s"), table: field("t"), column: field("c"), constraint: field("n"))
        )
    }

    /// Classes whose primary message speaks of the server, the session or our own SQL, never of a value.
    private static let speakable: Set<String> = [
        "08", "0A", "25", "26", "28", "2B", "34", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "F0", "XX",
    ]

    /// The server's primary message where it cannot quote a value, else the condition in our words.
    ///
    /// Even in a speakable class a value follows as `: "…"` now and then (`syntax error in tsquery: "…"`); those are not repeated either.
    static func safeMessage(_ primary: String, _ state: SQLState) -> String {
        guard speakable.contains(state.category), !primary.isEmpty, !quotesValue(primary) else {
            return state.condition
        }
        return primary
    }

    private static func quotesValue(_ primary: String) -> Bool {
        // Bytes, not Characters: a combining mark after the quote would hide it.
        let bytes = Array(primary.utf8)
        return bytes.indices.dropLast(2).contains { bytes[$0..<$0 + 3].elementsEqual(": \"".utf8) }
    }
}
