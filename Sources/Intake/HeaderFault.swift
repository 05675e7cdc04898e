/// Why a file's header does not fit: the whole file is refused.
enum HeaderFault: Error {
    /// None of these columns is there, and one has to be; so many others are.
    case missing([String], otherColumns: Int)
    /// A column that holds one value stands there more than once.
    case repeated(String)
    /// The file has no header at all.
    case empty

    /// What is wrong and what to do. It names only columns that were asked for: where the header is missing, what
    /// stands in its place are cells.
    var message: String {
        switch self {
        case .missing(let names, let count):
            "the header has no column \(names.joined(separator: " or ")) among its \(count). Name the right column in a "
                + "mapping (--mapping), or say there how many lines stand above the header (skip_lines)."
        case .repeated(let name):
            "the header has the column \(name) more than once, and it holds one value. Remove or rename one of them."
        case .empty: "the file is empty: it has not even a header. Export it again."
        }
    }
}
