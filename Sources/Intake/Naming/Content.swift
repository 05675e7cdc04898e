import Records

extension Column {
    /// What a name, or each name of a list, stands for, which decides how it is written alike wherever it comes from.
    public enum Content: Sendable {
        /// Words: compared in the form of ``NameText``.
        case name
        /// An id: without the decimals of a spreadsheet; one that a spreadsheet has destroyed is no id.
        case identifier
        /// An id, a name or an address of a customer or of one of us: an address alone, whatever stands around it; of
        /// several the first one.
        case reference
        /// The same of a customer; of several addresses all, separated by semicolons, the first of which that means somebody
        /// decides.
        case customer
        /// A domain of addresses: its host name.
        case domain
        /// A code of a currency, in capital letters.
        case currency
    }
}

extension Column.Content {
    /// What is stored for a trimmed cell; nil: the cell as it is, as nearly always.
    ///
    /// - Throws: the rule that the cell breaks.
    func text(for cell: Cell) throws(Rejection.Rule) -> String? {
        guard NameText.isPlain(cell.bytes) else { return try rewritten(NameText.normalized(cell.string)) }
        switch self {
        case .name: return nil
        case .identifier: return try id(cell)
        case .reference, .customer:
            if !cell.bytes.contains(UInt8(ascii: "@")) { return try id(cell) }
            return MailAddress.isBare(cell.bytes) ? nil : try rewritten(cell.string)
        case .currency where cell.bytes.allSatisfy({ !(0x61...0x7a ~= $0) }): return nil
        case .domain, .currency: return try rewritten(cell.string)
        }
    }

    /// What is stored for a name.
    ///
    /// - Throws: the rule that the name breaks.
    func text(for name: String) throws(Rejection.Rule) -> String {
        // A typed error does not pass through the closure.
        var outcome: Result<String, Rejection.Rule> = .success(name)
        Cell.with(name) { cell in
            do throws(Rejection.Rule) { outcome = .success(try text(for: cell) ?? name) } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }

    /// What is stored for a name in the form of ``NameText``.
    private func rewritten(_ name: String) throws(Rejection.Rule) -> String {
        switch self {
        case .name: return name
        case .reference where name.utf8.contains(UInt8(ascii: "@")):
            return MailAddress.bare(MailAddress.parts(name, separator: ";").first { $0.contains("@") } ?? name)
        case .customer where name.utf8.contains(UInt8(ascii: "@")):
            let parts = MailAddress.parts(name, separator: ";").filter { $0.contains("@") }
            return parts.map(MailAddress.bare).joined(separator: ";")
        case .identifier, .reference, .customer: return try Self.id(name)
        case .domain:
            guard let host = HostName(name) else { throw .badDomain }
            return host.text
        case .currency: return name.uppercased()
        }
    }

    /// The names in a cell that holds a list.
    func items(of cell: Cell, separator: UInt8) -> [String] {
        switch self {
        case .reference where cell.bytes.contains(UInt8(ascii: "@")) && cell.bytes.contains(where: Self.isMailSyntax):
            MailAddress.parts(cell.string, separator: Character(Unicode.Scalar(separator)))
        case .domain:
            cell.list(separator: separator).flatMap { item in
                item.split { $0 == "," || $0.isWhitespace }.map(String.init)
            }
        default: cell.list(separator: separator)
        }
    }

    /// Characters that a list of addresses has and one of names, divided by a separator, has not.
    private static func isMailSyntax(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ",")
            || byte == UInt8(ascii: "\n")
    }

    private func id(_ cell: Cell) throws(Rejection.Rule) -> String? {
        if SpreadsheetID.isDestroyed(cell.bytes) { throw .destroyedIdentifier }
        return SpreadsheetID.withoutDecimals(cell.bytes).map { Cell($0).string }
    }

    private static func id(_ name: String) throws(Rejection.Rule) -> String {
        let bytes = Array(name.utf8)
        let (isDestroyed, digits) = bytes.withUnsafeBufferPointer { bytes in
            (SpreadsheetID.isDestroyed(bytes), SpreadsheetID.withoutDecimals(bytes).map { Cell($0).string })
        }
        if isDestroyed { throw .destroyedIdentifier }
        return digits ?? name
    }
}
