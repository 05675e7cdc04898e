import ArgumentParser

/// The option of commands that compute weeks.
struct ConnectionsOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Connections that compute at the same time, each a week or, where there are more, part of one.",
            valueName: "number"))
    var connections = 2

    func validate() throws {
        guard (1...16).contains(connections) else { throw ValidationError("Name 1 to 16 --connections.") }
    }
}
