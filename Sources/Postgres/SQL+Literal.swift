extension SQL {
    /// The statement with its binds written in as literals, for the statements that take none.
    /// White space and semicolons at the end are cut off.
    var inlined: SQL {
        let text = rendered { binds[$0].literal }
        let end = text.unicodeScalars.lastIndex { !($0.properties.isWhitespace || $0 == ";") }
        return SQL(verbatim: end.map { String(text.unicodeScalars[...$0]) } ?? "")
    }
}

extension Bind {
    /// The value as a literal that reads the same whatever `standard_conforming_strings` is.
    var literal: String {
        guard let text else { return "null" }
        var quoted = ""
        // Scalar by scalar: a quote with a combining mark behind it is another Character, but still ends the literal.
        for scalar in text.unicodeScalars {
            if scalar == "'" || scalar == "\\" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        let literal = text.unicodeScalars.contains("\\") ? " E'\(quoted)'" : "'\(quoted)'"
        return type.name.map { "\(literal)::\($0)" } ?? literal
    }
}
