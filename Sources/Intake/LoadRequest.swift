public import Postgres
import Records

/// One file to load, and how.
public struct LoadRequest: Sendable {
    /// What the records are, unless the mapping says it.
    public var kind: Kind
    /// Path of the file.
    public var path: String
    /// Name of the file in the archive that `path` is; nil: it is none, or has only one.
    public var member: String?
    /// The file, once it is open; nil: it is opened when it is looked at.
    var handle: InputHandle?
    /// Folders in one of which the file has to lie, symbolic links followed, since a pattern found it; empty: somebody named
    /// it, and it may lie anywhere.
    public var folders: [String] = []
    /// Source the records belong to; nil: the mapping's, else `default`.
    public var source: String?
    /// How the file's columns become ours; nil: it has canonical columns.
    public var mapping: Mapping?
    /// Syntax of the file; nil: the mapping's, else what the file shows.
    public var syntax: Mapping.Format.Syntax?
    /// Encoding of the file by its name in iconv; nil: the mapping's, else UTF-8.
    public var encoding: String?
    /// IANA zone of times without an offset; nil: the mapping's, else the reporting zone.
    public var zone: String?
    /// Instant at which the file showed the world; nil: its modification time.
    public var observedAt: Timestamp?
    /// How many records may be rejected before the file is refused.
    public var limit = RejectionLimit.standard
    /// Do everything, then take it back.
    public var isDryRun = false
    /// Load although the ledger has the same file already.
    public var isForced = false
    /// Load the file as if its earlier loads, of the same source, kind and path, had never been.
    public var replaces = false
    /// Whether the file holds every record of its source, so that a missing one is absent.
    public var isComplete = false
    /// Take a file although it has far fewer records than the one before.
    public var acceptsVolume = false
    /// Take a file of tickets although none of them has a creation time.
    public var acceptsUndated = false
    /// Whether free text is kept; where not, only whether there was any is known.
    public var keepsText = true
    /// One spelling for names, by kind of name: name in lower case → the one to use.
    public var spellings: [Column.Spelling: [String: String]] = [:]

    /// A request to load canonical `kind` records from the file at `path`.
    public init(kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    /// The path, with the name of the file in an archive behind `!`.
    var name: String { member.map { "\(path)!\($0)" } ?? path }

    /// Opens the file, and gives one request for each file in the archive that it is; one alone where it is none.
    public func parts() throws -> [LoadRequest] {
        let handle = try opened()
        return try InputFile.members(of: handle).map { member in
            var part = self
            part.handle = handle
            part.member = member
            return part
        }
    }

    /// The open file. Throws `RecordsError`.
    func opened() throws -> InputHandle { try handle ?? InputHandle(path: path, within: folders) }

    var effectiveMapping: Mapping { mapping ?? .canonical(kind) }

    /// How the records lie in the file, as far as it is known.
    var format: Mapping.Format {
        var format = effectiveMapping.format
        format.syntax = syntax ?? format.syntax
        format.encoding = encoding ?? format.encoding
        return format
    }

    /// The file, opened where it is not open yet.
    func input() throws -> InputFile { InputFile(handle: try opened(), member: member, format: format) }

    /// The command that shows what the file's columns would become.
    var surveyCommand: String { "earshot mappings check \(EscapedText(path)) --kind \(kind.name)" }

    /// The command that does it once more.
    var command: String {
        let source = effectiveSource == "default" ? "" : " --source \(EscapedText(effectiveSource))"
        return "earshot load \(kind.name) \(EscapedText(path))\(source)"
    }

    /// Where the header stands, if lines above it are none of the table; else empty.
    func adviceOnTitleLines() throws -> String {
        let input = try input().settled()
        guard input.format.syntax == .csv, input.format.skippedLines == 0 else { return "" }
        let count = try TitleLines(input).count
        return count == 0 ? "" : " The table seems to begin on line \(count + 1): skip_lines: \(count) in a mapping."
    }

    /// The command that reads the file in the encoding that its bytes show, where a refusal is about bytes that are not
    /// UTF-8; nil: it is about something else, or the bytes show nothing.
    func commandWithEncoding(for refusal: Refusal) -> String? {
        guard refusal.byRule[Rejection.Rule.invalidUTF8.rawValue] != nil, format.encoding == nil,
            let beginning = try? input().source().beginning(), EncodingGuess(beginning).needsWindows1252
        else {
            return nil
        }
        return command + " --encoding windows-1252"
    }

    var effectiveSource: String { source ?? mapping?.source ?? "default" }
}
