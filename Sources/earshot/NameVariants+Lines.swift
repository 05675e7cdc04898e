import Records
import Reporting

extension [NameVariants] {
    /// How many are shown.
    private static var shown: Int { 10 }

    /// A line for people on each kind of names, and one for earshot.yaml; empty: there are no variants.
    var lines: [String] {
        if isEmpty { return [] }
        let shown = prefix(Self.shown)
        let names = UnmappedName.Kind.allCases.compactMap { kind -> String? in
            let names = shown.filter { $0.kind == kind }.map { variants in
                variants.spellings.map { "\(EscapedText($0.name)) (\($0.count))" }.joined(separator: " / ")
            }
            return names.isEmpty ? nil : "\(kind.rawValue) that differ in case only: \(names.joined(separator: ", "))"
        }
        let rest = count > shown.count ? "; \(count - shown.count) more in `earshot status --json`" : ""
        return names + [
            "one spelling each, in earshot.yaml\(rest); then load their files again with --force:",
            "  \(NameVariants.configurationLine(for: Array(shown)))",
        ]
    }
}
