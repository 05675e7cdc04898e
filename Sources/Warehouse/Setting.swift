/// A setting and the value it has in one week.
public struct Setting: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// The value as text; nil: derived from the data.
    public let value: String?
    /// The Monday of the week from which the value holds, as `2026-03-02`; `-infinity`: from ever; nil: the default.
    public let validFrom: String?
    /// Meaning and unit.
    public let description: String
}
