/// Where the records of a JSON file stand.
public enum JSONShape: Hashable, Sendable {
    /// Found out from the file.
    ///
    /// The elements of an array at the top are records. What the first object at the top is, all others are as well:
    /// a wrapping, if the first element of one of its arrays has more of the asked names than the object itself, or if
    /// it has none of them and one of its arrays has a usual name (`tickets`, `records`, `results`, `data`, …);
    /// otherwise a record. An array inside the object's only member counts as well.
    case automatic
    /// Every object at the top, and every element of an array at the top, is a record.
    case records
    /// The elements of the array to which these names lead in every object at the top are records.
    case wrapped(in: [String])

    /// Names under which arrays of records are wrapped, the likelier ones first.
    static let usualNames = [
        "tickets", "conversations", "issues", "records", "results", "result", "data", "items", "value", "values",
        "rows", "entries", "cases", "requests", "interactions", "customers", "accounts", "companies", "organizations",
        "contacts", "users", "events", "objects",
    ]
}
