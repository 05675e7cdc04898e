extension Zone {
    /// The instant of a civil time as RFC 5545, section 3.3.5, has it: of two the earlier one, and a time that never
    /// was counts on the offset before the change.
    func firstInstant(of civil: CivilTime) -> Instant {
        let (instant, occurrence) = instant(of: civil)
        guard occurrence == .twice, let index = offsets.lastIndex(where: { $0.start <= instant }), index > 0 else {
            return instant
        }
        return civil.instant(secondsEastOfUTC: offsets[index - 1].secondsEastOfUTC)
    }
}
