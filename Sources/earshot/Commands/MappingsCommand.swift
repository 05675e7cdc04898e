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
            abstract: "Show what each column of a file would become, and write a mapping to edit.",
            discussion: """
                The first 200 records are tried; times without an offset are read in UTC here. Values are shown of \
                columns that hold times, numbers or known words, never of those that may name or quote people.

                Examples:
                  earshot mappings check export.csv
                  earshot mappings check export.csv --kind tickets --write
                """)
        @OptionGroup var shared: SharedOptions
        @Argument(help: "File to look at.") var file: String
        @Option(help: "Kind of the records; default: the one that fits best.") var kind: String?
        @Option(help: "Name of a mapping, or path of its file; default: the one that fits.") var mapping: String?
        @Option(help: "Syntax of the file: csv, ndjson, json or ics; default: what it shows.")
        var format: String?
        @Option(help: "Encoding of the file, such as windows-1252; default: what its first bytes show.")
        var encoding: String?
        @Flag(
            help: """
                Write a mapping to the file's name with .yaml, in the working directory: a copy of the one that fits, \
                else a first draft.
                """)
        var write = false

        func perform() throws {
            let library = try MappingLibrary()
            let kind = try kind.map { try Kind(argument: $0) }
            var asked = Mapping.Format()
            asked.syntax = try format.map { try Mapping.Format.Syntax(argument: $0) }
            asked.encoding = encoding
            do {
                let survey = try FileSurvey(
                    path: file, format: asked, mapping: try mapping.map(library.mapping), kind: kind, library: library)
                if shared.json {
                    try shared.output.json(survey)
                } else {
                    shared.output.result(survey.page(namesNext: !write))
                }
                if write { try write(survey, asked, kind, library) }
            } catch let refusal as Refusal {
                throw Failure(.data, "\(EscapedText(file)): \(refusal.reason)")
            }
        }

        private func write(
            _ survey: FileSurvey, _ format: Mapping.Format, _ kind: Kind?, _ library: MappingLibrary
        ) throws {
            let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
            if let mapping = survey.mapping, !mapping.isEmpty {
                return try write(try library.text(mapping, renamed: name), name, kind: survey.kind ?? "KIND")
            }
            let draft = MappingDraft(try FileHead(path: file, format: format), kind: kind)
            guard let found = draft.kind else {
                throw Failure(
                    .data, "No kind fits the columns of \(EscapedText(file)).",
                    remedy: "Name what the records are: --kind tickets. earshot load --help lists the kinds.")
            }
            try write(draft.yaml(name: name), name, kind: found.name)
        }

        private func write(_ text: String, _ name: String, kind: String) throws {
            let path = EscapedText("\(name).yaml").description
            do {
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(name).yaml"), options: .withoutOverwriting)
            } catch {
                throw Failure(
                    .cannotCreate, "The mapping cannot be written to \(path).",
                    remedy: "Move a file of that name away, or change to a directory where you may write.")
            }
            shared.output.result(
                "Wrote \(path). Correct it, then: earshot load \(kind) \(EscapedText(file)) --mapping ./\(path)")
        }
    }
}
