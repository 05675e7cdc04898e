internal import Glibc

/// Lends an array of C strings, ended by a null pointer as libpq wants it; nil elements are null pointers too.
func withCStrings<Result>(
    _ strings: [String?],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    var copies = strings.map { string in string.flatMap { strdup($0) } }
    defer { copies.forEach { free($0) } }
    copies.append(nil)
    let pointers = copies.map { UnsafePointer($0) }
    return pointers.withUnsafeBufferPointer { buffer in
        // The array ends with the null pointer just appended, so it has a base address; an empty list serves should it not.
        var empty: UnsafePointer<CChar>?
        return withUnsafePointer(to: &empty) { body(buffer.baseAddress ?? $0) }
    }
}

extension String {
    /// Whether C would take it for a shorter one.
    var holdsNUL: Bool {
        utf8.withContiguousStorageIfAvailable { text in
            text.baseAddress.map { memchr($0, 0, text.count) != nil } ?? false
        } ?? utf8.contains(0)
    }
}
