import Records

/// What a record needs beside its own bytes to be read by itself.
struct RecordLayout {
    /// The syntax; nil: not kept.
    var syntax: Mapping.Format.Syntax?
    /// The header as it stands in the file, in UTF-8; nil: each record says by itself what is what.
    var header: [UInt8]?
    /// What parts the cells; nil: the format has none.
    var delimiter: UInt8?

    /// The layout of a file whose reader has read the header and nothing else yet.
    init(_ syntax: Mapping.Format.Syntax, _ reader: borrowing some RecordReader & ~Copyable) {
        self.syntax = syntax
        header = reader.headerBytes
        delimiter = reader.delimiter
    }

    /// The delimiter as the ledger has it.
    var delimiterText: String? { delimiter.map { String(UnicodeScalar($0)) } }

    /// The layout that the ledger has.
    init(syntax: String?, header: [UInt8]?, delimiter: String?) {
        self.syntax = syntax.flatMap(Mapping.Format.Syntax.init)
        self.header = header
        self.delimiter = delimiter?.utf8.first
    }

    /// Whether a record can be read without the rest of its file.
    var standsAlone: Bool {
        switch syntax {
        case .csv: header != nil
        case .ndjson, .json: true
        // The zones of its times stand elsewhere in the calendar.
        case .ics, nil: false
        }
    }
}
