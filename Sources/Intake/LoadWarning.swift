/// What a load tells although it was committed: figures may be wrong for want of records.
public struct LoadWarning: Codable, Hashable, Sendable {
    /// What it is about.
    public enum Kind: String, Codable, Sendable {
        /// A page of an API says that there are more records.
        case moreRecords = "more_records"
        /// More than 1 % of the records have the key of another one in the file.
        case repeatedKeys = "repeated_keys"
    }

    /// What it is about.
    public let kind: Kind
    /// What was found and what to do; holds nothing that a record says.
    public let message: String
}

extension [LoadWarning] {
    /// As the ledger has them: a JSON array.
    var json: String {
        let objects = map { warning in
            var object = JSONObjectText()
            object.append("kind", warning.kind.rawValue)
            object.append("message", warning.message)
            return String(decoding: object.bytes, as: UTF8.self)
        }
        return "[\(objects.joined(separator: ","))]"
    }
}
