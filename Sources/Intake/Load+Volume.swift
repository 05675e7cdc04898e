import Postgres

extension Load {
    /// Compares how many records the file has with the delivery before it: the file of the same kind and source that was
    /// loaded with the newest `observed_at` up to that of this one, whatever was loaded since.
    ///
    /// - Returns: Records of that delivery, ten at least, where this one has at least 90 % fewer; nil: it has more, or is the
    ///   first one.
    /// - Throws: ``Refusal`` where each delivery of the source holds everything and this one has at least 90 % fewer
    ///   records or none at all, unless the request accepts that.
    func checkVolume(_ count: Int) throws -> Int? {
        let before = try recordsBefore()
        let isShrunken = before.map { $0 > 0 && count <= $0 / 10 } ?? false
        if request.isComplete, !request.acceptsVolume, isShrunken || count == 0 {
            let change = isShrunken ? "\(count) records after \(before ?? 0), at least 90 % fewer," : "no records"
            throw Refusal(
                reason:
                    "the file holds \(change) although each file of this source holds everything: what is missing would "
                    + "count as gone. Export it again, or take it as it is.",
                read: count, next: "\(request.command) --accept-volume")
        }
        return isShrunken ? before.flatMap { $0 < 10 ? nil : $0 } : nil
    }

    private func recordsBefore() throws -> Int? {
        try connection.rows(
            """
            select read_count
            from ops.load
            where status = 'loaded' and undone_at is null and replay_of is null and kind = \(kind.name) and source = \(identity.source)
                and observed_at <= \(identity.observedAt)
            order by observed_at desc, load_id desc
            limit 1
            """
        ).first?["read_count"]
    }
}
