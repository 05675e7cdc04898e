internal import Warehouse

/// Rows that several metrics of a week look at, read once into a temporary table `cohort_<name>`.
struct Cohort {
    let name: String
    /// Cohorts and relations it reads.
    let reads: [String]
    /// One select; `$1` is the week's first day.
    let text: String

    init(name: String, text: String, file: String) throws(Failure) {
        let header = try Header(text, file: file, keys: ["cohort", "holds", "reads"])
        guard header.entries["cohort"] == name else {
            throw Failure(.configuration, "\(file): the header names another cohort.")
        }
        self.name = name
        self.reads = header.names("reads")
        self.text = text
    }
}
