import ArgumentParser
import Foundation
import Intake
import Records
import Warehouse

/// `earshot mappings`: what vendors' columns mean.
struct MappingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mappings", abstract: "The mappings of vendors' exports to our columns.",
        subcommands: [List.self, Show.self, Check.self])

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

    struct Check: EarshotCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what each column of a file would become, and write a first mapping for an unknown file.",
            discussion: """
                Values are shown of columns that hold times, numbers or words of ours, never of those that may name or \
                quote people.
                """)
        @OptionGroup var shared: SharedOptions
        @Argument(help: "File to look at.") var file: String
        @Option(help: "Kind of the records; default: the one that fits best.") var kind: String?
        @Option(help: "Name of a mapping, or path of its file; default: the one that fits.") var mapping: String?
        @Option(help: "Syntax of the file: csv, ndjson, json or ics; default: what it shows.")
        var format: String?
        @Flag(help: "Write the mapping guessed for the file to its name with .yaml, in the working directory.")
        var write = false

        func perform() throws {
            let library = try MappingLibrary()
            let kind = try kind.map { try Kind(argument: $0) }
            let survey = try survey(library, kind)
            if shared.json { try shared.output.json(survey) } else { shared.output.result(survey.page) }
            if write { try write(MappingDraft(FileHead(path: file, format: survey.format), kind: kind)) }
        }

        private func survey(_ library: MappingLibrary, _ kind: Kind?) throws -> FileSurvey {
            do {
                return try FileSurvey(
                    path: file, syntax: try format.map { try Mapping.Format.Syntax(argument: $0) },
                    mapping: try mapping.map(library.mapping), kind: kind, library: library)
            } catch let refusal as Refusal {
                throw Failure(.data, "\(EscapedText(file)): \(refusal.reason)")
            }
        }

        private func write(_ draft: MappingDraft) throws {
            let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
            let path = EscapedText("\(name).yaml").description
            do {
                try Data(draft.yaml(name: name).utf8)
                    .write(to: URL(fileURLWithPath: "\(name).yaml"), options: .withoutOverwriting)
            } catch {
                throw Failure(
                    .cannotCreate, "The mapping cannot be written to \(path).",
                    remedy: "Move a file of that name away, or change to a directory where you may write.")
            }
            shared.output.result(
                "Wrote \(path). Correct it, then: earshot load \(draft.kind.name) FILE --mapping ./\(path)")
        }
    }
}
