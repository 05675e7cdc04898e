/// Why a file's header does not fit: the whole file is refused.
enum HeaderFault: Error {
    /// None of these columns is there, and one has to be.
    case missing([String], found: [String])
    /// A column that holds one value stands there more than once.
    case repeated(String)
    /// The file has no header at all.
    case empty

    /// What is wrong and what to do. Names of columns are no data of customers.
    var message: String {
        switch self {
        case .missing(let names, let found):
            "the header has no column \(names.joined(separator: " or ")); it has \(Self.list(found)). "
                + "Name the right column in a mapping (--mapping)."
        case .repeated(let name):
            "the header has the column \(name) more than once, and it holds one value. Remove or rename one of them."
        case .empty: "the file is empty: it has not even a header. Export it again."
        }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(12).map { $0.count > 40 ? $0.prefix(40) + "…" : $0[...] }.joined(separator: ", ")
        return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
    }
}
