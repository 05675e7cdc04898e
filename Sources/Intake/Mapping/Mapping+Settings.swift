import Warehouse

extension Mapping {
    /// Throws a `Failure` of kind `configuration` where the mapping needs a setting that is not set: it would take our own
    /// people for customers, or every meeting for one of the leadership.
    func check(_ ownDomains: OwnDomains, _ meetingSeries: MeetingSeries) throws(Failure) {
        if needsOwnDomains, ownDomains.isEmpty {
            throw Failure(
                .configuration, "The mapping \(name) tells us from customers by own_domains, which is not set.",
                remedy:
                    "Add to earshot.yaml a line such as `own_domains: [ourselves.example]`, with your own mail domains, or "
                    + "run `earshot settings set own_domains ourselves.example`.")
        }
        if !seriesColumns.isEmpty, meetingSeries.isEmpty {
            throw Failure(
                .configuration,
                "The mapping \(name) takes the meetings whose titles meeting_series lists, which is not set.",
                remedy:
                    "Add to earshot.yaml a line such as `meeting_series: [\"Leadership weekly\", \"Board*\"]`, or run "
                    + "`earshot settings set meeting_series \"Leadership weekly;Board*\"`; \"*\" takes every meeting.")
        }
    }
}
