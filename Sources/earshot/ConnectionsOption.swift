import ArgumentParser

/// The option of commands that compute weeks.
struct ConnectionsOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("Weeks computed at the same time, each over a connection of its own.", valueName: "number"))
    var connections = 2

    func validate() throws {
        guard (1...16).contains(connections) else { throw ValidationError("Name 1 to 16 --connections.") }
    }
}
