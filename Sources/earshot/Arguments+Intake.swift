import ArgumentParser
import Intake

extension Kind {
    /// The kind called `name` on the command line.
    init(argument name: String) throws {
        guard let kind = Kind(named: name) else {
            throw ValidationError("\(name) is no kind; kinds are \(Kind.all.map(\.name).joined(separator: ", ")).")
        }
        self = kind
    }
}

extension Mapping.Format.Syntax {
    /// The syntax called `name` on the command line.
    init(argument name: String) throws {
        guard let syntax = Self(rawValue: name) else {
            throw ValidationError("--format takes \(Self.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        self = syntax
    }
}
