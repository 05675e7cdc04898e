/// The way to a value inside a JSON record: `via.source.from`, `labels[].name`, `custom_fields[id=360001].value`.
///
/// Names are parted by dots; a name with a dot, a bracket or a quote in it stands in quotes, with `\"` and `\\` inside.
/// Behind a name, `[]` goes on in every element of an array, `[2]` in the third one, and `[name=text]` in those objects
/// of the array whose member of that name has that text.
public struct JSONPath: Hashable, Sendable, CustomStringConvertible {
    /// One step of the way.
    enum Step: Hashable, Sendable {
        case name(String)
        case every
        case element(Int)
        case elements(name: String, value: String)
    }

    /// The path as it was written.
    public let description: String
    let steps: [Step]

    /// The path that `text` describes. Throws a ``JSONPathError`` where it is none.
    public init(_ text: String) throws(JSONPathError) {
        var rest = Substring(text)
        var steps: [Step] = [.name(try Self.name(&rest, of: text))]
        while let first = rest.popFirst() {
            switch first {
            case ".": steps.append(.name(try Self.name(&rest, of: text)))
            case "[": steps.append(try Self.bracket(&rest, of: text))
            default: throw JSONPathError(path: text, complaint: "expected a dot or a bracket behind a name")
            }
        }
        description = text
        self.steps = steps
    }

    /// The path of the member `name` of a record, whatever is in the name.
    public init(name: String) {
        description = name
        steps = [.name(name)]
    }

    private static func name(_ rest: inout Substring, of text: String) throws(JSONPathError) -> String {
        if rest.first == "\"" { return try quoted(&rest, of: text) }
        let name = rest.prefix { !".[]\"".contains($0) }
        guard !name.isEmpty else { throw JSONPathError(path: text, complaint: "a name is missing") }
        rest = rest[name.endIndex...]
        return String(name)
    }

    private static func quoted(_ rest: inout Substring, of text: String) throws(JSONPathError) -> String {
        var name = ""
        rest = rest.dropFirst()
        while let character = rest.popFirst() {
            switch character {
            case "\"": return name
            case "\\": if let escaped = rest.popFirst() { name.append(escaped) }
            default: name.append(character)
            }
        }
        throw JSONPathError(path: text, complaint: "a quote is not closed")
    }

    private static func bracket(_ rest: inout Substring, of text: String) throws(JSONPathError) -> Step {
        if rest.first == "]" {
            rest = rest.dropFirst()
            return .every
        }
        let step: Step
        if let index = Int(rest.prefix { $0.isASCII && $0.isNumber }) {
            rest = rest.drop { $0.isASCII && $0.isNumber }
            step = .element(index)
        } else {
            let name = rest.first == "\"" ? try quoted(&rest, of: text) : take(&rest, until: "=")
            guard !name.isEmpty, rest.popFirst() == "=" else {
                throw JSONPathError(path: text, complaint: "expected [], [2] or [name=text]")
            }
            let value = rest.first == "\"" ? try quoted(&rest, of: text) : take(&rest, until: "]")
            step = .elements(name: name, value: value)
        }
        guard rest.popFirst() == "]" else { throw JSONPathError(path: text, complaint: "a bracket is not closed") }
        return step
    }

    private static func take(_ rest: inout Substring, until end: Character) -> String {
        let taken = rest.prefix { $0 != end && $0 != "]" }
        rest = rest[taken.endIndex...]
        return String(taken)
    }

    /// `name` as it stands in a path, in quotes where it needs them.
    static func quoted(_ name: String) -> String {
        guard name.isEmpty || name.contains(where: { ".[]\"".contains($0) }) else { return name }
        return "\"" + name.map { "\"\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
    }
}
