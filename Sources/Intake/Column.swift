/// A canonical column: its name and the rule that its cells follow.
public struct Column: Sendable {
    /// The rule a cell follows and the value it becomes.
    public enum CellType: Hashable, Sendable {
        /// Free text, kept byte for byte.
        case words
        /// A name, id or other short text, trimmed; ``Column/content`` says of what.
        case name
        /// An instant or a day.
        case timestamp
        /// A decimal number.
        case number
        /// A length in minutes, zero or more.
        case minutes
        /// `true` or `false`.
        case boolean
        /// Names separated by semicolons.
        case list
        /// One of these words, in any case; empty: any word, stored in lower case.
        case word([String])
    }

    /// Which of the configured spellings apply to the names in a column.
    public enum Spelling: String, Sendable, CaseIterable {
        case department = "departments"
        case segment = "segments"
        case theme = "themes"

        /// The name as cells with it are stored, so that the two are compared alike.
        public static func plain(_ name: String) -> String { NameText.normalized(name) }
    }

    /// What the instants in a column are of, which decides how far from today they may lie.
    public enum Timing: Hashable, Sendable {
        /// Something that has happened: not long ago and not in the future.
        case event
        /// Something that may be planned: not long ago and not too far ahead.
        case planned
        /// The beginning of a state: at any time, but not too far ahead.
        case start
        /// The end of a state: at any time, `9999-12-31` included.
        case end
    }

    /// Name in a canonical file.
    public let name: String
    /// The rule its cells follow.
    public let type: CellType
    /// Whether a file must have the column and every record a value in it.
    public let isRequired: Bool
    /// Which spellings apply; nil: none.
    public let spelling: Spelling?
    /// What its names, or those of its lists, stand for; of no meaning in columns of another type.
    public let content: Content
    /// What its instants are of; says nothing of columns of other types.
    let timing: Timing

    init(
        _ name: String, _ type: CellType, isRequired: Bool = false, spelling: Spelling? = nil,
        of content: Content = .name, timing: Timing = .start
    ) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
        self.spelling = spelling
        self.content = content
        self.timing = timing
    }

    /// The longest name, in bytes: an index of PostgreSQL holds 2,704 bytes a row, and the key of an action has three
    /// names of a file.
    static let longestName = 800
    /// The longest reference made of several addresses, in bytes, which is indexed alone.
    static let longestReference = 2_000
    /// The longest number, in bytes: any of them fits a double precision number.
    static let longestNumber = 60
    /// The longest list, in entries.
    static let longestList = 1_000
    /// The longest conversation, in microseconds: 31 days.
    static let longestConversation: Int64 = 31 * 86_400_000_000
    /// The longest length of any kind, in microseconds: 100 years of 366 days.
    static let longestDuration: Int64 = 36_600 * 86_400_000_000
}
