import ArgumentParser
import Intake

/// `earshot mappings`: what vendors' columns mean.
struct MappingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mappings", abstract: "The mappings of vendors' exports to our columns.",
        subcommands: [List.self, Show.self])

    struct List: EarshotCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the names of the mappings that come with earshot.")
        @OptionGroup var shared: SharedOptions

        func perform() throws {
            let library = try MappingLibrary()
            for name in try library.names() {
                let mapping = try library.mapping(name)
                shared.output.result("\(name)  (\(mapping.kind.name))")
            }
        }
    }

    struct Show: EarshotCommand {
        static let configuration = CommandConfiguration(abstract: "Print a mapping.")
        @OptionGroup var shared: SharedOptions
        @Argument(help: "Name of a mapping, or path of its file.") var name: String

        func perform() throws { print(try MappingLibrary().text(name), terminator: "") }
    }
}
